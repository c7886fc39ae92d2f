import {
  type GraphQLError,
  Kind,
  parse,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
} from 'graphql';
import { createCache } from '../cache.ts';
import type { WireError } from '../wire/errors.ts';
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

/** Prepares documents, each text once. */
export function createDocuments(
  ground: PlanningGround,
  options: { readonly introspection: boolean },
): { prepare(text: string): PreparedDocument } {
  const cache = createCache<PreparedDocument>(1_000);
  return {
    prepare(text) {
      let prepared = cache.get(text);
      if (!prepared) cache.set(text, (prepared = prepareDocument(ground, text, options.introspection)));
      return prepared;
    },
  };
}

function prepareDocument(ground: PlanningGround, text: string, introspection: boolean): PreparedDocument {
  let document: DocumentNode;
  try {
    document = parse(text, { maxTokens: maximumTokens });
  } catch (error) {
    return { ok: false, errors: [syntaxError(text, error as GraphQLError)] };
  }
  const errors = validateDocument(ground.schema, document, introspection);
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

/** The texts follow graphql-java's `InvalidSyntaxError`; which version the service runs is not established. */
function syntaxError(text: string, error: GraphQLError): WireError {
  const at = error.locations?.[0] ?? { line: 1, column: 1 };
  const location = { line: at.line, column: at.column, sourceName: null } as const;
  if (error.message.includes('tokens. Parsing aborted')) {
    return { path: null, locations: [location], message: 'Maximum char length exceeded' };
  }
  const rest = text.split('\n')[at.line - 1]?.slice(at.column - 1) ?? '';
  const token = /^(?:\w+|"[^"]*"?|\S)/.exec(rest)?.[0] ?? '<EOF>';
  return {
    path: null,
    locations: [location],
    message: `Invalid Syntax : offending token '${token}' at line ${at.line} column ${at.column}`,
  };
}
