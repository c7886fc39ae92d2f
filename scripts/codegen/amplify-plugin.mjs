import { Kind, print, visit } from 'graphql';

/**
 * A plugin of GraphQL Code Generator: writes every operation as a string that Amplify 6 infers the variables and the
 * result from (`GeneratedQuery` and its siblings in `@aws-amplify/api-graphql`; Amplify does not read the
 * `TypedDocumentNode` that other plugins write). `query GetProduct` becomes the constant `getProduct`, with the text
 * of the fragments it uses.
 *
 * @type {import('@graphql-codegen/plugin-helpers').CodegenPlugin<{ importOperationTypesFrom: string }>['plugin']}
 */
export const plugin = (_schema, documents, { importOperationTypesFrom }) => {
  const definitions = documents.flatMap(({ document }) => document?.definitions ?? []);
  const fragments = new Map(
    definitions.filter(isFragment).map((fragment) => [fragment.name.value, fragment]),
  );
  const operations = definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  return {
    prepend: [`import type * as types from '${importOperationTypesFrom}';`, ...kinds.map(brand)],
    content: operations.map((operation) => constant(operation, fragments)).join('\n\n'),
  };
};

const kinds = ['Query', 'Mutation', 'Subscription'];

/** Amplify's brand, written out: it is matched by its form, and its own package is not ours to import from. */
const brand = (kind) =>
  `type Generated${kind}<Input, Output> = string & { __generated${kind}Input: Input; __generated${kind}Output: Output };`;

const isFragment = ({ kind }) => kind === Kind.FRAGMENT_DEFINITION;

function constant(operation, fragments) {
  if (!operation.name)
    throw new Error('Every operation needs a name: its constant and its types are called by it.');
  const name = operation.name.value;
  const kind = operation.operation[0].toUpperCase() + operation.operation.slice(1);
  const text = [operation, ...used(operation, fragments)].map(print).join('\n\n');
  const types = `types.${name}${kind}Variables, types.${name}${kind}`;
  const escaped = text.replace(/\\|`|\$(?={)/g, '\\$&');
  return `export const ${name[0].toLowerCase()}${name.slice(1)} = /* GraphQL */ \`\n${escaped}\n\` as Generated${kind}<${types}>;`;
}

/** The fragments that a definition spreads, directly or through others, each once. */
function used(definition, fragments, seen = new Set()) {
  visit(definition, {
    FragmentSpread({ name: { value } }) {
      const fragment = fragments.get(value);
      if (!fragment || seen.has(fragment)) return;
      seen.add(fragment);
      used(fragment, fragments, seen);
    },
  });
  return seen;
}
