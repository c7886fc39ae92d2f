/**
 * A variable that the infrastructure sets.
 *
 * @throws Error that names the variable when it is not set.
 */
export function env(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`The environment variable ${name} is not set.`);
  return value;
}
