import { fault } from '../realm/halt.ts';
import type { Library } from '../realm/realm.ts';
import type { SessionHolder } from '../session.ts';

/** The service's bound on distinct invalidations that one mutation may ask for. */
const invalidationLimit = 5;

/** The `extensions` object: what a handler asks of subscriptions and of the cache. */
export function extensionsLibrary(session: SessionHolder): Library {
  return {
    setSubscriptionFilter(filter: unknown) {
      session.current.subscriptionFilter = filter ?? null;
    },
    setSubscriptionInvalidationFilter(filter: unknown) {
      session.current.subscriptionInvalidationFilter = filter ?? null;
    },
    invalidateSubscriptions(request?: { subscriptionField?: unknown; payload?: unknown }) {
      if (typeof request?.subscriptionField !== 'string')
        fault('extensions.invalidateSubscriptions: subscriptionField must be a string');
      const { invalidations } = session.current;
      const next = {
        subscriptionField: request!.subscriptionField as string,
        payload: request!.payload ?? {},
      };
      const text = JSON.stringify(next);
      if (invalidations.some((each) => JSON.stringify(each) === text)) return;
      if (invalidations.length >= invalidationLimit)
        fault(`extensions.invalidateSubscriptions: at most ${invalidationLimit} distinct invalidations`);
      invalidations.push(next);
    },
    evictFromApiCache(typeName: unknown, fieldName: unknown, keys: unknown) {
      if (typeof typeName !== 'string' || typeof fieldName !== 'string')
        fault('extensions.evictFromApiCache: type name and field name must be strings');
      const record = typeof keys === 'object' && keys !== null ? (keys as Record<string, unknown>) : {};
      session.current.cacheEvictions.push({
        typeName: typeName as string,
        fieldName: fieldName as string,
        keys: record,
      });
    },
  };
}
