import { operandKind, operators } from './choice.ts';
import type { QueryLanguage, StateType } from './definition.ts';
import { fieldsOf, hasTransition, requiredOf, stateTypes } from './fields.ts';
import { compileExpression } from './intrinsics.ts';
import { isCount, isObject, kindOf, type Json, type JsonObject } from './json.ts';
import { compilePath } from './json-path.ts';
import { compileJsonata, expressionIn } from './jsonata.ts';
import { isReferencePath } from './reference-path.ts';
import { variableOf } from './scope.ts';
import { parseTimestamp } from './timestamps.ts';
import { checkStates, type Findings } from './validate.ts';

/** Checks one state and, of a Parallel or Map state, those within it. */
export function checkState(state: Json, at: string, findings: Findings, names: Set<string>): void {
  if (!isObject(state)) return findings.report(at, 'Expected value of type Object');
  const { report, machineLanguage } = findings;
  const type = state.Type as StateType;
  if (!stateTypes.includes(type)) {
    return report(`${at}/Type`, `Value is not one of ${stateTypes.map((one) => `'${one}'`).join(', ')}`);
  }
  if (machineLanguage === 'JSONata' && state.QueryLanguage === 'JSONPath') {
    return report(at, "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine");
  }
  const language = (state.QueryLanguage as QueryLanguage | undefined) ?? machineLanguage;
  const known = fieldsOf(type, language);
  for (const name of Object.keys(state)) {
    if (!known.has(name)) report(`${at}/${name}`, `Field '${name}' is not supported`);
  }
  const missing = requiredOf(type).filter((name) => state[name] === undefined);
  if (missing.length > 0) report(at, `These fields are required: [${missing.join(', ')}]`);
  if (hasTransition(type) && (state.Next !== undefined) === (state.End === true))
    report(at, 'A state must have exactly one of the fields: [Next, End]');
  if (language === 'JSONata') checkExpressions(state, at, findings);
  else checkPaths(state, at, findings);
  checkPolicies(state, at, findings, language);
  checks[type]?.(state, at, findings, names, language);
}

type Check = (
  state: JsonObject,
  at: string,
  findings: Findings,
  names: Set<string>,
  language: QueryLanguage,
) => void;

const checks: Partial<Record<StateType, Check>> = {
  Task(state, at, { report, resourceFault, type }) {
    const resource = state.Resource;
    if (typeof resource !== 'string') return;
    const fault = resourceFault(resource);
    if (fault) report(`${at}/Resource`, fault);
    if (type === 'STANDARD') return;
    const refuse = (what: string) =>
      report(`${at}/Resource`, `Express state machine does not support ${what}`);
    if (resource.includes(':activity:')) refuse('Activity ARN');
    if (resource.endsWith('.waitForTaskToken')) refuse("'.waitForTaskToken' service integration ");
    if (/\.sync(:2)?$/.test(resource)) refuse("'.sync' service integration");
  },
  Choice(state, at, findings, _, language) {
    const rules = state.Choices;
    if (!Array.isArray(rules) || rules.length === 0)
      return findings.report(`${at}/Choices`, 'Expected an array that holds at least one rule');
    for (const [index, rule] of rules.entries())
      checkRule(rule, `${at}/Choices[${index}]`, findings, language, true);
  },
  Wait(state, at, { report }, _, language) {
    const given = ['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath'].filter((name) => name in state);
    if (given.length !== 1)
      return report(
        at,
        'A Wait state must have exactly one of the fields: [Seconds, SecondsPath, Timestamp, TimestampPath]',
      );
    const { Seconds, Timestamp } = state;
    if (Seconds !== undefined && typeof Seconds !== 'string' && !isCount(Seconds, 0))
      report(`${at}/Seconds`, 'Expected value of type Integer, at least 0');
    if (Timestamp !== undefined && language === 'JSONPath' && parseTimestamp(Timestamp) === undefined)
      report(`${at}/Timestamp`, 'Expected a timestamp of the form 2016-03-14T01:59:00Z');
  },
  Parallel(state, at, findings, names) {
    if (!Array.isArray(state.Branches) || state.Branches.length === 0)
      return findings.report(`${at}/Branches`, 'Expected an array that holds at least one branch');
    for (const [index, branch] of state.Branches.entries())
      checkStates(branch, `${at}/Branches[${index}]`, findings, names);
  },
  Map(state, at, findings, names) {
    const field = state.ItemProcessor === undefined ? 'Iterator' : 'ItemProcessor';
    const processor = state[field];
    if (processor === undefined) return findings.report(at, 'These fields are required: [ItemProcessor]');
    const config = isObject(processor) ? processor.ProcessorConfig : undefined;
    const distributed = isObject(config) && config.Mode === 'DISTRIBUTED';
    for (const name of ['ItemReader', 'ResultWriter']) {
      if (state[name] !== undefined)
        findings.report(
          `${at}/${name}`,
          `The local cloud does not serve ${name}: it has no S3 to read from or write to.`,
        );
    }
    for (const name of ['ItemBatcher', 'Label', 'ToleratedFailureCount', 'ToleratedFailurePercentage']) {
      if (state[name] !== undefined && !distributed)
        findings.report(`${at}/${name}`, `Field '${name}' is only supported in DISTRIBUTED mode`);
    }
    // The states of a distributed processor are those of another machine, whose names may be the same.
    checkStates(processor, `${at}/${field}`, findings, distributed ? new Set() : names);
  },
};

