import { bounded, iterationLimit, spend, type Meter } from './meter.ts';
import { callMethod, property } from './methods.ts';
import { calculate } from './operators.ts';
import type { Branch, Expression, Node, Reference, Step } from './syntax-tree.ts';
import { Entry, isTrue, toText, type Value, type VelocityMap } from './values.ts';

/** What `#return` ends a template with. */
export class Returned {
  readonly value: Value;

  constructor(value: Value) {
    this.value = value;
  }
}

const stopped = Symbol('stopped');
const broken = Symbol('broken');

/** What a template's evaluation works on. */
export interface Scope {
  readonly meter: Meter;
  /** Variables by name; `#set` writes here. */
  readonly variables: Map<string, Value>;
  /** `$context`, whose `arguments` are also called `args`. */
  readonly context: VelocityMap;
}

/**
 * Evaluates a template.
 * @returns its text, or what `#return` gave.
 */
export function evaluateTemplate(nodes: readonly Node[], scope: Scope): string | Returned {
  const written: string[] = [];
  const write = (text: string) => void written.push(text);
  try {
    render(nodes, scope, write);
  } catch (thrown) {
    if (thrown instanceof Returned) return thrown;
    if (thrown !== stopped && thrown !== broken) throw thrown;
  }
  return bounded(scope.meter, written.join(''));
}

type Write = (text: string) => void;

function render(nodes: readonly Node[], scope: Scope, write: Write): void {
  for (const node of nodes) {
    spend(scope.meter);
    switch (node.type) {
      case 'text':
        write(bounded(scope.meter, node.text));
        break;
      case 'reference':
        write(shown(node.reference, scope));
        break;
      case 'set':
        assign(node.target, valueOf(node.value, scope), scope);
        break;
      case 'if':
        renderIf(node.branches, scope, write);
        break;
      case 'foreach':
        renderEach(node, scope, write);
        break;
      case 'break':
        throw broken;
      case 'stop':
        throw stopped;
      case 'return':
        throw new Returned(node.value ? valueOf(node.value, scope) : null);
    }
  }
}

/** The text of a value; of what is not there, the reference as it was written, or nothing with `$!`. */
function shown(reference: Reference, scope: Scope): string {
  const value = lookUp(reference, scope) ?? null;
  if (value === null) return reference.quiet ? '' : reference.source;
  return bounded(scope.meter, toText(value, scope.meter));
}

function renderIf(branches: readonly Branch[], scope: Scope, write: Write): void {
  for (const { condition, body } of branches) {
    if (condition && !isTrue(valueOf(condition, scope))) continue;
    return render(body, scope, write);
  }
}

function renderEach(
  { name, items: given, body }: Extract<Node, { type: 'foreach' }>,
  scope: Scope,
  write: Write,
): void {
  const items = itemsOf(valueOf(given, scope));
  const { variables } = scope;
  const names = [name, 'foreach', 'velocityCount', 'velocityHasNext'];
  const before = names.map((each) => variables.get(each));
  const parent = variables.get('foreach') ?? null;
  try {
    for (let index = 0; index < Math.min(items.length, iterationLimit); index++) {
      spend(scope.meter);
      const hasNext = index < items.length - 1;
      variables.set(name, items[index] ?? null);
      variables.set('velocityCount', index + 1);
      variables.set('velocityHasNext', hasNext);
      const loop: [string, Value][] = [
        ['index', index],
        ['count', index + 1],
        ['hasNext', hasNext],
        ['first', index === 0],
        ['last', !hasNext],
        ['parent', parent],
      ];
      variables.set('foreach', new Map(loop));
      render(body, scope, write);
    }
  } catch (thrown) {
    if (thrown !== broken) throw thrown;
  } finally {
    names.forEach((each, at) => {
      const value = before[at];
      if (value === undefined) variables.delete(each);
      else variables.set(each, value);
    });
  }
}

/** The values of a map are gone through, as of a list its items. */
function itemsOf(value: Value): readonly Value[] {
  if (Array.isArray(value)) return [...value];
  return value instanceof Map ? [...value.values()] : [];
}

function valueOf(expression: Expression, scope: Scope): Value {
  spend(scope.meter);
  switch (expression.type) {
    case 'literal':
      return expression.value;
    case 'template':
      return interpolate(expression.nodes, scope);
    case 'reference':
      return lookUp(expression.reference, scope) ?? null;
    case 'list':
      return expression.items.map((each) => valueOf(each, scope));
    case 'range':
      return range(valueOf(expression.from, scope), valueOf(expression.to, scope), scope);
    case 'map':
      return new Map(
        expression.entries.map(([key, value]) => [
          toText(valueOf(key, scope), scope.meter),
          valueOf(value, scope),
        ]),
      );
    case 'operation':
      return calculate(expression, (each) => valueOf(each, scope), scope.meter);
  }
}

function range(from: Value, to: Value, scope: Scope): Value[] {
  const [first, last] = [Math.trunc(Number(from)), Math.trunc(Number(to))];
  const length = Math.abs(last - first) + 1;
  if (!Number.isFinite(length)) return [];
  spend(scope.meter, length);
  return Array.from({ length }, (_, index) => (last >= first ? first + index : first - index));
}

function interpolate(nodes: readonly Node[], scope: Scope): string {
  const written: string[] = [];
  render(nodes, scope, (piece) => void written.push(piece));
  return bounded(scope.meter, written.join(''));
}

/** @returns undefined when there is no such variable or member. */
function lookUp({ id, steps }: Pick<Reference, 'id' | 'steps'>, scope: Scope): Value | undefined {
  let value: Value | undefined = scope.variables.get(id);
  for (const step of steps) {
    if (value === undefined || value === null) return undefined;
    value = follow(value, step, scope);
  }
  return value;
}

function follow(value: Value, step: Step, scope: Scope): Value | undefined {
  if (step.type !== 'method') return property(value, nameOf(value, step, scope), scope.meter);
  const args = step.args.map((each) => valueOf(each, scope));
  if (value === scope.context && step.name === 'get' && args[0] === 'args') args[0] = 'arguments';
  return callMethod(value, step.name, args, scope.meter);
}

function nameOf(value: Value, step: Exclude<Step, { type: 'method' }>, scope: Scope): Value {
  const name = step.type === 'index' ? valueOf(step.index, scope) : step.name;
  return value === scope.context && name === 'args' ? 'arguments' : name;
}

function assign({ id, steps }: Reference, value: Value, scope: Scope): void {
  const last = steps.at(-1);
  if (!last) return void scope.variables.set(id, value);
  const holder = lookUp({ id, steps: steps.slice(0, -1) }, scope) ?? null;
  // The context's own members are not replaced.
  if (last.type === 'method' || holder === scope.context || holder instanceof Entry) return;
  const name = nameOf(holder, last, scope);
  if (holder instanceof Map) holder.set(toText(name, scope.meter), value);
  else if (Array.isArray(holder) && typeof name === 'number' && name >= 0 && name < holder.length) {
    holder[name] = value;
  }
}
