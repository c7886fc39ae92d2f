import { AwsError } from '../core/aws-error.ts';
import { timeText, type EventEnvelope } from './envelope.ts';
import { compileJsonPath } from './json-path.ts';
import type { InputTransformer, Target } from './model.ts';

/** What an event meets on its way to a target, beside itself. */
export interface Passage {
  readonly ruleArn: string;
  readonly ruleName: string;
  /** When the bus took the event, in milliseconds since the epoch. */
  readonly ingestedAt: number;
}

/** Variables that every template has; they cannot be defined. */
export const reservedVariables = [
  'aws.events.rule-arn',
  'aws.events.rule-name',
  'aws.events.event.ingestion-time',
  'aws.events.event',
  'aws.events.event.json',
];

/** The names between `<` and `>` of a template. */
export const placeholdersOf = (template: string): string[] =>
  [...template.matchAll(placeholder)].map((match) => match[1]!);

const placeholder = /<([^<>"\s]+)>/g;

/**
 * What a target gets of an event: the event, a fixed text, a part of the event or what a template makes of it.
 *
 * @returns JSON text; for a template of several strings one on each line
 * @throws AwsError InvalidInput when a template makes what is not JSON, which AWS does not deliver either.
 */
export function inputFor(
  target: Pick<Target, 'Input' | 'InputPath' | 'InputTransformer'>,
  event: EventEnvelope,
  passage: Passage,
): string {
  if (target.Input !== undefined) return target.Input;
  // What is not there is null; that is not established.
  if (target.InputPath) return JSON.stringify(compileJsonPath(target.InputPath)?.(event) ?? null);
  if (target.InputTransformer) return transform(target.InputTransformer, event, passage);
  return JSON.stringify(event);
}

/**
 * Source: EventBridge User Guide, "Amazon EventBridge input transformation"; where that is silent, what the service was
 * seen to do: a variable without value is an empty text; an object or array in a text loses its quotes, and in a quoted
 * value of an object it breaks the object, which is then not delivered.
 */
function transform(
  { InputPathsMap = {}, InputTemplate }: InputTransformer,
  event: EventEnvelope,
  passage: Passage,
): string {
  const { detail: _, 'detail-type': detailType, ...rest } = event;
  const valueOf = (name: string): unknown => {
    switch (name) {
      case 'aws.events.rule-arn':
        return passage.ruleArn;
      case 'aws.events.rule-name':
        return passage.ruleName;
      case 'aws.events.event.ingestion-time':
        return timeText(passage.ingestedAt);
      case 'aws.events.event':
        return { ...rest, detailType };
      case 'aws.events.event.json':
        return event;
    }
    return compileJsonPath(InputPathsMap[name] ?? '')?.(event) ?? '';
  };
  const isObject = InputTemplate.trimStart().startsWith('{');
  const text = InputTemplate.replace(placeholder, (_match, name: string, at: number) => {
    const value = valueOf(name);
    const quoted = isQuoted(InputTemplate, at);
    if (typeof value === 'object' && value !== null) {
      const json = JSON.stringify(value);
      return isObject ? json : json.replaceAll('"', '');
    }
    if (typeof value !== 'string') return String(value);
    // Whether the service escapes what would end the text is not established; here it stays one text.
    return quoted ? JSON.stringify(value).slice(1, -1) : JSON.stringify(value);
  });
  if (isJson(text) || (!isObject && text.split('\n').every(isJson))) return text;
  throw new AwsError('InvalidInput', `The input template makes what is not JSON: ${text}`);
}

/** True when an odd number of quotes comes before, those that a backslash escapes left out. */
function isQuoted(template: string, at: number): boolean {
  const before = template.slice(0, at).replace(/\\./g, '');
  return before.split('"').length % 2 === 0;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