/** Fields that hold a path. `ResultPath` and its like say where to put something. */
const pathFields = [
  'InputPath',
  'OutputPath',
  'ItemsPath',
  'SecondsPath',
  'TimestampPath',
  'TimeoutSecondsPath',
  'HeartbeatSecondsPath',
  'MaxConcurrencyPath',
  'ToleratedFailureCountPath',
  'ToleratedFailurePercentagePath',
];
const templates = ['Parameters', 'ResultSelector', 'ItemSelector', 'Assign', 'Credentials', 'ItemBatcher'];

function checkPaths(state: JsonObject, at: string, { report }: Findings): void {
  for (const name of pathFields) {
    const path = state[name];
    if (path === undefined || (path === null && /^(In|Out)putPath$/.test(name))) continue;
    if (!isPath(path)) report(`${at}/${name}`, 'Value is not a valid JSONPath');
  }
  const { ResultPath: result } = state;
  if (result !== undefined && result !== null && !(isPath(result) && isReferencePath(result as string)))
    report(`${at}/ResultPath`, 'Value is not a Reference Path');
  for (const name of ['ErrorPath', 'CausePath']) {
    const text = state[name];
    if (text !== undefined && faultOf(text) !== undefined)
      report(`${at}/${name}`, 'Value is not a valid JSONPath or intrinsic function');
  }
  for (const name of templates) checkTemplate(state[name], `${at}/${name}`, report);
}

function checkTemplate(template: Json | undefined, at: string, report: Findings['report']): void {
  if (Array.isArray(template)) {
    for (const [index, one] of template.entries()) checkTemplate(one, `${at}[${index}]`, report);
  } else if (isObject(template)) {
    for (const [name, value] of Object.entries(template)) {
      if (!name.endsWith('.$')) checkTemplate(value, `${at}/${name}`, report);
      else if (faultOf(value) !== undefined)
        report(
          `${at}/${name}`,
          `The value for the field '${name}' must be a valid JSONPath or a valid intrinsic function call`,
        );
    }
  }
}

