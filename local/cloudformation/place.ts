/** Where in a template something stands. */
export interface Place {
  readonly stackName: string;
  /** Logical id of a resource, or a section such as `Outputs`. */
  readonly logicalId: string;
  /** Dotted path below it, `Properties.Code.S3Bucket`; empty for the whole. */
  readonly path: string;
}

/** The place one step further down. */
export function below(place: Place, step: string | number): Place {
  return { ...place, path: place.path === '' ? String(step) : `${place.path}.${step}` };
}

export function describePlace({ stackName, logicalId, path }: Place): string {
  return path === '' ? `${stackName}/${logicalId}` : `${stackName}/${logicalId} ${path}`;
}

/**
 * A template that cannot be stood up. The message begins with the place: `Shop-Api/PublishFn Properties.Role: …`.
 */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
  readonly place: Place;

  constructor(place: Place, message: string, options?: ErrorOptions) {
    super(`${describePlace(place)}: ${message}`, options);
    this.place = place;
  }
}
