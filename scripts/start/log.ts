import type * as Local from '../../local/index.ts';

/** What the terminal shows of the local cloud's log. */
export interface Terminal {
  readonly log: Local.Log;
  /** Whether messages that would have been sent to people are shown. Not while the demo users sign up. */
  mail: boolean;
}

/**
 * Shows warnings, and messages that would have been sent to people, since a confirmation code is to be read and typed.
 * With `verbose`, everything.
 */
export function createTerminal({ createLog }: typeof Local, verbose: boolean): Terminal {
  const log = createLog(verbose ? 'debug' : 'warn');
  const mail = createLog('info').scope('outbox');
  if (verbose) return { log, mail: true };
  const terminal: Terminal = {
    log: { ...log, scope: (name) => (name === 'outbox' ? outbox : log.scope(name)) },
    mail: false,
  };
  const outbox: Local.Log = {
    ...log.scope('outbox'),
    info(message, fields) {
      if (terminal.mail) mail.info(message, fields);
    },
  };
  return terminal;
}
