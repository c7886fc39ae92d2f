import { functions } from './functions.ts';
import { below, TemplateError, type Place } from './place.ts';
import { noValue, type Scope } from './scope.ts';

/**
 * Resolves every intrinsic function in a value of a template. `AWS::NoValue` removes the property or element it
 * stands for; as the whole value it yields undefined.
 * @throws TemplateError naming the place of what cannot be resolved.
 *
 * @example
 * resolveValue({ 'Fn::Join': ['-', ['a', { Ref: 'Stage' }]] }, scope, place); // 'a-dev'
 */
export function resolveValue(value: unknown, scope: Scope, place: Place): unknown {
  const resolved = walk(value, scope, place);
  return resolved === noValue ? undefined : resolved;
}

function walk(value: unknown, scope: Scope, place: Place): unknown {
  if (Array.isArray(value)) {
    return value
      .map((element, index) => walk(element, scope, below(place, index)))
      .filter((each) => each !== noValue);
  }
  if (typeof value !== 'object' || value === null) return value;
  const call = intrinsic(value, place);
  if (call) return call.apply(call.argument, { scope, place, resolve: (inner) => walk(inner, scope, place) });
  const result: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    const resolved = walk(inner, scope, below(place, key));
    if (resolved !== noValue) result[key] = resolved;
  }
  return result;
}

/** An object with the one key `Ref` or `Fn::…` is a call; CloudFormation reads it so wherever it stands. */
function intrinsic(value: object, place: Place) {
  const keys = Object.keys(value);
  const name =
    keys.find((key) => key.startsWith('Fn::')) ??
    (keys.length === 1 && keys[0] === 'Ref' ? 'Ref' : undefined);
  if (name === undefined) return undefined;
  if (keys.length > 1)
    throw new TemplateError(place, `${name} must stand alone, not beside ${keys.join(', ')}`);
  const apply = functions[name];
  if (!apply) throw new TemplateError(place, `unknown intrinsic function ${name}`);
  return { apply, argument: (value as Record<string, unknown>)[name] };
}