function faultOf(text: Json): string | undefined {
  if (typeof text !== 'string') return 'no text';
  try {
    compileExpression(text);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function isPath(path: Json | undefined): boolean {
  if (typeof path !== 'string' || !path.startsWith('$')) return false;
  try {
    compilePath(
      path.startsWith('$$') ? path.slice(1) : `$${path.slice(1 + (variableOf(path) ?? '').length)}`,
    );
    return true;
  } catch {
    return false;
  }
}

/** Every expression of a state in JSONata, but not those of states within it. */
function checkExpressions(value: Json, at: string, findings: Findings): void {
  if (typeof value === 'string') {
    const expression = expressionIn(value);
    if (expression === undefined) return;
    try {
      compileJsonata(expression);
    } catch (error) {
      findings.report(at, `Invalid JSONata expression: ${(error as Error).message}`);
    }
  } else if (Array.isArray(value)) {
    for (const [index, one] of value.entries()) checkExpressions(one, `${at}[${index}]`, findings);
  } else if (isObject(value)) {
    for (const [name, one] of Object.entries(value)) {
      if (!['Branches', 'ItemProcessor', 'Iterator'].includes(name))
        checkExpressions(one, `${at}/${name}`, findings);
    }
  }
}

function checkPolicies(state: JsonObject, at: string, { report }: Findings, language: QueryLanguage): void {
  for (const field of ['Retry', 'Catch']) {
    const policies = state[field];
    if (policies === undefined) continue;
    if (!Array.isArray(policies)) {
      report(`${at}/${field}`, 'Expected value of type Array');
      continue;
    }
    for (const [index, policy] of policies.entries()) {
      const place = `${at}/${field}[${index}]`;
      const names = isObject(policy) ? policy.ErrorEquals : undefined;
      if (!isObject(policy) || !Array.isArray(names) || names.length === 0) {
        report(place, 'These fields are required: [ErrorEquals]');
        continue;
      }
      if (names.includes('States.ALL') && (names.length > 1 || index < policies.length - 1))
        report(`${place}/ErrorEquals`, 'States.ALL must appear alone and in the last of the list');
      if (field === 'Catch' && typeof policy.Next !== 'string')
        report(place, 'These fields are required: [Next]');
      if (field === 'Retry') checkRetrier(policy, place, report);
      if (field === 'Catch' && language === 'JSONPath')
        checkTemplate(policy.Assign, `${place}/Assign`, report);
    }
  }
}

function checkRetrier(retrier: JsonObject, at: string, report: Findings['report']): void {
  const { IntervalSeconds, MaxAttempts, BackoffRate, MaxDelaySeconds, JitterStrategy } = retrier;
  if (IntervalSeconds !== undefined && !isCount(IntervalSeconds, 1))
    report(`${at}/IntervalSeconds`, 'Expected value of type Integer, at least 1');
  if (MaxAttempts !== undefined && !(isCount(MaxAttempts, 0) && Number(MaxAttempts) <= 99_999_999))
    report(`${at}/MaxAttempts`, 'Expected value of type Integer from 0 to 99999999');
  if (BackoffRate !== undefined && !(typeof BackoffRate === 'number' && BackoffRate >= 1))
    report(`${at}/BackoffRate`, 'Expected value of type Float, at least 1.0');
  if (
    MaxDelaySeconds !== undefined &&
    !(isCount(MaxDelaySeconds, 1) && Number(MaxDelaySeconds) > Number(IntervalSeconds ?? 1))
  )
    report(`${at}/MaxDelaySeconds`, 'Expected value of type Integer that is greater than IntervalSeconds');
  if (JitterStrategy !== undefined && !['FULL', 'NONE'].includes(JitterStrategy as string))
    report(`${at}/JitterStrategy`, "Value is not one of 'FULL', 'NONE'");
}

function checkRule(
  rule: Json | undefined,
  at: string,
  findings: Findings,
  language: QueryLanguage,
  outermost: boolean,
): void {
  const { report } = findings;
  if (!isObject(rule)) return report(at, 'Expected value of type Object');
  if (outermost && typeof rule.Next !== 'string') report(at, 'These fields are required: [Next]');
  if (!outermost && rule.Next !== undefined) report(`${at}/Next`, "Field 'Next' is not supported");
  if (language === 'JSONata') {
    if (rule.Condition === undefined) report(at, 'These fields are required: [Condition]');
    return;
  }
  checkTemplate(rule.Assign, `${at}/Assign`, report);
  const used = ['And', 'Or', 'Not', ...operators].filter((name) => Object.hasOwn(rule, name));
  if (used.length !== 1) return report(at, 'A rule must have exactly one comparison operator');
  const operator = used[0]!;
  if (operator === 'Not') return checkRule(rule.Not, `${at}/Not`, findings, language, false);
  if (operator === 'And' || operator === 'Or') {
    const inner = rule[operator];
    if (!Array.isArray(inner) || inner.length === 0)
      return report(`${at}/${operator}`, 'Expected an array that holds at least one rule');
    for (const [index, one] of inner.entries())
      checkRule(one, `${at}/${operator}[${index}]`, findings, language, false);
    return;
  }
  if (!isPath(rule.Variable)) report(`${at}/Variable`, 'Value is not a valid JSONPath');
  const operand = rule[operator]!;
  const kind = operandKind(operator);
  const fits =
    kind === 'timestamp'
      ? parseTimestamp(operand) !== undefined
      : kindOf(operand) === kind && (!operator.endsWith('Path') || isPath(operand));
  if (!fits) report(`${at}/${operator}`, `Expected value of type ${kind}`);
}
