/** Where in a pattern something stands. */
export interface Place {
  /** The field's dotted path; empty for the pattern itself. */
  readonly path: string;
  readonly inOr: boolean;
}

/** What is not an event pattern. */
export class EventPatternError extends Error {
  override readonly name = 'EventPatternError';
  /** In the words of aws/event-ruler, which EventBridge repeats. */
  readonly reason: string;

  constructor(reason: string, path: string) {
    super(`Event pattern${path ? ` at ${path}` : ''}: ${reason}`);
    this.reason = reason;
  }
}

/** @throws EventPatternError */
export function refuse(reason: string, { path }: Pick<Place, 'path'>): never {
  throw new EventPatternError(reason, path);
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
