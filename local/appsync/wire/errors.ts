/** Where in the document; `sourceName` is always null on the wire. */
export interface WireLocation {
  readonly line: number;
  readonly column: number;
  readonly sourceName: null;
}

/** One element of `errors`, its keys in the order in which AppSync sends them. */
export type WireError =
  /** What a resolver raised. */
  | {
      readonly path: readonly (string | number)[];
      readonly data: unknown;
      readonly errorType: string | null;
      readonly errorInfo: unknown;
      readonly locations: readonly WireLocation[] | null;
      readonly message: string;
    }
  /** What validation or completion found: no error type. */
  | {
      readonly path: readonly (string | number)[] | null;
      readonly locations: readonly WireLocation[] | null;
      readonly message: string;
    };

/** A request refused as a whole: the status, the body and `x-amzn-ErrorType` say why. */
export class RequestRefusal extends Error {
  readonly status: number;
  readonly errorType: string;

  constructor(status: number, errorType: string, message: string) {
    super(message);
    this.status = status;
    this.errorType = errorType;
  }
}

export const unauthorized = (message = 'You are not authorized to make this call.') =>
  new RequestRefusal(401, 'UnauthorizedException', message);

export const malformed = (message: string) =>
  new RequestRefusal(400, 'MalformedHttpRequestException', message);

/** Beyond the rate of request tokens. That the status is 429 is known of AWS's clients; type and text are not established. */
export const throttled = () => new RequestRefusal(429, 'TooManyRequestsException', 'Too Many Requests');

/** What is no GraphQL request, or whose document is not GraphQL. */
export const unreadable = () => malformed('Unable to parse GraphQL query.');

export function locationsOf(nodes: readonly { readonly loc?: any }[]): WireLocation[] {
  return nodes.flatMap(({ loc }) =>
    loc ? [{ line: loc.startToken.line, column: loc.startToken.column, sourceName: null }] : [],
  );
}
