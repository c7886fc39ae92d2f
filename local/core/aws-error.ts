/**
 * An error that an AWS service answers with. The gateway renders it in the protocol of the service asked:
 * `x-amzn-errortype` and `{"__type", "message"}` in the JSON protocols.
 *
 * @example
 * throw new AwsError('ResourceNotFoundException', 'Requested resource not found', 400);
 */
export class AwsError extends Error {
  override readonly name: string;
  /** HTTP status of the answer. */
  readonly statusCode: number;
  /** Further members of the error's body, e.g. `CancellationReasons`. */
  readonly members: Record<string, unknown>;

  constructor(name: string, message: string, statusCode = 400, members: Record<string, unknown> = {}) {
    super(message);
    this.name = name;
    this.statusCode = statusCode;
    this.members = members;
  }
}
