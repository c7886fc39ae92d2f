import { extensionsLibrary } from '../javascript/library/extensions.ts';
import { toJsonObject } from '../javascript/library/rds/to-json-object.ts';
import { utilLibrary } from '../javascript/library/util.ts';
import { dynamodbConverters } from '../javascript/library/util/dynamodb.ts';
import { fault, halt } from '../javascript/realm/halt.ts';
import type { SessionHolder } from '../javascript/session.ts';
import { parseLenient } from './json.ts';
import { bounded, spend, type Meter } from './meter.ts';
import { includes, nothing } from './methods.ts';
import { isEqual, Space, toPlain, toText, toValue, type Value, type VelocityFunction } from './values.ts';

type Plain = (...args: any[]) => unknown;
type Members = Readonly<Record<string, unknown>>;

/** The utilities for one evaluation: those of APPSYNC_JS, and what only templates have (Developer Guide, `$util`). */
export function createLibrary(session: SessionHolder, meter: Meter): { util: Space; extensions: Space } {
  const plain = (value: Value | undefined) => toPlain(value ?? null, meter);
  /** A function of APPSYNC_JS's library, which takes and gives JSON. */
  const lift =
    (call: Plain): VelocityFunction =>
    (...args) => {
      const result = call(...args.map(plain));
      return result === undefined ? nothing : toValue(result, meter);
    };
  const json = (value: unknown) => bounded(meter, JSON.stringify(value ?? null));
  const space = (members: Members, more: Record<string, VelocityFunction | Space> = {}): Space =>
    new Space({
      ...Object.fromEntries(
        Object.entries(members).map(([name, member]) => [
          name,
          typeof member === 'function' ? lift(member as Plain) : space(member as Members),
        ]),
      ),
      ...more,
    });
  const shared = utilLibrary(session) as Record<string, any>;
  const { error, appendError, unauthorized, authType, matches, ...rest } = shared;
  const { time, transform, http, math, xml, str } = shared;
  const encodings = Object.fromEntries(
    Object.entries(rest).filter(([, member]) => typeof member === 'function'),
  );
  const log =
    (level: string): VelocityFunction =>
    (format, ...args) => {
      const line = `${level} - ${filled(toText(format ?? null, meter), args, meter)}`;
      session.current.logs.push(bounded(meter, line));
      session.current.environment.onLog?.(line);
      return nothing;
    };
  const isText = (value: Value | undefined) => typeof value === 'string';
  const isNothing = (value: Value | undefined) => value === null || value === undefined;
  const blank = (value: Value | undefined, test: (text: string) => boolean) =>
    isNothing(value) || (isText(value) && test(value as string));
  const orElse =
    (missing: (value: Value | undefined) => boolean): VelocityFunction =>
    (value, otherwise) =>
      missing(value) ? otherwise : value;
  const isEmpty = (value: Value | undefined) => blank(value, (text) => text === '');
  const isBlank = (value: Value | undefined) => blank(value, (text) => text.trim() === '');

  const util = space(
    { ...encodings, error, appendError, unauthorized, authType, matches, time, transform, http, math, xml },
    {
      qr: () => nothing,
      quiet: () => nothing,
      toJson: (value) => json(plain(value)),
      parseJson: (text) => toValue(parseLenient(toText(text ?? null, meter)), meter),
      validate(condition, message, type, data) {
        if (condition === true) return nothing;
        return halt({
          kind: 'error',
          error: {
            message: toText(message ?? null, meter),
            errorType: isNothing(type) ? null : toText(type!, meter),
            data: plain(data),
            errorInfo: null,
          },
        });
      },
      isNull: isNothing,
      isNullOrEmpty: isEmpty,
      isNullOrBlank: isBlank,
      defaultIfNull: orElse(isNothing),
      defaultIfNullOrEmpty: orElse(isEmpty),
      defaultIfNullOrBlank: orElse(isBlank),
      isString: isText,
      isNumber: (value) => typeof value === 'number',
      isBoolean: (value) => typeof value === 'boolean',
      isList: (value) => Array.isArray(value),
      isMap: (value) => value instanceof Map,
      typeOf: (value) => typeOf(value ?? null),
      log: new Space({ info: log('INFO'), error: log('ERROR'), debug: log('DEBUG') }),
      list: listSpace(meter),
      map: mapSpace(meter),
      dynamodb: space(dynamodbConverters, jsonForms(lift, json)),
      rds: new Space({
        toJsonString: (text) => json(toJsonObject(plain(text))),
        toJsonObject: lift(toJsonObject),
      }),
      str: space(str, {
        toUpper: (text) => toText(text ?? null, meter).toUpperCase(),
        toLower: (text) => toText(text ?? null, meter).toLowerCase(),
        toReplace(text, part, by) {
          const [whole, from, to] = [text, part, by].map((each) => toText(each ?? null, meter)) as [
            string,
            string,
            string,
          ];
          spend(meter, (whole.length * (to.length + 1)) >> 6);
          return bounded(meter, whole.split(from).join(to));
        },
      }),
    },
  );
  return { util, extensions: space(extensionsLibrary(session)) };
}

/** Each converter has a second form that yields JSON text. */
function jsonForms(lift: (call: Plain) => VelocityFunction, json: (value: unknown) => string) {
  return Object.fromEntries(
    Object.entries(dynamodbConverters)
      .filter(([name]) => name.startsWith('to'))
      .map(([name, convert]) => [`${name}Json`, lift((...args) => json((convert as Plain)(...args)))]),
  );
}

/** `{}` in a log's format stands for the next argument. */
function filled(format: string, args: readonly Value[], meter: Meter): string {
  let next = 0;
  return format.replace(/\{\}/g, (whole) =>
    next < args.length ? toText(args[next++] ?? null, meter) : whole,
  );
}

function typeOf(value: Value): string {
  if (value === null) return 'Null';
  if (Array.isArray(value)) return 'List';
  if (value instanceof Map) return 'Map';
  const names: Record<string, string> = { number: 'Number', string: 'String', boolean: 'Boolean' };
  return names[typeof value] ?? 'Object';
}

const asList = (value: Value | undefined): Value[] => (Array.isArray(value) ? value : []);

function listSpace(meter: Meter): Space {
  return new Space({
    copyAndRetainAll: (list, others) => asList(list).filter((each) => includes(others, each, meter)),
    copyAndRemoveAll: (list, others) => asList(list).filter((each) => !includes(others, each, meter)),
    sortList(list, descending, name) {
      const items = [...asList(list)];
      if (items.length > 1_000) fault('util.list.sortList: at most 1000 items');
      spend(meter, items.length * 10);
      const keyOf = (item: Value) =>
        item instanceof Map ? (item.get(toText(name ?? null, meter)) ?? null) : item;
      const sign = descending === true ? -1 : 1;
      return items.sort((one, other) => sign * compare(keyOf(one), keyOf(other), meter));
    },
  });
}

function compare(one: Value, other: Value, meter: Meter): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  if (isEqual(one, other, meter)) return 0;
  return toText(one, meter) < toText(other, meter) ? -1 : 1;
}

function mapSpace(meter: Meter): Space {
  const copied =
    (kept: (named: boolean) => boolean): VelocityFunction =>
    (map, names) =>
      map instanceof Map ? new Map([...map].filter(([name]) => kept(includes(names, name, meter)))) : null;
  return new Space({
    copyAndRetainAllKeys: copied((named) => named),
    copyAndRemoveAllKeys: copied((named) => !named),
  });
}
