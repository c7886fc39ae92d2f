import {
  assertValidSchema,
  buildASTSchema,
  concatAST,
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  parse,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
} from 'graphql';
import { createCache } from '../cache.ts';
import { directive, prelude } from './directives.ts';
import { equipScalar } from './scalars.ts';

const preludeDocument = parse(prelude, { noLocation: true });
const declared = new Set(
  preludeDocument.definitions.map((definition) =>
    'name' in definition ? definition.name?.value : undefined,
  ),
);

/** Schemas of the process: a cloud that starts anew, or changes a resolver, has the one that it had. */
const built = createCache<GraphQLSchema>(20);

/** Largest schema document the service takes (General Reference, "AWS AppSync endpoints and quotas"). */
const maximumSchemaBytes = 1024 * 1024;

/**
 * Builds the executable schema of an API from its SDL as deployed.
 *
 * @param largest - bytes that the document may have.
 *
 * @throws Error saying what the service would refuse: syntax, unknown types, custom scalars, a missing Query type,
 *   `@aws_subscribe` naming mutations that do not exist or return another type.
 */
export function buildApiSchema(sdl: string, largest = maximumSchemaBytes): GraphQLSchema {
  if (Buffer.byteLength(sdl) > largest)
    throw new Error(`The schema document exceeds ${largest / maximumSchemaBytes} MB.`);
  const known = built.get(sdl);
  if (known) return known;
  const schema = build(sdl);
  built.set(sdl, schema);
  return schema;
}

function build(sdl: string): GraphQLSchema {
  const document = withoutPrelude(parsed(sdl));
  checkQuery(document);
  const schema = buildASTSchema(concatAST([preludeDocument, document]));
  assertValidSchema(schema);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isScalarType(type) || isSpecifiedScalarType(type)) continue;
    if (!declared.has(type.name)) {
      throw new Error(`Scalar ${type.name} is not known to AppSync, which takes no custom scalars.`);
    }
    equipScalar(type);
  }
  checkSubscriptions(schema);
  return schema;
}

function parsed(sdl: string): DocumentNode {
  try {
    return parse(sdl);
  } catch (error) {
    const [place] = (error as GraphQLError).locations ?? [];
    const where = place ? ` (line ${place.line} of the schema, column ${place.column})` : '';
    // The service says no more than the first sentence.
    throw new Error(
      `Failed to parse schema document - ensure it's a valid SDL-formatted document. ${(error as Error).message}${where}`,
      { cause: error },
    );
  }
}

/** The two refusals are captured from the service. */
function checkQuery({ definitions }: DocumentNode): void {
  const operations = definitions.flatMap((each) =>
    each.kind === Kind.SCHEMA_DEFINITION || each.kind === Kind.SCHEMA_EXTENSION
      ? (each.operationTypes ?? []).map(({ operation }) => String(operation))
      : [],
  );
  if (operations.length > 0) {
    if (!operations.includes('query')) throw new Error("A schema MUST have a 'query' operation defined.");
    return;
  }
  const hasQuery = definitions.some(
    (each) =>
      (each.kind === Kind.OBJECT_TYPE_DEFINITION || each.kind === Kind.OBJECT_TYPE_EXTENSION) &&
      each.name.value === 'Query',
  );
  if (!hasQuery) throw new Error('There is no top level schema object defined.');
}

/**
 * Schemas made for editors declare AppSync's scalars and directives themselves; those declarations are dropped. So is
 * `@aws_auth` of a type: the service takes it there, where it counts for nothing, as recorded.
 */
function withoutPrelude(document: DocumentNode): DocumentNode {
  return {
    ...document,
    definitions: document.definitions
      .filter(
        (definition) =>
          !(
            (definition.kind === Kind.SCALAR_TYPE_DEFINITION ||
              definition.kind === Kind.DIRECTIVE_DEFINITION) &&
            declared.has(definition.name.value)
          ),
      )
      .map((definition) =>
        definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.OBJECT_TYPE_EXTENSION
          ? {
              ...definition,
              directives: (definition.directives ?? []).filter(({ name }) => name.value !== 'aws_auth'),
            }
          : definition,
      ),
  };
}

/** The mutations that each subscription field listens to. */
export function subscribedMutations(schema: GraphQLSchema): Map<string, readonly string[]> {
  const subscriptions = new Map<string, readonly string[]>();
  for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
    const mutations = directive(schema, field.astNode, 'aws_subscribe')?.mutations as string[] | undefined;
    subscriptions.set(field.name, mutations ?? []);
  }
  return subscriptions;
}

function checkSubscriptions(schema: GraphQLSchema): void {
  const mutations = schema.getMutationType()?.getFields() ?? {};
  const subscriptions = schema.getSubscriptionType()?.getFields() ?? {};
  for (const [field, names] of subscribedMutations(schema)) {
    for (const name of names) {
      const mutation = mutations[name];
      if (!mutation)
        throw new Error(`Subscription.${field} listens to mutation ${name}, which does not exist.`);
      const heard = String(subscriptions[field]!.type).replace(/!$/, '');
      const said = String(mutation.type).replace(/!$/, '');
      if (heard !== said) {
        throw new Error(
          `The subscription has an invalid output type. Subscription.${field} returns ${heard}, but mutation ${name} returns ${said}.`,
        );
      }
    }
  }
}
