import { createRequire } from 'node:module';
import type * as Yaml from 'yaml';
import type { CollectionTag, ScalarTag, YAMLMap, YAMLSeq } from 'yaml';
import { AssemblyError } from './assembly.ts';

/** Short forms that do not become `Fn::<name>`. */
const bare = new Set(['Ref', 'Condition']);
const names = [
  ...['Ref', 'Condition', 'And', 'Base64', 'Cidr', 'Equals', 'FindInMap', 'ForEach', 'GetAtt', 'GetAZs'],
  ...['GetStackOutput', 'If', 'ImportValue', 'Join', 'Length', 'Not', 'Or', 'Select', 'Split', 'Sub'],
  ...['ToJsonString', 'Transform'],
];

function longForm(name: string, argument: unknown): Record<string, unknown> {
  if (bare.has(name)) return { [name]: argument };
  // `!GetAtt Table.StreamArn`: the logical id ends at the first dot, the attribute may hold more of them.
  if (name === 'GetAtt' && typeof argument === 'string') {
    const dot = argument.indexOf('.');
    if (dot > 0) return { 'Fn::GetAtt': [argument.slice(0, dot), argument.slice(dot + 1)] };
  }
  return { [`Fn::${name}`]: argument };
}

/** CloudFormation's short forms (`!Ref`, `!Sub`, …), each for a scalar, a list and a map. */
const shortForms: (ScalarTag | CollectionTag)[] = names.flatMap((name) => [
  { tag: `!${name}`, resolve: (text: string) => longForm(name, text) } satisfies ScalarTag,
  {
    tag: `!${name}`,
    collection: 'seq',
    resolve: (list: YAMLMap | YAMLSeq) => longForm(name, list.toJSON()),
  } as CollectionTag,
  {
    tag: `!${name}`,
    collection: 'map',
    resolve: (map: YAMLMap | YAMLSeq) => longForm(name, map.toJSON()),
  } as CollectionTag,
]);

/**
 * Parses YAML with CloudFormation's short forms. The parser is loaded by the first text: most templates are JSON.
 *
 * @param file - as an error names it
 * @throws AssemblyError naming the line of the first fault.
 */
export function parseYaml(text: string, file: string): unknown {
  const { parseDocument } = createRequire(import.meta.url)('yaml') as typeof Yaml;
  const document = parseDocument(text, { customTags: shortForms, merge: true });
  const fault = document.errors[0] ?? document.warnings[0];
  if (fault) throw new AssemblyError(`${file} is not valid YAML: ${fault.message}`);
  return document.toJS();
}
