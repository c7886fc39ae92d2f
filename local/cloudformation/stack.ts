import type { Template } from '../assembly/template.ts';
import type { CreatedResource } from '../core/resource.ts';
import { resourceGraph } from './graph.ts';
import { stableUuid } from './names.ts';
import { bindParameters } from './parameters.ts';
import { TemplateError, type Place } from './place.ts';
import { resolveValue } from './resolve.ts';
import { createResource } from './resource.ts';
import type { Scope } from './scope.ts';
import { stackScope } from './stack-scope.ts';
import { stackId, type DeployedResource, type DeployedStack, type World } from './world.ts';

/** Transforms whose functions are understood without expansion. */
const knownTransforms = new Set(['AWS::LanguageExtensions']);
/** Sections that are read, or that describe only. */
const knownSections = new Set([
  ...[
    'AWSTemplateFormatVersion',
    'Description',
    'Metadata',
    'Transform',
    'Parameters',
    'Mappings',
    'Conditions',
  ],
  ...['Rules', 'Resources', 'Outputs'],
]);

/**
 * Stands up one stack: its resources in the order of their dependencies, independent ones side by side, then its
 * outputs and exports.
 * @throws TemplateError at the first resource that fails, once those already begun have ended.
 */
export async function deployStack(
  stack: {
    readonly name: string;
    readonly template: Template;
    readonly parameters: Readonly<Record<string, string>>;
  },
  world: World,
): Promise<DeployedStack> {
  const { name, template } = stack;
  const id = stackId(name, stableUuid(`stack/${name}`), world.environment);
  checkSections(name, template, world);
  const parameter = bindParameters(name, template, stack.parameters, world.stored);
  const created = new Map<string, CreatedResource>();
  const scope = stackScope({ name, id, template }, parameter, created, world);

  const active = new Set(
    Object.entries(template.Resources)
      .filter(([logicalId, { Condition }]) => {
        return (
          Condition === undefined ||
          scope.condition(Condition, { stackName: name, logicalId, path: 'Condition' })
        );
      })
      .map(([logicalId]) => logicalId),
  );
  const holds = (condition: string) =>
    scope.condition(condition, { stackName: name, logicalId: 'Conditions', path: condition });
  const graph = resourceGraph(name, template, active, holds);
  await createAll(name, template, graph, created, scope, world);

  const resources = [...created].map(([logicalId, { ref, attributes = {} }]): DeployedResource => {
    const type = template.Resources[logicalId]?.Type ?? '';
    return {
      stackName: name,
      logicalId,
      type,
      physicalId: ref,
      attributes,
      standing: world.providers.has(type),
    };
  });
  const deployed: DeployedStack = { name, id, outputs: readOutputs(name, template, scope, world), resources };
  world.stacks.set(name, deployed);
  return deployed;
}

function checkSections(name: string, template: Template, { report }: World): void {
  const place: Place = { stackName: name, logicalId: 'Transform', path: '' };
  for (const transform of [template.Transform ?? []].flat()) {
    if (!knownTransforms.has(String(transform))) {
      throw new TemplateError(place, `${transform} runs in the service; expand the template first`);
    }
  }
  for (const section of Object.keys(template)) {
    if (!knownSections.has(section)) report.notes.push(`${name}: unknown section ${section} of the template`);
  }
  for (const rule of Object.keys(template.Rules ?? {})) {
    // The CDK's own rule asks for the version of a bootstrap stack, of which a laptop has no need.
    if (rule !== 'CheckBootstrapVersion') report.notes.push(`${name}: rule ${rule} is not checked`);
  }
  for (const [logicalId, resource] of Object.entries(template.Resources)) {
    if (typeof resource?.Type === 'string') continue;
    const what = logicalId.startsWith('Fn::')
      ? `${logicalId} is not supported: expand it first`
      : 'has no Type';
    throw new TemplateError({ stackName: name, logicalId, path: '' }, what);
  }
}

async function createAll(
  stackName: string,
  template: Template,
  graph: ReadonlyMap<string, readonly string[]>,
  created: Map<string, CreatedResource>,
  scope: Scope,
  world: World,
): Promise<void> {
  const running = new Map<string, Promise<void>>();
  for (const [logicalId, needs] of graph) {
    const create = async () => {
      await Promise.all(needs.map((need) => running.get(need)));
      const resource = template.Resources[logicalId];
      if (!resource) return;
      const made = await createResource({ stackName, logicalId, path: '' }, resource, scope, world);
      if (made) created.set(logicalId, made);
    };
    running.set(logicalId, create());
  }
  // Nothing may still be starting when the caller cleans up after a failure.
  const failed = (await Promise.allSettled(running.values())).find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

function readOutputs(
  stackName: string,
  template: Template,
  scope: Scope,
  world: World,
): Record<string, string> {
  const outputs: Record<string, string> = {};
  for (const [name, output] of Object.entries(template.Outputs ?? {})) {
    const place: Place = { stackName, logicalId: 'Outputs', path: name };
    if (output.Condition !== undefined && !scope.condition(output.Condition, place)) continue;
    const value = resolveValue(output.Value, scope, place);
    // CloudFormation's outputs are text; a list cannot be one.
    if (typeof value === 'object' || value === undefined)
      throw new TemplateError(place, 'an output must be text');
    outputs[name] = String(value);
    if (!output.Export) continue;
    const exportName = String(resolveValue(output.Export.Name, scope, place));
    const other = world.exports.get(exportName);
    if (other)
      throw new TemplateError(place, `export ${exportName} is already exported by stack ${other.stackName}`);
    world.exports.set(exportName, { stackName, value: String(value) });
  }
  return outputs;
}
