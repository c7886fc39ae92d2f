import type { Template } from '../assembly/template.ts';
import { TemplateError } from './place.ts';
import { references } from './references.ts';

/**
 * Which resources of a stack each of its resources needs first: what it refers to, and its `DependsOn`.
 *
 * @param active - logical ids of the resources whose condition holds.
 * @param holds - whether a condition of the template holds; only the taken branch of an `Fn::If` counts.
 * @returns logical ids in an order in which they can be created, each with those it waits for.
 * @throws TemplateError for a reference that leads nowhere and for a circle, which it names.
 */
export function resourceGraph(
  stackName: string,
  template: Template,
  active: ReadonlySet<string>,
  holds: (condition: string) => boolean,
): Map<string, readonly string[]> {
  const edges = new Map<string, readonly string[]>();
  for (const logicalId of active) {
    const resource = template.Resources[logicalId];
    const place = { stackName, logicalId, path: 'DependsOn' };
    const explicit = [resource?.DependsOn ?? []].flat();
    const missing = explicit.find((dependency) => !template.Resources[dependency]);
    if (missing !== undefined) throw new TemplateError(place, `there is no resource ${missing} in the stack`);
    const implicit = [...references(resource?.Properties, holds)].filter((name) => template.Resources[name]);
    edges.set(
      logicalId,
      [...new Set([...explicit, ...implicit])].filter((dependency) => active.has(dependency)),
    );
  }
  return inOrder(edges, (circle) => {
    const place = { stackName, logicalId: circle[0] ?? '', path: '' };
    return new TemplateError(place, `circular dependency between resources: ${circle.join(' → ')}`);
  });
}

/**
 * Sorts a graph so that every node follows those it waits for; otherwise the given order stays.
 * @param failure - makes the error for a circle, given its nodes with the first one repeated at the end.
 */
export function inOrder(
  edges: ReadonlyMap<string, readonly string[]>,
  failure: (circle: string[]) => Error,
): Map<string, readonly string[]> {
  const sorted = new Map<string, readonly string[]>();
  const path: string[] = [];
  const visit = (node: string) => {
    if (sorted.has(node)) return;
    const start = path.indexOf(node);
    if (start >= 0) throw failure([...path.slice(start), node]);
    path.push(node);
    const needs = edges.get(node) ?? [];
    needs.forEach(visit);
    path.pop();
    sorted.set(node, needs);
  };
  [...edges.keys()].forEach(visit);
  return sorted;
}
