import { Logger } from '@aws-lambda-powertools/logger';
import { Tracer } from '@aws-lambda-powertools/tracer';
import type { Context } from 'aws-lambda';

/** Writes one JSON line an entry, named after the function (`POWERTOOLS_SERVICE_NAME`). */
export const logger = new Logger();
/** Sends X-Ray segments; silent outside Lambda. Responses hold customers' data and stay out of them. */
export const tracer = new Tracer({ captureHTTPsRequests: true });

/**
 * Gives a handler what every function of the shop has: log lines that name the request, a segment of its own in the
 * trace, and failures in both.
 *
 * @example
 * export const handler = observed('importProducts', async (event: ImportEvent) => report);
 */
export function observed<Event, Result>(
  name: string,
  handle: (event: Event) => Promise<Result>,
): (event: Event, context: Context) => Promise<Result> {
  return async (event, context) => {
    logger.addContext(context);
    const parent = tracer.getSegment();
    const segment = parent?.addNewSubsegment(`## ${name}`);
    if (segment) tracer.setSegment(segment);
    tracer.annotateColdStart();
    tracer.addServiceNameAnnotation();
    try {
      return await handle(event);
    } catch (error) {
      logger.error('The function failed.', error as Error);
      tracer.addErrorAsMetadata(error as Error);
      throw error;
    } finally {
      segment?.close();
      if (parent) tracer.setSegment(parent);
    }
  };
}
