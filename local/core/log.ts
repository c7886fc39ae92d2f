export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Where the local cloud says what it does. `scope` names the room that speaks, e.g. `lambda:ShopPublish`. */
export interface Log {
  debug(message: string, fields?: Record<string, unknown>): void;
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
  error(message: string, fields?: Record<string, unknown>): void;
  /** Whether what is said at a level is written: what is costly to say need not be put together. */
  speaks?(level: LogLevel): boolean;
  /** The same log, speaking for a narrower scope. */
  scope(name: string): Log;
}

const rank: Record<LogLevel, number> = { debug: 0, info: 1, warn: 2, error: 3, silent: 4 };

/** A log of single lines: `warn lambda:Publish timed out {"requestId":"…"}`. */
export function createLog(
  level: LogLevel = 'info',
  write: (line: string) => void = (line) => process.stderr.write(`${line}\n`),
  scope = '',
): Log {
  const at = (own: LogLevel) => (message: string, fields?: Record<string, unknown>) => {
    if (rank[own] < rank[level]) return;
    const tail = fields && Object.keys(fields).length > 0 ? ` ${JSON.stringify(fields)}` : '';
    write(`${own.padEnd(5)} ${scope ? `${scope} ` : ''}${message}${tail}`);
  };
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    speaks: (own) => rank[own] >= rank[level],
    scope: (name) => createLog(level, write, scope ? `${scope}:${name}` : name),
  };
}
