import type * as Local from '../../local/index.ts';

/** What the terminal shows of the local cloud's log. */
export interface Terminal {
  readonly log: Local.Log;
  /** Whether the messages that Cognito would have sent are shown. Not while the demo users sign up. */
  mail: boolean;
}

/**
 * Shows warnings, and the messages that Cognito would have sent, since a confirmation code is to be read and typed.
 * With `verbose`, everything.
 */
export function createTerminal({ createLog }: typeof Local, verbose: boolean): Terminal {
  const log = createLog(verbose ? 'debug' : 'warn');
  const mail = createLog('info').scope('cognito');
  if (verbose) return { log, mail: true };
  const terminal: Terminal = {
    log: { ...log, scope: (name) => (name === 'cognito' ? cognito : log.scope(name)) },
    mail: false,
  };
  const cognito: Local.Log = {
    ...log.scope('cognito'),
    info(message, fields) {
      if (terminal.mail) mail.info(message, fields);
    },
  };
  return terminal;
}
