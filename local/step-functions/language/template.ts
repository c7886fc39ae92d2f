import { compileExpression, evaluateExpression } from './intrinsics.ts';
import { isObject, type Json } from './json.ts';
import type { Scope } from './scope.ts';

/**
 * Fills a payload template in: a field whose name ends in `.$` is replaced by what its path or function yields.
 * Source: Amazon States Language, "Payload template".
 *
 * @throws Fault
 * @example
 * fillTemplate({ 'id.$': '$.order.id', kind: 'order' }, scope); // { id: 'O-1', kind: 'order' }
 */
export function fillTemplate(template: Json, scope: Scope): Json {
  if (Array.isArray(template)) return template.map((one) => fillTemplate(one, scope));
  if (!isObject(template)) return template;
  return Object.fromEntries(
    Object.entries(template).map(([name, value]) => {
      if (!name.endsWith('.$') || typeof value !== 'string') return [name, fillTemplate(value, scope)];
      return [name.slice(0, -2), evaluateExpression(compileExpression(value), name, scope)];
    }),
  );
}
