import { useSyncExternalStore } from 'react';
import type { ShownError } from './fetcher.ts';
import type { Watched } from './connection.ts';

/** The errors of the last answer, in words: their name, what they say, and where. */
export function Errors({ errors }: { errors: Watched<readonly ShownError[]> }) {
  const shown = useSyncExternalStore(errors.watch, errors.get);
  if (shown.length === 0) return null;
  return (
    <ul className="errors" role="alert">
      {shown.map(({ errorType, message, path }, index) => (
        <li key={index}>
          <strong>{errorType || 'Error'}</strong>
          {path && path.length > 0 && <code>{path.join('.')}</code>}
          <p>{message}</p>
        </li>
      ))}
    </ul>
  );
}
