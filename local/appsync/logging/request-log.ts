import type { Environment } from '../../core/environment.ts';
import { masked } from '../../core/mask.ts';
import type { ApiDefinition } from '../definition.ts';
import type { FieldPlan } from '../execution/plan.ts';
import { pathToArray, type Observation, type Observe, type Path } from '../execution/run.ts';
import type { Evaluation } from '../javascript/types.ts';

/** What the logs of an API tell of each field, from little to all. */
export const fieldLogLevels = ['NONE', 'ERROR', 'INFO', 'DEBUG', 'ALL'] as const;
export type FieldLogLevel = (typeof fieldLogLevels)[number];

/** A stretch of time, in milliseconds since the epoch. */
export interface Span {
  readonly startedAt: number;
  readonly endedAt: number;
}

/** Gathers what is logged of one request. */
export interface RequestLog {
  /** Told of what resolvers do; absent where fields are not logged. */
  readonly observe?: Observe;
  /** Told of every field that has its value; absent unless all of them are logged. */
  readonly onField?: (plan: FieldPlan, path: Path, span: Span) => void;
  asked(request: {
    readonly query: string;
    readonly operationName?: string;
    readonly variables: unknown;
  }): void;
  /** The document was carried out; parsing and validation are absent for one that was known. */
  executed(span: Span, steps: { readonly parsing?: Span; readonly validation?: Span }): void;
  /** Writes it all. `errors` are those of the answer. */
  end(answer: {
    readonly status: number;
    readonly requestHeaders: unknown;
    readonly responseHeaders: unknown;
    readonly errors: readonly { readonly path?: readonly unknown[] | null; readonly message: string }[];
  }): void;
}

/** Largest log of one request, in bytes; what goes beyond is cut off. */
const largestLog = 1024 * 1024;

const nanoseconds = (milliseconds: number): number => Math.round(milliseconds * 1_000_000);

/**
 * Makes the log of a request, in the events that AppSync sends to CloudWatch Logs (Developer Guide, "Using CloudWatch to
 * monitor and log GraphQL API data"); each is a line of the local cloud's own log, at `debug`, under the name of its log
 * group. The members of the mapping events, and the texts that are no JSON, follow what public tools read from them.
 *
 * @returns undefined where nothing is logged: by the API's settings, or because nobody would see it
 * @example
 * const log = beginRequestLog(environment, api, requestId);
 * log?.end({ status: 200, requestHeaders, responseHeaders, errors: [] });
 */
