import { requireAccess } from '../core/access.ts';
import type { Environment } from '../core/environment.ts';
import type { EventBuses, EventEntry, Iam, Principal, PutEventsResult } from '../core/ports.ts';
import { envelopeOf } from './envelope.ts';
import { invalid } from './errors.ts';
import { defaultBus } from './model.ts';
import type { Registry } from './registry.ts';
import type { Router } from './router.ts';

interface Deps {
  readonly environment: Environment;
  readonly iam: Iam;
  readonly registry: Registry;
  readonly router: Router;
  /** Resolves when what has not arrived yet will outlive the process. */
  readonly flush: () => Promise<void>;
}

type Answer = PutEventsResult['Entries'][number];

const mostEntries = 10;
/** In bytes, of all entries of a request; it was 256 KB until January 2026. */
const largestRequest = 1024 * 1024;

/** PutEvents: checks entries, and routes those that are in order. */
export function createPutEvents({
  environment,
  iam,
  registry,
  router,
  flush,
}: Deps): EventBuses['putEvents'] {
  const log = environment.log.scope('events');

  const authorize = ({ EventBusName, Source, DetailType }: EventEntry, principal: Principal): void => {
    const busName = EventBusName || defaultBus;
    const bus = registry.find(busName);
    const arn = bus?.arn ?? (busName.startsWith('arn:') ? busName : registry.busArn(busName));
    const context = { 'events:source': Source, 'events:detail-type': DetailType };
    const asked = bus?.policy ? { arn, policy: bus.policy } : arn;
    requireAccess(iam, principal, 'events:PutEvents', asked, context);
  };

  return async (entries, principal) => {
    checkRequest(entries);
    const refusals = entries.map((entry) => refusalOf(entry, principal?.service === undefined));
    // The whole request is refused before any of it is put.
    entries.forEach((entry, index) => {
      if (!refusals[index] && principal && !isOwn(entry, principal)) authorize(entry, principal);
    });
    const answers = entries.map((entry, index): Answer => {
      const refusal = refusals[index];
      if (refusal) return refusal;
      const event = envelopeOf(entry, environment);
      const bus = registry.find(entry.EventBusName || defaultBus);
      // The service says nothing of it either.
      if (!bus) log.warn(`An event for ${entry.EventBusName} is lost: there is no such bus`);
      else router.route(bus, event);
      return { EventId: event.id };
    });
    await flush();
    return { FailedEntryCount: answers.filter((answer) => 'ErrorCode' in answer).length, Entries: answers };
  };
}

/** What services tell of themselves comes to the bus without anybody's leave. */
const isOwn = ({ Source }: EventEntry, { service }: Principal): boolean =>
  service !== undefined && `${Source.slice('aws.'.length)}.amazonaws.com` === service.name;

function checkRequest(entries: readonly EventEntry[]): void {
  if (!Array.isArray(entries) || entries.length < 1 || entries.length > mostEntries) {
    const shown = `[${(Array.isArray(entries) ? entries : []).map(show).join(', ')}]`;
    const bound =
      entries?.length > mostEntries ? `less than or equal to ${mostEntries}` : 'greater than or equal to 1';
    throw invalid(
      `1 validation error detected: Value '${shown}' at 'entries' failed to satisfy constraint: Member must have length ${bound}`,
    );
  }
  const size = entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
  if (size > largestRequest) throw invalid('Total size of the entries in the request is over the limit.');
}

const show = ({ Time, Source, Resources, DetailType, Detail, EventBusName }: Partial<EventEntry>) =>
  `PutEventsRequestEntry(time=${Time ?? null}, source=${Source ?? null}, resources=${Resources ? `[${Resources.join(', ')}]` : null}, ` +
  `detailType=${DetailType ?? null}, detail=${Detail ?? null}, eventBusName=${EventBusName ?? null}, ` +
  'traceHeader=null, kmsKeyIdentifier=null, internalMetadata=null)';

/** Source: EventBridge User Guide, "Calculating PutEvents event entry size". */
function sizeOf({ Time, Source, DetailType, Detail, Resources = [] }: Partial<EventEntry>): number {
  return [Source, DetailType, Detail, ...Resources].reduce(
    (sum, text) => sum + Buffer.byteLength(text ?? ''),
    Time === undefined ? 0 : 14,
  );
}

/** What is wrong with an entry by itself. */
function refusalOf(entry: EventEntry, byCaller: boolean): Answer | undefined {
  const missing = (['Source', 'DetailType', 'Detail'] as const).find((name) => !entry[name]);
  if (missing) {
    return {
      ErrorCode: 'InvalidArgument',
      ErrorMessage: `Parameter ${missing} is not valid. Reason: ${missing} is a required argument.`,
    };
  }
  if (byCaller && entry.Source.startsWith('aws.')) {
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  }
  return isObjectText(entry.Detail)
    ? undefined
    : { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
}

function isObjectText(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
