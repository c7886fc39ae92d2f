import type { AnyNode, Identifier } from 'acorn';
import type { Module } from '../parse.ts';
import { placeIn } from '../refusal.ts';
import { childrenOf, namesIn, type FunctionNode } from '../syntax-tree.ts';
import { createSplicer, type SplicedText, type Splicer } from './splicer.ts';

/** Iterations that one run of one loop may make, as the service allows. */
export const loopLimit = 1000;

/** Names that the instrumented code calls the realm by; chosen so that no name of the code is like them. */
export interface RuntimeNames {
  readonly meter: string;
  readonly guards: string;
  readonly modules: string;
}

/**
 * Writes the meter into the code: every function entered and every iteration counts, and what can grow without
 * either (strings joined, spreads, rests, large literals) is charged by its size. The result is a function
 * expression that takes the meter, the guards, the library's modules and the globals, and answers a function that runs the module and
 * answers its handlers. Lines stay where they were.
 */
export function instrument(module: Module, globals: readonly string[]): SplicedText {
  const names = freeNames(module.source);
  const splicer = createSplicer(module.source);
  const imports = moveImports(module, names, splicer);
  const handlers = stripExports(module, splicer);
  for (const node of module.parents.keys()) instrumentNode(node, module, names, splicer);

  const parameters = [names.meter, names.guards, names.modules, ...globals].join(',');
  return splicer.finish(
    `(function(${parameters}){'use strict';return function(){${imports}`,
    `\n;return{${handlers}}}})`,
  );
}

function freeNames(source: string): RuntimeNames {
  let suffix = '';
  const all = () => ({ meter: `$meter${suffix}`, guards: `$guards${suffix}`, modules: `$modules${suffix}` });
  while (Object.values(all()).some((name) => source.includes(name))) suffix += '_';
  return all();
}

function moveImports({ program, bindings }: Module, names: RuntimeNames, splicer: Splicer): string {
  for (const node of program.body) {
    if (node.type === 'ImportDeclaration') splicer.replace(node.start, node.end, '');
  }
  return bindings
    .flatMap(({ name, imported }) => {
      if (!imported) return [];
      const library = `${names.modules}[${JSON.stringify(imported.module)}]`;
      return `const ${name}=${library}${imported.name === '*' ? '' : `.${imported.name}`};`;
    })
    .join('');
}

/** Takes `export` away and answers the members of the object that the module's function returns. */
function stripExports({ program }: Module, splicer: Splicer): string {
  const handlers: string[] = [];
  for (const node of program.body) {
    if (node.type !== 'ExportNamedDeclaration') continue;
    if (!node.declaration) {
      splicer.replace(node.start, node.end, '');
      for (const { local, exported } of node.specifiers) {
        handlers.push(`${(exported as Identifier).name}:${(local as Identifier).name}`);
      }
      continue;
    }
    splicer.replace(node.start, node.declaration.start, '');
    const declared =
      node.declaration.type === 'VariableDeclaration'
        ? node.declaration.declarations.flatMap(({ id }) => namesIn(id))
        : [node.declaration.id];
    handlers.push(...declared.map(({ name }) => `${name}:${name}`));
  }
  return handlers.join(',');
}

function instrumentNode(node: AnyNode, module: Module, names: RuntimeNames, splicer: Splicer): void {
  const wrap = (expression: AnyNode, guard: string) => {
    // A sequence stands in parentheses that are no part of it.
    const sequence = expression.type === 'SequenceExpression';
    splicer.open(expression.start, `${names.guards}.${guard}(${sequence ? '(' : ''}`);
    splicer.close(expression.end, sequence ? '))' : ')');
  };
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return enterFunction(node, module, names, splicer);
    case 'ForOfStatement':
    case 'ForInStatement':
      return boundLoop(node, module, names, splicer);
    case 'BinaryExpression':
      if (node.operator === '+' && !isSummand(node, module) && mayJoinStrings(node)) wrap(node, 'text');
      // Two long texts that are equal are compared to the end.
      else if (/^[=!<>]/.test(node.operator) && mayBeLong(node.left) && mayBeLong(node.right))
        wrap(node.left, 'text');
      return;
    case 'SwitchStatement':
      return wrap(node.discriminant, 'text');
    case 'SwitchCase':
      if (node.test && mayBeLong(node.test)) wrap(node.test, 'text');
      return;
    case 'AssignmentExpression':
      if (node.operator === '+=') wrap(node, 'text');
      else if (hasRest(node.left)) wrap(node.right, 'spread');
      return;
    case 'TemplateLiteral':
      if (node.expressions.length > 0 && module.parents.get(node)?.type !== 'TaggedTemplateExpression')
        wrap(node, 'text');
      return;
    case 'SpreadElement':
      return wrap(node.argument, 'spread');
    case 'VariableDeclarator':
      if (node.init && hasRest(node.id)) wrap(node.init, 'spread');
      return;
    case 'MemberExpression':
      if (node.object.type === 'Identifier' && node.object.name === 'console') {
        const { line, column } = placeIn(module.source, node);
        splicer.replace(
          node.object.start,
          node.object.end,
          `${names.guards}.at("${line}:${column}",console)`,
        );
      }
      return;
  }
}

