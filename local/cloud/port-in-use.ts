const purposes = {
  graphql: 'the GraphQL API',
  httpApi: 'the HTTP API',
  gateway: 'the AWS service APIs',
} as const;

export type PortUse = keyof typeof purposes;

/** Another program listens on a port that was asked for. */
export class PortInUseError extends Error {
  override readonly name = 'PortInUseError';
  readonly port: number;
  /** Whose port it is, by its name in `ports`. */
  readonly use: PortUse;

  constructor(port: number, use: PortUse, options?: ErrorOptions) {
    super(`Port ${port}, wanted for ${purposes[use]}, is in use by another program.`, options);
    this.port = port;
    this.use = use;
  }
}

/** The busy port that stands at the root of an error; undefined when none does. */
export function busyPort(error: unknown): number | undefined {
  for (let cause: any = error, depth = 0; cause && depth < 10; cause = cause.cause, depth++) {
    if (cause.code === 'EADDRINUSE') return cause.port;
  }
  return undefined;
}
