import type { Log } from '../core/log.ts';
import { constraint, invalid, limitExceeded } from './errors.ts';
import { placeholdersOf, reservedVariables } from './input.ts';
import { compileJsonPath } from './json-path.ts';
import type { Target } from './model.ts';

/** Source: EventBridge User Guide, quotas. */
const mostTargets = 5;
const mostVariables = 100;

/**
 * Checks targets that are to be put beside those that a rule has.
 *
 * @throws AwsError ValidationException, LimitExceededException.
 */
export function checkTargets(targets: readonly Target[], there: ReadonlyMap<string, Target>): void {
  for (const [index, target] of targets.entries()) {
    const member = `targets.${index + 1}.member`;
    if (typeof target.Id !== 'string') throw constraint(undefined, `${member}.id`, 'not be null');
    if (typeof target.Arn !== 'string') throw constraint(undefined, `${member}.arn`, 'not be null');
    if (!/^[.\-_A-Za-z0-9]+$/.test(target.Id)) {
      throw constraint(target.Id, `${member}.id`, 'satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+');
    }
    if (target.Id.length > 64) {
      throw constraint(target.Id, `${member}.id`, 'have length less than or equal to 64');
    }
    checkInput(target);
    checkRest(target);
  }
  const ids = new Set([...there.keys(), ...targets.map(({ Id }) => Id)]);
  if (ids.size > mostTargets) throw limitExceeded();
}

function checkInput({ Id, Input, InputPath, InputTransformer }: Target): void {
  if ([Input, InputPath, InputTransformer].filter((one) => one !== undefined).length > 1) {
    throw invalid(`Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`);
  }
  if (Input !== undefined && !isJson(Input)) throw invalid(`JSON syntax error in input for target ${Id}.`);
  if (InputPath && !compileJsonPath(InputPath)) throw invalid(`Invalid InputPath for target ${Id}.`);
  if (!InputTransformer) return;
  const { InputPathsMap = {}, InputTemplate } = InputTransformer;
  if (typeof InputTemplate !== 'string' || InputTemplate === '') {
    throw constraint(undefined, 'targets.inputTransformer.inputTemplate', 'not be null');
  }
  const names = Object.keys(InputPathsMap);
  // The wordings of the next two are not established.
  const reserved = names.find((name) => name.startsWith('AWS') || name.startsWith('aws.'));
  if (reserved) throw invalid(`InputPathsMap for target ${Id} contains the reserved name ${reserved}.`);
  if (names.length > mostVariables) throw limitExceeded();
  const wrong = names.find((name) => !compileJsonPath(InputPathsMap[name]!));
  if (wrong) throw invalid(`InputPathsMap for target ${Id} contains an invalid path for ${wrong}.`);
  const unknown = placeholdersOf(InputTemplate).find(
    (name) => !names.includes(name) && !reservedVariables.includes(name),
  );
  if (unknown) throw invalid(`InputTemplate for target ${Id} contains invalid placeholder ${unknown}.`);
}

function checkRest({ Id, Arn, RoleArn, SqsParameters, RetryPolicy, DeadLetterConfig }: Target): void {
  const [, , service, , , resource = ''] = Arn.split(':');
  if (!Arn.startsWith('arn:'))
    throw invalid(`Parameter ${Arn} is not valid. Reason: Provided Arn is not in correct format.`);
  if (service === 'states' && !RoleArn) throw invalid(`RoleArn is required for target ${Arn}.`);
  if (service === 'sqs' && resource.endsWith('.fifo') && !SqsParameters?.MessageGroupId) {
    throw invalid(`Parameter(s) SqsParameters must be specified for target: ${Id}.`);
  }
  within(RetryPolicy?.MaximumRetryAttempts, 'maximumRetryAttempts', 0, 185);
  within(RetryPolicy?.MaximumEventAgeInSeconds, 'maximumEventAgeInSeconds', 60, 86_400);
  const letters = DeadLetterConfig?.Arn;
  if (letters !== undefined && !/^arn:[^:]+:sqs:[^:]+:\d{12}:[\w-]+$/.test(letters)) {
    // A FIFO queue among them.
    throw invalid(`Parameter DeadLetterConfig.Arn is not valid. Reason: ${letters} is not a standard queue.`);
  }
}

function within(value: number | undefined, name: string, least: number, most: number): void {
  if (value === undefined) return;
  const member = `targets.1.member.retryPolicy.${name}`;
  if (!(value >= least)) throw constraint(value, member, `have value greater than or equal to ${least}`);
  if (!(value <= most)) throw constraint(value, member, `have value less than or equal to ${most}`);
}

const served = ['sqs', 'sns', 'lambda', 'states', 'events', 'logs'];

/** Says of a target that nothing is delivered to, so that it does not come as a surprise later. */
export function warnOfTarget({ Id, Arn }: Target, rule: string, log: Log): void {
  const [, , service = '', , , resource = ''] = Arn.split(':');
  if (service === 'events' && resource.startsWith('api-destination/')) {
    log.warn(`${rule}: the target ${Id} is an API destination, to which the local cloud sends nothing`);
  } else if (!served.includes(service)) {
    log.warn(`${rule}: the target ${Id} is of ${service}, to which the local cloud delivers nothing`);
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
