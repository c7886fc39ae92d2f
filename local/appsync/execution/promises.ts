/** A value that may already be there. Most fields of a request are plain lookups; awaiting them would cost a turn each. */
export type Awaitable<T> = T | Promise<T>;

export function isPromise(value: unknown): value is Promise<any> {
  return (
    typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
  );
}

/** Applies `next` now when the value is there, or when it comes. */
export function chain<T, R>(value: Awaitable<T>, next: (value: T) => Awaitable<R>): Awaitable<R> {
  return isPromise(value) ? value.then(next as (value: any) => Awaitable<R>) : next(value);
}
