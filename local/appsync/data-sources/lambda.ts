import { AwsError } from '../../core/aws-error.ts';
import type { Lambda, Principal } from '../../core/ports.ts';
import {
  RequestFault,
  type BoundDataSource,
  type DataSourceAnswer,
  type FieldCall,
  type Step,
} from '../execution/resolve.ts';
import { observedCall } from '../execution/run.ts';
import type { Awaitable } from '../execution/promises.ts';
import type { HandlerContext } from '../javascript/types.ts';
import { checkMembers } from './members.ts';

interface LambdaGround {
  readonly lambda: Lambda;
  /** Of the data source's role; undefined when it has none. */
  principal(): Principal | undefined;
}

type InvocationType = 'RequestResponse' | 'Event';

interface Waiting {
  readonly payload: unknown;
  readonly field: FieldCall;
  settle(answer: DataSourceAnswer): void;
}

/**
 * Invokes a function (Developer Guide, "resolver function reference for Lambda"): with handlers it receives the payload
 * alone, without them the whole context; `BatchInvoke` gathers sibling fields up to the maximum batch size.
 */
export function lambdaDataSource(name: string, functionArn: string, ground: LambdaGround): BoundDataSource {
  const call = async (
    payload: unknown,
    invocationType: InvocationType,
    direct: boolean,
    field: FieldCall,
  ) => {
    try {
      const functionName = functionArn;
      const answer = await observedCall(
        field,
        'Lambda.Invoke',
        { functionName, invocationType, payload },
        () => ground.lambda.invoke({ functionName, payload, invocationType, principal: ground.principal() }),
      );
      if (invocationType === 'Event') return { result: null };
      const result: unknown = answer.payload ? JSON.parse(answer.payload) : null;
      if (!answer.functionError) return { result };
      const thrown = result as { errorType?: string; errorMessage?: string } | null;
      const message = thrown?.errorMessage ?? 'The function failed.';
      return {
        result: null,
        error: {
          message: direct ? shownMessage(thrown?.errorType, message) : message,
          unhandledErrorType: thrown?.errorType ?? null,
          type: direct ? (thrown?.errorType ?? 'Lambda:Unhandled') : 'Lambda:Unhandled',
        },
      };
    } catch (error) {
      if (error instanceof AwsError) {
        return { result: null, error: { message: error.message, type: `Lambda:${error.name}` } };
      }
      if (error instanceof SyntaxError) {
        return {
          result: null,
          error: { message: 'The function did not answer with JSON.', type: 'Lambda:Unhandled' },
        };
      }
      throw error;
    }
  };

  /** Events gather apart from what is awaited. */
  const eventBatches = new WeakMap<Step, object>();
  const batchKey = (step: Step, type: InvocationType): object => {
    if (type === 'RequestResponse') return step;
    let key = eventBatches.get(step);
    if (!key) eventBatches.set(step, (key = {}));
    return key;
  };

  const batch = (
    payload: unknown,
    type: InvocationType,
    step: Step,
    field: FieldCall,
    direct: boolean,
  ): Promise<DataSourceAnswer> =>
    new Promise((settle) => {
      const { batches } = field.run;
      const key = batchKey(step, type);
      let waiting = batches.get(key) as Waiting[] | undefined;
      const flush = () => {
        batches.delete(key);
        void answerBatch(waiting!, type, direct);
      };
      if (!waiting) {
        batches.set(key, (waiting = []));
        const opened = waiting;
        // Siblings are visited in one go; what they load is complete when the loop turns.
        setImmediate(() => batches.get(key) === opened && flush());
      }
      waiting.push({ payload, field, settle });
      if (waiting.length >= Math.max(1, step.maxBatchSize)) flush();
    });

  const answerBatch = async (waiting: Waiting[], type: InvocationType, direct: boolean): Promise<void> => {
    let answer: DataSourceAnswer;
    try {
      answer = await call(
        waiting.map(({ payload }) => payload),
        type,
        direct,
        // The whole batch is one call; the field that asked first shows it.
        waiting[0]!.field,
      );
    } catch (error) {
      answer = { result: null, error: { message: String(error), type: 'Lambda:Unhandled' } };
    }
    const results = type === 'Event' ? waiting.map(() => null) : answer.result;
    if (!answer.error && !(Array.isArray(results) && results.length === waiting.length)) {
      // The text is not established.
      const message = `The function must answer a batch of ${waiting.length} with a list of ${waiting.length}.`;
      answer = { result: null, error: { message, type: 'Lambda:BatchInvokeError' } };
    }
    waiting.forEach(({ settle }, index) => {
      if (answer.error) settle(answer);
      else
        settle(
          direct ? batchElement((results as unknown[])[index]) : { result: (results as unknown[])[index] },
        );
    });
  };

  return {
    name,
    invoke(request, step, field): Awaitable<DataSourceAnswer> {
      const { operation, payload, invocationType } = readRequest(request);
      if (operation === 'BatchInvoke') return batch(payload, invocationType, step, field, false);
      return call(payload, invocationType, false, field);
    },
    invokeDirectly(context, step, field) {
      const event = directEvent(context);
      return step.maxBatchSize > 0
        ? batch(event, 'RequestResponse', step, field, true)
        : call(event, 'RequestResponse', true, field);
    },
  };
}

const requestMembers = new Set(['operation', 'version', 'payload', 'invocationType']);

function readRequest(request: unknown) {
  const given = (request ?? {}) as Record<string, unknown>;
  const { operation, payload = null, invocationType = 'RequestResponse' } = given;
  if (operation === undefined) throw new RequestFault("Value for field '$[operation]' not found.");
  if (operation !== 'Invoke' && operation !== 'BatchInvoke') {
    throw new RequestFault(
      `Value for field '$[operation]' must be one of [Invoke, BatchInvoke], not '${operation}'.`,
    );
  }
  if (invocationType !== 'RequestResponse' && invocationType !== 'Event') {
    throw new RequestFault(
      `Value for field '$[invocationType]' must be one of [RequestResponse, Event], not '${invocationType}'.`,
    );
  }
  checkMembers(given, requestMembers);
  return { operation, payload, invocationType } as const;
}

/** The context as a direct resolver's function receives it, selection sets included. */
function directEvent({ arguments: given, identity, source, request, prev, info, stash }: HandlerContext) {
  const { fieldName, parentTypeName, variables, selectionSetList, selectionSetGraphQL } = info;
  return {
    arguments: given,
    identity,
    source,
    request,
    prev: prev ?? null,
    info: { selectionSetList, selectionSetGraphQL, parentTypeName, fieldName, variables },
    stash,
  };
}

/** What a direct resolver says of a function's error: of this type the service's own words, never the function's. */
function shownMessage(errorType: unknown, message: string): string {
  return errorType === 'UnauthorizedException' ? 'You are not authorized to make this call.' : message;
}

/**
 * An element of a direct batch: `{ data, errorMessage, errorType }`, of which other members are passed over (Developer
 * Guide, "Direct Lambda Resolvers: Batching enabled"). An `UnauthorizedException` without a message is one, too; the
 * guide does not say.
 */
function batchElement(element: unknown): DataSourceAnswer {
  if (typeof element !== 'object' || element === null) return { result: null };
  const { data = null, errorMessage, errorType } = element as Record<string, unknown>;
  if (typeof errorMessage !== 'string' && errorType !== 'UnauthorizedException') return { result: data };
  const message = shownMessage(errorType, String(errorMessage));
  return { result: data, error: { message, type: String(errorType ?? 'Lambda:Unhandled') } };
}
