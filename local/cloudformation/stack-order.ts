import { AssemblyError, type StackSource } from '../assembly/assembly.ts';
import type { Environment } from '../core/environment.ts';
import { inOrder } from './graph.ts';

/**
 * Stacks in an order in which they can be deployed: after those the manifest names, those whose exports they import,
 * and those whose outputs they read. Plain templates have no manifest, so their text is asked.
 * @throws AssemblyError naming the stacks of a circle.
 */
export function stacksInOrder(
  stacks: readonly StackSource[],
  environment: Pick<Environment, 'accountId' | 'region' | 'partition'>,
): StackSource[] {
  const exporters = new Map<string, string>();
  for (const stack of stacks) {
    for (const { Export } of Object.values(stack.template.Outputs ?? {})) {
      const name = Export && staticText(Export.Name, stack, environment);
      if (name !== undefined) exporters.set(name, stack.name);
    }
  }
  const byName = new Map(stacks.map((stack) => [stack.name, stack]));
  const edges = new Map(
    stacks.map((stack) => {
      const needs = new Set(stack.dependencies);
      visitCalls(stack.template, (name, argument) => {
        if (name === 'Fn::ImportValue') {
          const exporter = exporters.get(staticText(argument, stack, environment) ?? '');
          if (exporter !== undefined) needs.add(exporter);
        } else if (name === 'Fn::GetStackOutput') {
          const { StackName } = (argument ?? {}) as { StackName?: unknown };
          if (typeof StackName === 'string') needs.add(StackName);
        }
      });
      return [stack.name, [...needs].filter((name) => byName.has(name) && name !== stack.name)];
    }),
  );
  const order = inOrder(
    edges,
    (circle) => new AssemblyError(`circular dependency between stacks: ${circle.join(' → ')}`),
  );
  return [...order.keys()].flatMap((name) => byName.get(name) ?? []);
}

function visitCalls(value: unknown, found: (name: string, argument: unknown) => void): void {
  if (Array.isArray(value)) return value.forEach((element) => visitCalls(element, found));
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key.startsWith('Fn::')) found(key, inner);
    visitCalls(inner, found);
  }
}

/** The text of an export's name as far as it hangs on nothing but the stack itself: literal, Fn::Sub, Fn::Join. */
function staticText(
  value: unknown,
  stack: StackSource,
  environment: Pick<Environment, 'accountId' | 'region' | 'partition'>,
): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return undefined;
  const of = (name: string): string | undefined => {
    const pseudo: Record<string, string> = {
      'AWS::StackName': stack.name,
      'AWS::Region': environment.region,
      'AWS::AccountId': environment.accountId,
      'AWS::Partition': environment.partition,
    };
    const fallback = stack.template.Parameters?.[name]?.Default;
    return pseudo[name] ?? stack.parameters[name] ?? (fallback === undefined ? undefined : String(fallback));
  };
  const call = value as Record<string, unknown>;
  if (typeof call['Ref'] === 'string') return of(call['Ref']);
  if (typeof call['Fn::Sub'] === 'string') {
    return call['Fn::Sub'].replace(/\$\{([^}]+)\}/g, (whole, name: string) => of(name) ?? whole);
  }
  if (Array.isArray(call['Fn::Join'])) {
    const [delimiter, parts] = call['Fn::Join'] as [string, unknown[]];
    const texts = parts.map((part) => staticText(part, stack, environment));
    return texts.every((text) => text !== undefined) ? texts.join(delimiter) : undefined;
  }
  return undefined;
}
