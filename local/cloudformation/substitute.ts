import { scalar, type Call } from './arguments.ts';

/** `${Name}`, `${LogicalId.Attribute}`, and `${!Literal}`, which stays as `${Literal}`. */
const placeholder = /\$\{(!?)([^}]*)\}/g;

/** Names that a text of Fn::Sub refers to, without its literals. */
export function placeholders(template: string): string[] {
  return [...template.matchAll(placeholder)].flatMap(([, literal, name]) =>
    literal || name === undefined ? [] : [name.trim()],
  );
}

/** Fills the placeholders of Fn::Sub: its own variables first, then references and attributes. */
export function substitute(
  template: string,
  variables: Readonly<Record<string, unknown>>,
  call: Call,
): string {
  const { scope, place, resolve } = call;
  return template.replace(placeholder, (_, literal: string, inner: string) => {
    if (literal) return `\${${inner}}`;
    const name = inner.trim();
    if (Object.hasOwn(variables, name)) return scalar(resolve(variables[name]), 'Fn::Sub', place);
    const dot = name.indexOf('.');
    const value =
      dot < 0 ? scope.ref(name, place) : scope.getAtt(name.slice(0, dot), name.slice(dot + 1), place);
    return scalar(value, `Fn::Sub of \${${name}}`, place);
  });
}
