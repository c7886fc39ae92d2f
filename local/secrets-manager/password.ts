import type { Ids } from '../core/ids.ts';
import { invalidParameter } from './model.ts';

const lower = 'abcdefghijklmnopqrstuvwxyz';
const sets = {
  ExcludeLowercase: lower,
  ExcludeUppercase: lower.toUpperCase(),
  ExcludeNumbers: '0123456789',
  ExcludePunctuation: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
} as const;

const isTrue = (value: unknown) => value === true || value === 'true';

/**
 * A password by the options of `GetRandomPassword`, which those of `GenerateSecretString` are, too.
 * Source: Secrets Manager API reference, GetRandomPassword: 32 characters, one of each included type.
 *
 * @throws AwsError InvalidParameterException.
 */
export function randomPassword(options: Record<string, any>, ids: Ids): string {
  const length = Number(options.PasswordLength ?? 32);
  if (!Number.isInteger(length) || length < 1 || length > 4096)
    throw invalidParameter('PasswordLength must be from 1 to 4096.');
  const excluded = String(options.ExcludeCharacters ?? '');
  const types = Object.entries(sets)
    .filter(([option]) => !isTrue(options[option]))
    .map(([, characters]) => [...characters].filter((one) => !excluded.includes(one)))
    .concat(isTrue(options.IncludeSpace) ? [[' ']] : [])
    .filter((characters) => characters.length > 0);
  if (types.length === 0) throw invalidParameter('Every character is excluded.');
  const eachType = options.RequireEachIncludedType === undefined || isTrue(options.RequireEachIncludedType);
  if (eachType && length < types.length)
    throw invalidParameter('The password is too short for one of each included type.');
  const all = types.flat();
  const pick = (from: readonly string[]) => from[below(from.length, ids)]!;
  const characters = Array.from({ length }, (_, index) => pick((eachType && types[index]) || all));
  for (let index = characters.length - 1; index > 0; index--) {
    const other = below(index + 1, ids);
    [characters[index], characters[other]] = [characters[other]!, characters[index]!];
  }
  return characters.join('');
}

/** A whole number below a limit, each as likely as the others. */
function below(limit: number, ids: Ids): number {
  const largest = Math.floor(2 ** 32 / limit) * limit;
  for (;;) {
    const value = ids.bytes(4).readUInt32BE();
    if (value < largest) return value % limit;
  }
}

/** The text that `GenerateSecretString` makes: a password, or a JSON object with one in it. */
export function generatedText(options: Record<string, any>, ids: Ids): string {
  const password = randomPassword(options, ids);
  const { SecretStringTemplate: template, GenerateStringKey: key } = options;
  if (template === undefined && key === undefined) return password;
  if (template === undefined || key === undefined)
    throw invalidParameter('SecretStringTemplate and GenerateStringKey must be given together.');
  return JSON.stringify({ ...JSON.parse(template), [key]: password });
}
