import { parseFile } from '../assembly/parse.ts';
import { isTemplate } from '../assembly/template.ts';
import type { ResourceProvider } from '../core/resource.ts';
import { deployStack } from './stack.ts';
import { nestedStackType, type World } from './world.ts';

/** `AWS::CloudFormation::Stack`: a stack within a stack, its template a file asset. */
export function nestedStackProvider(world: () => World): ResourceProvider {
  return {
    type: nestedStackType,
    honoured: ['TemplateURL', 'Parameters'],
    inert: {
      NotificationARNs: 'nobody is told of a start',
      Tags: 'no console shows them',
      TimeoutInMinutes: 'a start either stands or fails at once',
    },
    async create({ generatedName, properties, assetFromUrl }) {
      const file = assetFromUrl(properties['TemplateURL']);
      if (file === undefined)
        throw new Error(`no asset of the assembly goes to ${properties['TemplateURL']}`);
      const template = parseFile(file);
      if (!isTemplate(template)) throw new Error(`${file} is not a CloudFormation template`);
      const parameters = Object.fromEntries(
        Object.entries(properties['Parameters'] ?? {}).map(([name, value]) => [name, String(value)]),
      );
      const { id, outputs } = await deployStack({ name: generatedName, template, parameters }, world());
      const attributes = Object.entries(outputs).map(([name, value]) => [`Outputs.${name}`, value]);
      return { ref: id, attributes: Object.fromEntries(attributes) };
    },
    // The resources within it are removed one by one.
    remove: async () => () => {},
  };
}
