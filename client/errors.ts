/** An error of an operation, as the shop names it. */
export interface ShopErrorInfo {
  /** The stable name to test, e.g. `OutOfStock`. */
  readonly errorType: string;
  /** Safe to show. */
  readonly message: string;
  /** Facts that go with the name, e.g. which SKUs. */
  readonly errorInfo: Record<string, unknown>;
  /** The field that failed. */
  readonly path: ReadonlyArray<string | number>;
}

/**
 * The shop's errors in what `client.graphql` rejected with; empty when it was no answer of the shop (no network, say).
 *
 * @example
 * try {
 *   await client.graphql({ query: placeOrder, variables });
 * } catch (caught) {
 *   if (errorsOf(caught).some(({ errorType }) => errorType === 'OutOfStock')) offerLess();
 *   else throw caught;
 * }
 */
export function errorsOf(caught: unknown): ShopErrorInfo[] {
  const { errors } = (caught ?? {}) as { errors?: unknown };
  if (!Array.isArray(errors)) return [];
  return errors.filter(isNamed).map(({ errorType, message, errorInfo, path }) => ({
    errorType,
    message,
    errorInfo: errorInfo ?? {},
    path: path ?? [],
  }));
}

type Wire = Pick<ShopErrorInfo, 'errorType' | 'message'> & {
  [member in 'errorInfo' | 'path']?: ShopErrorInfo[member] | null;
};

const isNamed = (error: unknown): error is Wire =>
  typeof error === 'object' && error !== null && 'errorType' in error && typeof error.errorType === 'string';
