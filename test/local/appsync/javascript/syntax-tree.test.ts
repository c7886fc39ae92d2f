import { parse, type AnyNode } from 'acorn';
import { expect, it } from 'vitest';
import { survey } from '../../../../local/appsync/javascript/syntax-tree.ts';
import { behaviours } from '../../../parity/behaviour.ts';

const sandbox = behaviours('APPSYNC_JS: the sandbox');

/** Some of every kind of syntax that the parser knows, whether AppSync takes it or not. */
const everything = `
import whole, { a as b, 'odd name' as odd } from 'one' with { type: 'json' };
import * as all from 'two';
export { b, b as 'other name' };
export { c as d } from 'three' with { type: 'json' };
export * as e from 'four';
export default class extends whole {}
export const f = 1, { g = [2], ...h } = all;
class Shape extends whole {
  static { all(); }
  #secret = \`\${b}text\`;
  [odd] = 3;
  get side() { return super.side + new.target; }
  has(it) { return #secret in it; }
}
here: for (let i = 0, j; i < 3; i++) { if (i) continue here; else break here; }
for (const { k } of [[...h]]) ;
for (const l in h) { var m = l; }
while (f) debugger;
do { m += -(f ** 2); } while (!m && (f, 1) || g?.[0]?.(this));
switch (f) { case 1: m = f ? 1 : tag\`x\${f}\`; default: }
try { throw new Error(/x/u); } catch ({ message }) { m = message; } finally { }
async function* n(o = 1, [p, , q], ...r) { yield await import('five', {}); }
const s = async (t) => ({ [t]: t, u() {}, v: function w() { return import.meta; } });
`;

/** Every node of the tree, whatever holds it. */
function allNodes(value: unknown, found = new Set<AnyNode>()): Set<AnyNode> {
  if (typeof value !== 'object' || value === null) return found;
  if (!Array.isArray(value) && typeof (value as AnyNode).type === 'string') found.add(value as AnyNode);
  for (const each of Object.values(value)) allNodes(each, found);
  return found;
}

it('no kind of syntax is passed over when code is checked', sandbox.own('core'), () => {
  const program = parse(everything, { ecmaVersion: 'latest', sourceType: 'module' });
  const { parents, kinds } = survey(program);
  // Names outside of the module, and the key of `{ a }`, which is its value as well, are nobody's concern.
  const named = new Set<AnyNode>();
  for (const node of allNodes(program)) {
    if (node.type === 'ImportSpecifier') named.add(node.imported);
    if (node.type === 'ExportSpecifier') named.add(node.exported);
    if (node.type === 'Property' && node.shorthand) named.add(node.key);
  }
  const missing = [...allNodes(program)].filter((node) => !parents.has(node) && !named.has(node));
  expect(missing).toEqual([]);
  expect([...kinds.values()].flat()).toHaveLength(parents.size);
});
