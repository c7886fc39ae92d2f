/** Another program listens on a port that was asked for. */
export class PortInUseError extends Error {
  override readonly name = 'PortInUseError';
  readonly port: number;
  /** Whose port it is: that of `ports.graphql` or of `ports.gateway`. */
  readonly use: 'graphql' | 'gateway';

  constructor(port: number, use: 'graphql' | 'gateway', options?: ErrorOptions) {
    const what = use === 'graphql' ? 'the GraphQL API' : 'the AWS service APIs';
    super(`Port ${port}, wanted for ${what}, is in use by another program.`, options);
    this.port = port;
    this.use = use;
  }
}

/** Whether a busy port stands at the root of an error. */
export function isPortInUse(error: unknown): boolean {
  for (let cause: any = error, depth = 0; cause && depth < 10; cause = cause.cause, depth++) {
    if (cause.code === 'EADDRINUSE') return true;
  }
  return false;
}
