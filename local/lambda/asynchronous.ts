import type { Environment } from '../core/environment.ts';
import type { Deliver, DeliveryDetails, Iam } from '../core/ports.ts';
import { AwsError } from '../core/aws-error.ts';
import { deadLetter, invocationRecord, type Ending } from './destination.ts';
import { parseFunctionName, type EventInvokeConfig, type FunctionRegistry } from './function.ts';
import type { RawResult } from './invoker.ts';
import { openKeptEvents, type KeptEvent } from './kept-events.ts';

interface Deps {
  readonly environment: Environment;
  readonly iam: Iam;
  readonly functions: FunctionRegistry;
  /** Runs an event once. @throws AwsError when Lambda itself refuses, as when it throttles. */
  readonly execute: (event: KeptEvent) => Promise<RawResult>;
  /** Without it, records of how events ended go nowhere. */
  readonly deliver?: Deliver;
}

/** Events that functions get in the background: each until it succeeded, or was tried often or long enough. */
export interface Asynchronous {
  /** Takes an event on. It outlives the process once the promise is fulfilled, where there is a data directory. */
  accept(event: KeptEvent): Promise<void>;
  /** Gives an accepted event to its function another time, as Lambda sometimes does. */
  repeat(event: KeptEvent): void;
  /** @param qualifier - a version or an alias. @defaultValue `$LATEST` */
  configure(functionName: string, qualifier: string | undefined, config: EventInvokeConfig): void;
  /** ARNs that hear of the events that a function, any of its versions or aliases, could not deal with. */
  failureDestinations(functionName: string): readonly string[];
  /** Goes on with the events that an earlier run left. */
  resume(): Promise<void>;
  close(): void;
}

const second = 1000;
const minute = 60 * second;
const longestWait = 5 * minute;
const usual: EventInvokeConfig = { maximumRetryAttempts: 2, maximumEventAgeInSeconds: 21_600 };

/**
 * - A function that fails is tried again after one minute, and then after two.
 * - What Lambda itself refuses (throttling, its own errors) waits from one second to five minutes, doubling, and does not
 *   count as an attempt. A function whose reserved concurrency is 0 is not tried at all.
 * - How it ended goes to the destination for that ending, and a discarded event to the function's dead-letter queue too.
 *
 * Source: Lambda Developer Guide, "How Lambda handles errors and retries with asynchronous invocation" and "Capturing
 * records of Lambda asynchronous invocations".
 */
export function createAsynchronous({ environment, iam, functions, execute, deliver }: Deps): Asynchronous {
  const { clock, log } = environment;
  const configs = new Map<string, EventInvokeConfig>();
  const pending = new Set<() => void>();
  /** How many events of a function were discarded since one succeeded, by its ARN. */
  const discarded = new Map<string, number>();
  const kept = openKeptEvents(environment);
  let resumed = false;
  let closed = false;

  const keyOf = (name: string, qualifier = '$LATEST') => `${name}:${qualifier}`;
  const configOf = (functionArn: string): EventInvokeConfig => {
    const { name, qualifier } = parseFunctionName(functionArn);
    return configs.get(keyOf(name, qualifier)) ?? usual;
  };

  const wait = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const cancel = clock.after(milliseconds, () => (pending.delete(abandon), resolve()));
      const abandon = () => (cancel(), resolve());
      pending.add(abandon);
    });

  /** How the event ended; undefined when everything stops first. */
  const run = async (event: KeptEvent, config: EventInvokeConfig): Promise<Ending | undefined> => {
    let invocations = 0;
    let refusals = 0;
    let result: RawResult | undefined;
    while (!closed) {
      if (functions.resolve(event.functionArn).definition.reservedConcurrency === 0)
        return { condition: 'RetriesExhausted', invocations, result };
      let delay: number;
      try {
        result = await execute(event);
        invocations += 1;
        if (!result.functionError) return { condition: 'Success', invocations, result };
        if (closed) return undefined;
        if (invocations > config.maximumRetryAttempts)
          return { condition: 'RetriesExhausted', invocations, result };
        delay = invocations * minute;
      } catch (error) {
        // Nobody can run what does not stand any more.
        if (error instanceof AwsError && error.statusCode === 404) throw error;
        delay = Math.min(second * 2 ** refusals, longestWait);
        refusals += 1;
      }
      const age = (clock.now() - event.accepted + delay) / second;
      if (age > config.maximumEventAgeInSeconds)
        return { condition: 'EventAgeExceeded', invocations, result };
      await wait(delay);
    }
    return undefined;
  };

  /** Tells the destinations; what cannot be told is lost, as on AWS, where a metric counts it. */
  const tell = async (event: KeptEvent, ending: Ending, { onSuccess, onFailure }: EventInvokeConfig) => {
    const { definition, invokedArn } = functions.resolve(event.functionArn);
    const own = log.scope(`lambda:${definition.name}`);
    const succeeded = ending.condition === 'Success';
    // On AWS an alarm would tell one that failed from a function that does nothing but fail.
    const inARow = succeeded ? 0 : (discarded.get(event.functionArn) ?? 0) + 1;
    discarded.set(event.functionArn, inARow);
    if (!succeeded) own.warn('An asynchronous event is discarded', { requestId: event.requestId, inARow });
    if (!deliver) return;
    const { principal } = iam.assume(definition.roleArn, definition.name);
    const send = async (to: string, message: object | string, details: DeliveryDetails) =>
      deliver(to, message, principal, details).catch((error: Error) =>
        own.error(`The record of an asynchronous event cannot be delivered to ${to}: ${error.message}`),
      );
    const destination = succeeded ? onSuccess : onFailure;
    if (destination) {
      const detailType = `Lambda Function Invocation Result - ${succeeded ? 'Success' : 'Failure'}`;
      const record = invocationRecord(event, ending, invokedArn, clock.now());
      await send(destination, record, { event: { source: 'lambda', detailType } });
    }
    if (!succeeded && definition.deadLetterArn)
      await send(definition.deadLetterArn, event.payload, deadLetter(event, ending));
  };

  const handle = async (event: KeptEvent): Promise<void> => {
    const config = configOf(event.functionArn);
    const ending = await run(event, config);
    // What was cut short goes on at the next start.
    if (!ending) return;
    await tell(event, ending, config);
    await kept.done(event.requestId);
  };

  const later = (event: KeptEvent): void =>
    void handle(event).catch((error: Error) =>
      log.scope('lambda').error(`An asynchronous event is kept, though nothing runs it: ${error.message}`),
    );

  return {
    async accept(event) {
      await kept.keep(event);
      later(event);
    },
    repeat: later,
    configure: (functionName, qualifier, config) => void configs.set(keyOf(functionName, qualifier), config),
    failureDestinations: (functionName) =>
      [...configs]
        .filter(([key]) => key.startsWith(`${functionName}:`))
        .flatMap(([, { onFailure }]) => onFailure ?? []),
    async resume() {
      if (resumed) return;
      resumed = true;
      for (const event of await kept.left()) later(event);
    },
    close() {
      closed = true;
      for (const abandon of pending) abandon();
    },
  };
}