const isSummand = (node: AnyNode, { parents }: Module) => {
  const parent = parents.get(node);
  return parent?.type === 'BinaryExpression' && parent.operator === '+';
};

/** False for a sum in which a number literal shows that nothing long is joined. */
function mayJoinStrings(node: AnyNode): boolean {
  if (node.type === 'BinaryExpression' && node.operator === '+')
    return mayJoinStrings(node.left) && mayJoinStrings(node.right);
  return !(node.type === 'Literal' && typeof node.value === 'number');
}

/** False for what shows that it is no long text. */
const mayBeLong = (node: AnyNode): boolean =>
  node.type !== 'Literal' &&
  !(node.type === 'UnaryExpression' && node.operator !== '+') &&
  !(node.type === 'Identifier' && node.name === 'undefined');

function hasRest(pattern: AnyNode): boolean {
  if (pattern.type === 'RestElement') return true;
  return (
    /Pattern$/.test(pattern.type) && childrenOf(pattern).some((child) => hasRest(child) || isRestIn(child))
  );
}

const isRestIn = (node: AnyNode) => node.type === 'Property' && hasRest(node.value);

/** Rest names of patterns whose source cannot be wrapped: charged when the function or iteration begins. */
function chargeRests(patterns: readonly AnyNode[], names: RuntimeNames): string {
  const rests = (pattern: AnyNode): Identifier[] => {
    if (pattern.type === 'RestElement') return namesIn(pattern);
    if (pattern.type === 'Property') return rests(pattern.value);
    return /Pattern$/.test(pattern.type) ? childrenOf(pattern).flatMap(rests) : [];
  };
  return patterns
    .flatMap(rests)
    .map(({ name }) => `${names.guards}.spread(${name});`)
    .join('');
}

function enterFunction(node: FunctionNode, module: Module, names: RuntimeNames, splicer: Splicer): void {
  const spend = `(${names.meter}.left-=${weightOf(node.body, module)})<0`;
  if (node.body.type === 'BlockStatement') {
    const rests = chargeRests(node.params, names);
    splicer.open(node.body.start + 1, `if(${spend})${names.guards}.exhausted();${rests}`);
  } else {
    splicer.open(node.body.start, `(${spend}&&${names.guards}.exhausted(),`);
    splicer.close(node.body.end, ')');
  }
}

function boundLoop(
  node: Extract<AnyNode, { type: 'ForOfStatement' | 'ForInStatement' }>,
  module: Module,
  names: RuntimeNames,
  splicer: Splicer,
): void {
  const counter = `${names.meter}_${node.start}`;
  const spend = `(${names.meter}.left-=${weightOf(node.body, module)})<0`;
  const pattern = node.left.type === 'VariableDeclaration' ? node.left.declarations[0]!.id : node.left;
  const enter = `if(++${counter}>${loopLimit}||${spend})${names.guards}.exhausted(${counter});${chargeRests([pattern], names)}`;
  // The names of all members are gathered before the first iteration.
  if (node.type === 'ForInStatement') {
    splicer.open(node.right.start, `${names.guards}.spread(`);
    splicer.close(node.right.end, ')');
  }
  splicer.open(node.start, `{let ${counter}=0;`);
  splicer.close(node.end, '}');
  if (node.body.type === 'BlockStatement') splicer.open(node.body.start + 1, enter);
  else {
    splicer.open(node.body.start, `{${enter}`);
    splicer.close(node.body.end, '}');
  }
}

/** What one run of a body costs before anything in it is called: 1, and its literals by their size. */
const weightOf = (body: AnyNode, { sizes }: Module): number => 1 + Math.floor((sizes.get(body) ?? 0) / 8);
