import type { QueryLanguage, StateType } from './definition.ts';

/**
 * The fields of each type of state. `jsonPath` and `jsonata` name those of one language alone.
 * Source: Amazon States Language, "State types", the table of fields, and the sections of each type.
 */
interface FieldsOfType {
  readonly common: string;
  readonly jsonPath: string;
  readonly jsonata: string;
  readonly required?: string;
}

const all = 'Type Comment QueryLanguage';
const transition = 'Next End';
const paths = 'InputPath OutputPath';

const fields: Readonly<Record<StateType, FieldsOfType>> = {
  Task: {
    common: `${transition} Resource Credentials Assign Retry Catch TimeoutSeconds HeartbeatSeconds`,
    jsonPath: `${paths} Parameters ResultSelector ResultPath TimeoutSecondsPath HeartbeatSecondsPath`,
    jsonata: 'Arguments Output',
    required: 'Resource',
  },
  Pass: {
    common: `${transition} Assign`,
    jsonPath: `${paths} Parameters ResultPath Result`,
    jsonata: 'Output',
  },
  Choice: {
    common: 'Choices Default Assign',
    jsonPath: paths,
    jsonata: 'Output',
    required: 'Choices',
  },
  Wait: {
    common: `${transition} Assign Seconds Timestamp`,
    jsonPath: `${paths} SecondsPath TimestampPath`,
    jsonata: 'Output',
  },
  Succeed: { common: '', jsonPath: paths, jsonata: 'Output' },
  Fail: { common: 'Error Cause', jsonPath: 'ErrorPath CausePath', jsonata: '' },
  Parallel: {
    common: `${transition} Branches Assign Retry Catch`,
    jsonPath: `${paths} Parameters ResultSelector ResultPath`,
    jsonata: 'Arguments Output',
    required: 'Branches',
  },
  Map: {
    common:
      `${transition} ItemProcessor Iterator ItemSelector ItemBatcher ItemReader ResultWriter Label Assign Retry Catch ` +
      'MaxConcurrency ToleratedFailureCount ToleratedFailurePercentage',
    jsonPath:
      `${paths} Parameters ResultSelector ResultPath ItemsPath MaxConcurrencyPath ` +
      'ToleratedFailureCountPath ToleratedFailurePercentagePath',
    jsonata: 'Items Output',
  },
};

export const stateTypes = Object.keys(fields) as StateType[];

/** The fields that a state may have. */
export function fieldsOf(type: StateType, language: QueryLanguage): ReadonlySet<string> {
  const { common, jsonPath, jsonata } = fields[type];
  return new Set(`${all} ${common} ${language === 'JSONata' ? jsonata : jsonPath}`.split(' '));
}

/** Those that it must have. */
export const requiredOf = (type: StateType): string[] => fields[type].required?.split(' ') ?? [];

/** Types that go on to another state or end. */
export const hasTransition = (type: StateType): boolean => fields[type].common.includes(transition);
