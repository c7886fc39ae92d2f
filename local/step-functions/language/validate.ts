import type { Definition, States } from './definition.ts';
import { isCount, isObject, type Json } from './json.ts';
import { checkState } from './validate-state.ts';

/** What is wrong with a definition, and where. */
export interface Diagnostic {
  readonly severity: 'ERROR' | 'WARNING';
  readonly code: string;
  readonly message: string;
  /** `/States/Pay/Resource` */
  readonly location?: string;
}

/** What a definition is checked against. */
export interface Checks {
  readonly type: 'STANDARD' | 'EXPRESS';
  /** Says why a `Resource` cannot be used; undefined for one that can. */
  readonly resourceFault: (resource: string) => string | undefined;
}

/** Gathers what is found. */
export interface Findings extends Checks {
  readonly machineLanguage: 'JSONPath' | 'JSONata';
  report(location: string, message: string, code?: string): void;
}

/**
 * Checks a definition as `CreateStateMachine` does: its JSON, the fields of every state, paths and expressions, and
 * that every state can be reached and every transition leads somewhere.
 *
 * @returns the definition when nothing is wrong with it
 */
export function validate(
  text: string,
  checks: Checks,
): { readonly definition?: Definition; readonly diagnostics: readonly Diagnostic[] } {
  let parsed: Json;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    const message = text.trim() === '' ? undefined : (error as Error).message;
    return {
      diagnostics: [
        message === undefined
          ? fault('Definition must be a valid JSON object')
          : { severity: 'ERROR', code: 'INVALID_JSON_DESCRIPTION', message },
      ],
    };
  }
  if (!isObject(parsed)) return { diagnostics: [fault('Definition must be a valid JSON object')] };
  const diagnostics: Diagnostic[] = [];
  const findings: Findings = {
    ...checks,
    machineLanguage: parsed.QueryLanguage === 'JSONata' ? 'JSONata' : 'JSONPath',
    report: (location, message, code = 'SCHEMA_VALIDATION_FAILED') =>
      void diagnostics.push({ severity: 'ERROR', code, message, location }),
  };
  for (const name of Object.keys(parsed)) {
    if (!machineFields.has(name)) findings.report(`/${name}`, `Field '${name}' is not supported`);
  }
  if (parsed.QueryLanguage !== undefined && !['JSONPath', 'JSONata'].includes(parsed.QueryLanguage as string))
    findings.report('/QueryLanguage', "Value is not one of 'JSONPath', 'JSONata'");
  if (parsed.TimeoutSeconds !== undefined && !isCount(parsed.TimeoutSeconds, 1))
    findings.report('/TimeoutSeconds', 'Expected value of type Integer, at least 1');
  checkStates(parsed, '', findings, new Set());
  return diagnostics.length > 0
    ? { diagnostics }
    : { definition: parsed as unknown as Definition, diagnostics };
}

const machineFields = new Set(['Comment', 'QueryLanguage', 'StartAt', 'States', 'TimeoutSeconds', 'Version']);

const fault = (message: string): Diagnostic => ({
  severity: 'ERROR',
  code: 'SCHEMA_VALIDATION_FAILED',
  message,
});

/**
 * Checks whatever has states.
 *
 * @param names - of states so far: a name is given once in a whole machine
 */
export function checkStates(
  value: Json | undefined,
  at: string,
  findings: Findings,
  names: Set<string>,
): void {
  const holder = isObject(value) ? value : {};
  const missing = ['States', 'StartAt'].filter((name) => holder[name] === undefined);
  if (missing.length > 0) {
    findings.report(at || '/', `These fields are required: [${missing.join(', ')}]`);
    return;
  }
  const { States: states, StartAt: first } = holder;
  if (!isObject(states) || Object.keys(states).length === 0) {
    findings.report(`${at}/States`, 'States must be an object that holds at least one state');
    return;
  }
  if (typeof first !== 'string' || !Object.hasOwn(states, first)) {
    findings.report(
      `${at}/StartAt`,
      `Missing 'StartAt' target: ${String(first)}`,
      'MISSING_TRANSITION_TARGET',
    );
  }
  for (const [name, state] of Object.entries(states)) {
    const place = `${at}/States/${name}`;
    if (name.length > 80) findings.report(place, 'A state name must not be longer than 80 characters');
    if (names.has(name)) findings.report(place, `Duplicate state name: ${name}`, 'DUPLICATE_STATE_NAME');
    names.add(name);
    checkState(state, place, findings, names);
  }
  checkTransitions(holder as unknown as States, at, findings);
}

function checkTransitions({ States: states, StartAt }: States, at: string, findings: Findings): void {
  const reached = new Set<string>();
  const queue = [StartAt];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (reached.has(name) || !Object.hasOwn(states, name)) continue;
    reached.add(name);
    for (const [field, target] of targetsOf(states[name])) {
      if (Object.hasOwn(states, target)) queue.push(target);
      else
        findings.report(
          `${at}/States/${name}/${field}`,
          `Missing '${field.split('/').at(-1)}' target: ${target}`,
          'MISSING_TRANSITION_TARGET',
        );
    }
  }
  for (const name of Object.keys(states)) {
    if (!reached.has(name))
      findings.report(
        `${at}/States/${name}`,
        `State "${name}" is not reachable.`,
        'MISSING_TRANSITION_TARGET',
      );
  }
}

function targetsOf(state: unknown): [field: string, target: string][] {
  if (!isObject(state)) return [];
  const list = (name: string) => (Array.isArray(state[name]) ? state[name] : []);
  const found: [string, Json | undefined][] = [
    ['Next', state.Next],
    ['Default', state.Default],
    ...['Choices', 'Catch'].flatMap((name) =>
      list(name).map((one, index): [string, Json | undefined] => [
        `${name}[${index}]/Next`,
        isObject(one) ? one.Next : undefined,
      ]),
    ),
  ];
  return found.filter((one): one is [string, string] => typeof one[1] === 'string');
}
