import { useSyncExternalStore } from 'react';

/** The parts of the page's address after `#/`: `['cloud', 'queues', 'payments']`; empty for the GraphQL view. */
export function useRoute(): readonly string[] {
  const hash = useSyncExternalStore(watchHash, () => location.hash);
  return hash.replace(/^#\/?/, '').split('/').filter(Boolean).map(decodeURIComponent);
}

/** The address of a place in the page, for links: `linkTo('cloud', 'queues')` is `#/cloud/queues`. */
export const linkTo = (...parts: readonly string[]): string => `#/${parts.map(encodeURIComponent).join('/')}`;

function watchHash(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}
