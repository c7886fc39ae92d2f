import type { Template, TemplateParameter } from '../assembly/template.ts';
import type { StoredValues } from './dynamic-references.ts';
import { TemplateError, type Place } from './place.ts';

/** Yields the value that `Ref` of a parameter has; undefined when the template has no such parameter. */
export type ParameterLookup = (name: string, place: Place) => string | string[] | undefined;

/**
 * Checks the values given for a template's parameters and returns a lookup of what they are.
 *
 * A parameter of an SSM type is only looked up when something refers to it: every CDK stack has one,
 * `BootstrapVersion`, that nothing but its own rule reads.
 *
 * @param stored - where values of the Parameter Store are found
 * @throws TemplateError for a value that is missing, unknown to the template, or against the parameter's constraints.
 */
export function bindParameters(
  stackName: string,
  template: Template,
  given: Readonly<Record<string, string>>,
  stored: Pick<StoredValues, 'ssm'>,
): ParameterLookup {
  const declared = template.Parameters ?? {};
  const section: Place = { stackName, logicalId: 'Parameters', path: '' };
  const strangers = Object.keys(given).filter((name) => !declared[name]);
  if (strangers.length > 0) {
    throw new TemplateError(section, `[${strangers.join(', ')}] do not exist in the template`);
  }
  const values = new Map<string, string>();
  for (const [name, parameter] of Object.entries(declared)) {
    const value = given[name] ?? (parameter.Default === undefined ? undefined : String(parameter.Default));
    if (value === undefined) {
      throw new TemplateError(section, `[${name}] must have a value: it has no default and none was given`);
    }
    const fault = violation(parameter, value);
    if (fault) throw new TemplateError({ ...section, path: name }, parameter.ConstraintDescription ?? fault);
    values.set(name, value);
  }
  return (name, place) => {
    const parameter = declared[name];
    const value = values.get(name);
    if (!parameter || value === undefined) return undefined;
    const [, inner] = /^AWS::SSM::Parameter::Value<(.+)>$/.exec(parameter.Type) ?? [];
    if (inner === undefined) return shaped(parameter.Type, value);
    const found = stored.ssm(value);
    if (found === undefined) {
      throw new TemplateError(
        place,
        `parameter ${name} reads ${value} from the Parameter Store, for which no value was given (ssmParameters)`,
      );
    }
    return shaped(inner, found);
  };
}

function shaped(type: string, value: string): string | string[] {
  if (type !== 'CommaDelimitedList' && !type.startsWith('List<')) return value;
  return value === '' ? [] : value.split(',').map((element) => element.trim());
}

function violation(parameter: TemplateParameter, value: string): string | undefined {
  const { AllowedValues, AllowedPattern, MinLength, MaxLength, MinValue, MaxValue, Type } = parameter;
  const elements =
    Type === 'CommaDelimitedList' ? value.split(',').map((element) => element.trim()) : [value];
  for (const element of elements) {
    if (AllowedValues && !AllowedValues.map(String).includes(element)) {
      return `${element} is not one of ${AllowedValues.join(', ')}`;
    }
    if (AllowedPattern !== undefined && !new RegExp(`^(?:${AllowedPattern})$`).test(element)) {
      return `${element} does not match ${AllowedPattern}`;
    }
  }
  if (MinLength !== undefined && value.length < Number(MinLength)) return `is shorter than ${MinLength}`;
  if (MaxLength !== undefined && value.length > Number(MaxLength)) return `is longer than ${MaxLength}`;
  if (Type !== 'Number') return undefined;
  if (value.trim() === '' || Number.isNaN(Number(value))) return `${value} is not a number`;
  if (MinValue !== undefined && Number(value) < Number(MinValue)) return `is less than ${MinValue}`;
  if (MaxValue !== undefined && Number(value) > Number(MaxValue)) return `is more than ${MaxValue}`;
  return undefined;
}
