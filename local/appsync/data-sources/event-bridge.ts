import { AwsError } from '../../core/aws-error.ts';
import type { EventBuses, EventEntry, Principal } from '../../core/ports.ts';
import type { DataSource } from '../definition.ts';
import { observedCall } from '../execution/run.ts';
import { RequestFault, type BoundDataSource, type DataSourceAnswer } from '../execution/resolve.ts';
import { checkMembers } from './members.ts';

type EventBridgeDataSource = Extract<DataSource, { type: 'AMAZON_EVENTBRIDGE' }>;

const mostEvents = 10;

/**
 * Puts events on the bus of the data source (Developer Guide, "resolver function reference for EventBridge"). Entries
 * that the bus refused stand in the result, which is no error of the field's.
 */
export function eventBridgeDataSource(
  source: EventBridgeDataSource,
  buses: EventBuses,
  principal: () => Principal | undefined,
): BoundDataSource {
  return {
    name: source.name,
    async invoke(request, _step, field): Promise<DataSourceAnswer> {
      const Entries = readEvents(request, source.eventBusArn);
      try {
        const result = await observedCall(field, 'EventBridge.PutEvents', { Entries }, () =>
          buses.putEvents(Entries, principal()),
        );
        return { result };
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        // The type's prefix is not established; that of the other data sources is their service's name.
        return { result: null, error: { message: error.message, type: `EventBridge:${error.name}` } };
      }
    },
  };
}

const requestMembers = new Set(['operation', 'version', 'events']);
const eventMembers = new Set(['source', 'detail', 'detailType', 'resources', 'time']);

/**
 * @throws RequestFault naming the member that is missing, impossible or unknown; of the texts that of an unknown one is
 *   established.
 */
function readEvents(request: unknown, eventBusArn: string): EventEntry[] {
  const { operation, events } = (request ?? {}) as Record<string, unknown>;
  if (operation === undefined) throw new RequestFault("Value for field '$[operation]' not found.");
  if (operation !== 'PutEvents') {
    throw new RequestFault(
      `Value for field '$[operation]' must be one of [PutEvents], not '${String(operation)}'.`,
    );
  }
  checkMembers(request as object, requestMembers);
  if (!Array.isArray(events)) throw new RequestFault("Value for field '$[events]' not found.");
  if (events.length < 1 || events.length > mostEvents) {
    throw new RequestFault(`Value for field '$[events]' must hold 1 to ${mostEvents} events.`);
  }
  return events.map((given: Record<string, unknown>, index) => {
    const need = (name: string): string => {
      const value = given?.[name];
      if (typeof value === 'string' && value !== '') return value;
      throw new RequestFault(`Value for field '$[events][${index}][${name}]' not found.`);
    };
    checkMembers(given ?? {}, eventMembers, `$[events][${index}]`);
    const { detail, resources, time } = given ?? {};
    if (typeof detail !== 'object' || detail === null) {
      throw new RequestFault(`Value for field '$[events][${index}][detail]' must be an object.`);
    }
    const at = typeof time === 'string' ? Date.parse(time) : undefined;
    if (Number.isNaN(at)) {
      throw new RequestFault(`Value for field '$[events][${index}][time]' must be a time of RFC 3339.`);
    }
    return {
      EventBusName: eventBusArn,
      Source: need('source'),
      DetailType: need('detailType'),
      Detail: JSON.stringify(detail),
      ...(Array.isArray(resources) ? { Resources: resources as string[] } : {}),
      ...(at === undefined ? {} : { Time: at / 1000 }),
    };
  });
}
