import type { Template } from '../assembly/template.ts';
import type { CreatedResource } from '../core/resource.ts';
import { conditionValue } from './functions.ts';
import type { ParameterLookup } from './parameters.ts';
import { TemplateError, type Place } from './place.ts';
import { resolveValue } from './resolve.ts';
import { noValue, type Scope } from './scope.ts';
import type { World } from './world.ts';

/** The scope of one stack while it is created. `created` fills as its resources come to stand. */
export function stackScope(
  stack: { readonly name: string; readonly id: string; readonly template: Template },
  parameter: ParameterLookup,
  created: ReadonlyMap<string, CreatedResource>,
  world: World,
): Scope {
  const { template } = stack;
  const { region, accountId, partition } = world.environment;
  const pseudo: Record<string, unknown> = {
    'AWS::AccountId': accountId,
    'AWS::NoValue': noValue,
    'AWS::NotificationARNs': [],
    'AWS::Partition': partition,
    'AWS::Region': region,
    'AWS::StackId': stack.id,
    'AWS::StackName': stack.name,
    'AWS::URLSuffix': partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com',
  };
  const conditions = new Map<string, boolean | 'pending'>();

  const standing = (logicalId: string, asking: string, place: Place): CreatedResource => {
    const resource = created.get(logicalId);
    if (resource) return resource;
    const declared = template.Resources[logicalId];
    if (!declared)
      throw new TemplateError(place, `${asking}: there is no ${logicalId} in stack ${stack.name}`);
    if (declared.Condition !== undefined && !scope.condition(declared.Condition, place)) {
      throw new TemplateError(
        place,
        `${asking}: ${logicalId} is not created, condition ${declared.Condition} is false`,
      );
    }
    throw new TemplateError(
      place,
      `${asking}: ${stack.name}/${logicalId} is of type ${declared.Type}, which the local cloud does not know. ` +
        `Provide the type, or declare it inert if it has no meaning on a laptop`,
    );
  };

  const scope: Scope = {
    region,
    ref(name, place) {
      if (name in pseudo) return pseudo[name];
      return parameter(name, place) ?? standing(name, `Ref ${name}`, place).ref;
    },
    getAtt(logicalId, attribute, place) {
      const asking = `Fn::GetAtt ${logicalId}.${attribute}`;
      const { attributes = {} } = standing(logicalId, asking, place);
      const value = attribute in attributes ? attributes[attribute] : nested(attributes, attribute);
      if (value !== undefined) return value;
      const has = Object.keys(attributes).join(', ') || 'none';
      const type = template.Resources[logicalId]?.Type;
      throw new TemplateError(place, `${asking}: ${type} has no such attribute here; it has: ${has}`);
    },
    condition(name, place) {
      const known = conditions.get(name);
      if (known === 'pending') throw new TemplateError(place, `condition ${name} depends on itself`);
      if (known !== undefined) return known;
      const expression = template.Conditions?.[name];
      if (expression === undefined)
        throw new TemplateError(place, `there is no condition ${name} in the template`);
      conditions.set(name, 'pending');
      const own = { stackName: stack.name, logicalId: 'Conditions', path: name };
      const value = conditionValue(expression, name, {
        scope,
        place: own,
        resolve: (inner) => resolveValue(inner, scope, own),
      });
      conditions.set(name, value);
      return value;
    },
    mapping(map, topLevelKey, secondLevelKey, place) {
      const values = template.Mappings?.[map];
      if (!values) throw new TemplateError(place, `there is no mapping ${map} in the template`);
      return values[topLevelKey]?.[secondLevelKey];
    },
    importValue(exportName, place) {
      const exported = world.exports.get(exportName);
      if (exported) return exported.value;
      const known = [...world.exports.keys()].join(', ') || 'none';
      throw new TemplateError(place, `Fn::ImportValue: no export named ${exportName}; exports: ${known}`);
    },
    stackOutput(stackName, outputName, place) {
      const outputs = world.stacks.get(stackName)?.outputs;
      if (!outputs) throw new TemplateError(place, `Fn::GetStackOutput: there is no stack ${stackName}`);
      const value = outputs[outputName];
      if (value !== undefined) return value;
      const known = Object.keys(outputs).join(', ') || 'none';
      throw new TemplateError(
        place,
        `Fn::GetStackOutput: stack ${stackName} has no output ${outputName}; it has: ${known}`,
      );
    },
  };
  return scope;
}

function nested(attributes: Readonly<Record<string, unknown>>, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, step) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined,
      attributes,
    );
}
