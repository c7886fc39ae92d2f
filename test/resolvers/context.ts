/** Contexts as AppSync hands them to handlers. */

export interface HandlerContext {
  readonly arguments: Record<string, unknown>;
  readonly source: unknown;
  readonly identity: unknown;
  readonly stash: Record<string, unknown>;
  readonly result?: unknown;
  readonly prev?: { readonly result: unknown };
  readonly error?: { readonly type: string; readonly message: string };
  readonly env: Record<string, string>;
  readonly info: Record<string, unknown>;
  readonly request: Record<string, unknown>;
}

/** What a test says of a context; the rest is as in a fresh development stage. */
export interface Said extends Partial<Omit<HandlerContext, 'info'>> {
  /** What the client selects below the field, e.g. `['id', 'variants', 'variants/items']`. */
  readonly selects?: readonly string[];
}

export const env = { CURRENCY: 'EUR', TABLE_NAME: 'shop-table', STAGE: 'dev' };

const issuer = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_shop';

/** A user as the user pool's token tells of them. */
export function userIdentity(sub: string, groups: readonly string[] | null) {
  return {
    sub,
    issuer,
    username: sub,
    groups,
    claims: {
      sub,
      iss: issuer,
      token_use: 'access',
      username: sub,
      ...(groups ? { 'cognito:groups': groups } : {}),
    },
    sourceIp: ['203.0.113.7'],
    defaultAuthStrategy: 'ALLOW',
  };
}

/** A call with the API key. */
export function guest(said: Said = {}): HandlerContext {
  return contextOf(null, said);
}

/** A call by a customer; without groups, as right after sign-up, when they are said to be null. */
export function customer(id: string, said: Said = {}): HandlerContext {
  return contextOf(userIdentity(id, ['customer']), said);
}

export function seller(id: string, said: Said = {}): HandlerContext {
  return contextOf(userIdentity(id, ['seller']), said);
}

export function staff(said: Said = {}): HandlerContext {
  return contextOf(userIdentity('staff-1', ['staff']), said);
}

export function admin(said: Said = {}): HandlerContext {
  return contextOf(userIdentity('admin-1', ['admin']), said);
}

/** A call by one of the shop's own services. */
export function service(said: Said = {}): HandlerContext {
  const role = 'arn:aws:sts::123456789012:assumed-role/publish/function';
  return contextOf(
    {
      accountId: '123456789012',
      cognitoIdentityPoolId: null,
      cognitoIdentityId: null,
      sourceIp: ['203.0.113.7'],
      username: 'AROA:function',
      userArn: role,
    },
    said,
  );
}

/** The context of a response handler: what the data source answered to `before`. */
export function answered(before: HandlerContext, result: unknown): HandlerContext {
  return { ...before, result };
}

/** The context of a response handler after the data source failed. */
export function failed(
  before: HandlerContext,
  type: string,
  message = type,
  result: unknown = null,
): HandlerContext {
  return { ...before, result, error: { type, message } };
}

/** A refused condition of a single write; `stored` is what stands there. */
export function refused(before: HandlerContext, stored: unknown = null): HandlerContext {
  return failed(
    before,
    'DynamoDB:ConditionalCheckFailedException',
    'The conditional request failed (Service: DynamoDb, Status Code: 400)',
    stored,
  );
}

/**
 * A cancelled transaction. Each reason is the stored item of an action whose condition failed (null: there is none),
 * `'TransactionConflict'`, or undefined for an action that would have passed.
 */
export function cancelled(
  before: HandlerContext,
  ...reasons: (object | null | string | undefined)[]
): HandlerContext {
  const cancellationReasons = reasons.map((reason) => {
    if (reason === undefined) return { type: 'None', message: 'None' };
    if (typeof reason === 'string') return { type: reason, message: 'Transaction is ongoing for the item' };
    return {
      type: 'ConditionCheckFailed',
      message: 'The conditional request failed',
      ...(reason ? { item: reason } : {}),
    };
  });
  const types = cancellationReasons.map(({ type }) => type).join(', ');
  return failed(
    before,
    'DynamoDB:TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${types}]`,
    { keys: null, cancellationReasons },
  );
}

function contextOf(identity: unknown, { selects = [], ...said }: Said): HandlerContext {
  return {
    arguments: {},
    source: null,
    identity,
    stash: {},
    env,
    request: { headers: {}, domainName: null },
    info: {
      fieldName: '',
      parentTypeName: '',
      variables: {},
      selectionSetList: selects,
      selectionSetGraphQL: '',
    },
    ...said,
  };
}
