import { readFileSync } from 'node:fs';
import { AssemblyError } from './assembly.ts';
import { parseYaml } from './yaml.ts';

/**
 * Parses a JSON or YAML file; YAML may use CloudFormation's short forms, which come out in their long form.
 * @throws AssemblyError naming the file and the line of the first fault.
 */
export function parseFile(file: string): unknown {
  const text = readFileSync(file, 'utf8');
  if (file.endsWith('.json')) {
    try {
      return JSON.parse(text);
    } catch (error) {
      throw new AssemblyError(`${file} is not valid JSON: ${(error as Error).message}`);
    }
  }
  return parseYaml(text, file);
}
