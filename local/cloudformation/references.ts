import { placeholders } from './substitute.ts';

/**
 * Names that a value of a template refers to with Ref, Fn::GetAtt or Fn::Sub: resources, parameters, pseudo parameters.
 * @param holds - whether a condition holds; the branch of `Fn::If` that is not taken refers to nothing.
 */
export function references(value: unknown, holds: (condition: string) => boolean): Set<string> {
  const found = new Set<string>();
  const visit = (inner: unknown): void => {
    if (Array.isArray(inner)) return inner.forEach(visit);
    if (typeof inner !== 'object' || inner === null) return;
    const [only, ...others] = Object.entries(inner);
    if (!only || others.length > 0) return Object.values(inner).forEach(visit);
    const [name, argument] = only;
    if (name === 'Ref' && typeof argument === 'string') {
      found.add(argument);
    } else if (name === 'Fn::GetAtt') {
      const target =
        typeof argument === 'string' ? argument.split('.')[0] : Array.isArray(argument) && argument[0];
      if (typeof target === 'string') found.add(target);
      if (Array.isArray(argument)) argument.slice(1).forEach(visit);
    } else if (name === 'Fn::Sub') {
      const [template, variables] = Array.isArray(argument) ? argument : [argument, undefined];
      const own = new Set(Object.keys(variables ?? {}));
      for (const placeholder of typeof template === 'string' ? placeholders(template) : []) {
        if (!own.has(placeholder)) found.add(placeholder.split('.')[0] ?? placeholder);
      }
      visit(variables);
    } else if (name === 'Fn::If' && Array.isArray(argument)) {
      visit(holds(String(argument[0])) ? argument[1] : argument[2]);
    } else {
      visit(argument);
    }
  };
  visit(value);
  return found;
}