export function beginRequestLog(
  { clock, log }: Pick<Environment, 'clock' | 'log'>,
  api: Pick<ApiDefinition, 'apiId' | 'arn' | 'logging'>,
  requestId: string,
): RequestLog | undefined {
  const { logging, apiId: graphQLAPIId, arn } = api;
  if (!logging || log.speaks?.('debug') === false) return undefined;
  const group = log.scope(`/aws/appsync/apis/${graphQLAPIId}`);
  const { fieldLogLevel, excludeVerboseContent } = logging;
  const now = () => clock.precise?.() ?? clock.now();
  const startedAt = now();
  const rank = fieldLogLevels.indexOf(fieldLogLevel);
  const logs = (level: FieldLogLevel) => rank >= fieldLogLevels.indexOf(level);
  const common = { requestId, graphQLAPIId };
  const resolverArnOf = (coordinate: string) => {
    const [type, field] = coordinate.split('.');
    return `${arn}/types/${type}/fields/${field}`;
  };

  const budget = { left: largestLog };
  const shown = (value: unknown) => masked(value, budget);

  const texts: string[] = [];
  const observed: Observation[] = [];
  const traced: object[] = [];
  const summaries: object[] = [];

  const mapping = (observation: Observation, messages: readonly string[]) => {
    const { path, coordinate, step, phase, input, output } = observation;
    const [parentType, fieldName] = coordinate.split('.');
    const { result = null, stash = {}, appendedErrors = [] } = output as Partial<Evaluation>;
    const context = { ...(shown(input) as object), stash: shown(stash), outErrors: shown(appendedErrors) };
    return {
      logType: phase === 'request' ? 'RequestMapping' : 'ResponseMapping',
      path,
      fieldName,
      parentType,
      resolverArn: resolverArnOf(coordinate),
      ...(step === coordinate ? {} : { functionName: step }),
      ...common,
      fieldInError: messages.length > 0,
      errors: messages,
      ...(excludeVerboseContent ? {} : { context, transformedTemplate: JSON.stringify(shown(result)) }),
    };
  };

  const fieldEvents = (errors: Parameters<RequestLog['end']>[0]['errors']): (object | string)[] =>
    observed.flatMap((observation) => {
      const place = observation.path.join('/');
      const messages = errors.filter(({ path }) => path?.join('/') === place).map(({ message }) => message);
      const { logs: lines = [] } = observation.output as Partial<Evaluation>;
      return [
        ...lines.filter((line) => logs(levelOf(line))),
        ...(logs('ALL') || messages.length > 0 ? [mapping(observation, messages)] : []),
      ];
    });

  return {
    ...(logs('ERROR')
      ? {
          observe(observation: Observation) {
            if (observation.phase === 'request' || observation.phase === 'response')
              observed.push(observation);
          },
        }
      : {}),
    ...(logs('ALL')
      ? {
          onField(
            { fieldName, parentType, field, coordinate, resolver, meta }: FieldPlan,
            path: Path,
            span: Span,
          ) {
            if (meta) return;
            traced.push({
              duration: nanoseconds(span.endedAt - span.startedAt),
              logType: 'Tracing',
              path: pathToArray(path),
              fieldName,
              startOffset: nanoseconds(span.startedAt - startedAt),
              ...(resolver ? { resolverArn: resolverArnOf(coordinate) } : {}),
              ...common,
              parentType: parentType.name,
              returnType: String(field.type),
            });
          },
        }
      : {}),
    asked({ query, operationName, variables }) {
      if (excludeVerboseContent) return;
      const [text, values] = [shown(query) as string, JSON.stringify(shown(variables))];
      texts.push(`GraphQL Query: ${text}, Operation: ${operationName ?? 'null'}, Variables: ${values}`);
    },
    executed(span, { parsing, validation }) {
      const since = (step: Span = span): { startOffset: number; duration: number } => ({
        startOffset: nanoseconds(step.startedAt - span.startedAt),
        duration: step === span ? 0 : nanoseconds(step.endedAt - step.startedAt),
      });
      summaries.push({
        duration: nanoseconds(span.endedAt - span.startedAt),
        logType: 'ExecutionSummary',
        ...common,
        startTime: new Date(span.startedAt).toISOString(),
        endTime: new Date(span.endedAt).toISOString(),
        parsing: since(parsing),
        version: 1,
        validation: since(validation),
      });
    },
    end({ status, requestHeaders, responseHeaders, errors }) {
      const verbose = excludeVerboseContent
        ? []
        : [
            `Request Headers: ${JSON.stringify(shown(requestHeaders))}`,
            `Response Headers: ${JSON.stringify(shown(responseHeaders))}`,
          ];
      const summary = {
        logType: 'RequestSummary',
        ...common,
        statusCode: status,
        latency: nanoseconds(now() - startedAt),
      };
      const events = [...texts, ...verbose, ...fieldEvents(errors), ...traced, ...summaries];
      let left = largestLog;
      for (const event of [...events, 'Tokens Consumed: 1', summary]) {
        const text = typeof event === 'string' ? `${requestId} ${event}` : JSON.stringify(event);
        if (left <= 0) return;
        group.debug(Buffer.byteLength(text) <= left ? text : text.slice(0, left));
        left -= Buffer.byteLength(text);
      }
    },
  };
}

/** `INFO - code.js:5:3: "text"`, as a handler's console wrote it. */
function levelOf(line: string): FieldLogLevel {
  const level = line.split(' ', 1)[0];
  return level === 'ERROR' || level === 'DEBUG' ? level : 'INFO';
}
