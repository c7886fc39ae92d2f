import {
  type GraphQLError,
  Kind,
  parse,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
} from 'graphql';
import { createCache } from '../cache.ts';
import type { Span } from '../logging/request-log.ts';
import { unreadable, type WireError } from '../wire/errors.ts';
import { validateDocument } from '../wire/validation.ts';
import { conditionVariables, planOperation, type OperationPlan, type PlanningGround } from './plan.ts';

/** Most tokens a document may have (General Reference, "AWS AppSync endpoints and quotas"). */
const maximumTokens = 15_000;

/** A document parsed, validated, and planned as far as its conditions allow. */
export type PreparedDocument =
  | { readonly ok: false; readonly errors: readonly WireError[] }
  | {
      readonly ok: true;
      readonly operations: readonly OperationDefinitionNode[];
      plan(operation: OperationDefinitionNode, variables: Record<string, unknown>): OperationPlan;
      /** Tells apart what an operation selects under different variables. */
      conditions(variables: Record<string, unknown>): string;
    };

/** Filled with how long a document took to be prepared; left as it is for one that was known. */
export interface PreparationTimes {
  readonly now: () => number;
  parsing?: Span;
  validation?: Span;
}

/** Prepares documents, each text once. `prepare` throws RequestRefusal for one that is not GraphQL. */
export function createDocuments(
  ground: PlanningGround,
  options: { readonly introspection: boolean },
): { prepare(text: string, times?: PreparationTimes): PreparedDocument } {
  const cache = createCache<PreparedDocument>(1_000);
  return {
    prepare(text, times) {
      let prepared = cache.get(text);
      if (!prepared)
        cache.set(text, (prepared = prepareDocument(ground, text, options.introspection, times)));
      return prepared;
    },
  };
}

function prepareDocument(
  ground: PlanningGround,
  text: string,
  introspection: boolean,
  times?: PreparationTimes,
): PreparedDocument {
  const startedAt = times?.now() ?? 0;
  let document: DocumentNode;
  try {
    document = parse(text, { maxTokens: maximumTokens });
  } catch (error) {
    if ((error as GraphQLError).message.includes('tokens. Parsing aborted'))
      return { ok: false, errors: [tooLong] };
    throw unreadable();
  }
  const parsedAt = times?.now() ?? 0;
  const errors = validateDocument(ground.schema, document, introspection);
  if (times) {
    times.parsing = { startedAt, endedAt: parsedAt };
    times.validation = { startedAt: parsedAt, endedAt: times.now() };
  }
  if (errors.length > 0) return { ok: false, errors };

  const operations: OperationDefinitionNode[] = [];
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition);
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const names = conditionVariables(document);
  const conditions = (variables: Record<string, unknown>) =>
    names.map((name) => Number(!!variables[name])).join('');
  const plans = new Map<string, OperationPlan>();
  return {
    ok: true,
    operations,
    conditions,
    plan(operation, variables) {
      const key = `${operation.name?.value ?? ''} ${names.length > 0 ? conditions(variables) : ''}`;
      let plan = plans.get(key);
      if (!plan) {
        if (plans.size >= 64) plans.clear();
        plans.set(key, (plan = planOperation(ground, operation, fragments, variables)));
      }
      return plan;
    },
  };
}

/** The text is that of the service's documentation; where it is said is not established. */
const tooLong: WireError = {
  path: null,
  locations: [{ line: 1, column: 1, sourceName: null }],
  message: 'Maximum char length exceeded',
};
