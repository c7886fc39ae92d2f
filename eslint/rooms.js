/**
 * Who may import whom. The rooms are the folders of the project; a row names the other rooms and the packages that a
 * room's files may import. What is not listed in a row with `packages` is refused; without it any package will do.
 */
import { builtinModules } from 'node:module';
import { dirname, relative, resolve, sep } from 'node:path';

const cdk = ['aws-cdk-lib', 'constructs', 'cdk-nag', 'node'];
const lambda = ['@aws-sdk', '@aws-lambda-powertools', '@smithy', '@aws-crypto', 'electrodb', 'node'];

/** @type {Record<string, { rooms: string[], packages?: string[], types?: boolean }>} */
export const rooms = {
  entities: { rooms: [], packages: ['electrodb'] },
  rules: { rooms: [], packages: [] },
  // Types cost nothing at run time: resolvers take them from anywhere.
  resolvers: { rooms: ['rules'], packages: ['@aws-appsync/utils'], types: true },
  functions: { rooms: ['entities', 'rules'], packages: [...lambda, 'aws-lambda', 'stripe'] },
  infra: { rooms: [], packages: cdk },
  client: { rooms: [] },
  local: { rooms: [] },
};
const open = ['scripts', 'test', 'bench', 'docs', 'build', 'eslint'];

/** @type {import('eslint').Rule.RuleModule} */
const imports = {
  meta: {
    type: 'problem',
    messages: {
      room: '{{from}}/ may not import from {{to}}/. It may import from: {{allowed}}.',
      package: '{{from}}/ may not import {{to}}. It may import: {{allowed}}.',
    },
  },
  create(context) {
    const from = roomOf(context.cwd, context.filename);
    const row = rooms[from];
    if (!row) return {};

    function check(node) {
      const source = node.source?.value;
      if (typeof source !== 'string') return;
      if (row.types && (node.importKind === 'type' || node.exportKind === 'type')) return;
      if (source.startsWith('.')) {
        const to = roomOf(context.cwd, resolve(dirname(context.filename), source));
        const known = to in rooms || open.includes(to);
        if (to === from || !known || row.rooms.includes(to)) return;
        context.report({ node, messageId: 'room', data: { from, to, allowed: list(row.rooms) } });
      } else if (
        row.packages &&
        !row.packages.includes(packageOf(source)) &&
        !row.packages.includes(scopeOf(source))
      ) {
        context.report({
          node,
          messageId: 'package',
          data: { from, to: source, allowed: list(row.packages) },
        });
      }
    }

    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    };
  },
};

export default { rules: { imports } };

/** The first folder below the project's, e.g. `infra`; a file's own name for a file beside the folders. */
function roomOf(project, file) {
  return relative(project, file).split(sep)[0] ?? '';
}

function packageOf(source) {
  if (source.startsWith('node:') || builtinModules.includes(source)) return 'node';
  const parts = source.split('/');
  return source.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0];
}

function scopeOf(source) {
  return source.split('/')[0];
}

function list(values) {
  return values.length > 0 ? values.join(', ') : 'nothing';
}
