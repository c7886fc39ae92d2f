import fc from 'fast-check';
import type { EntityName } from '../../entities/index.ts';
import { entities } from '../../entities/index.ts';
import type { EntityModel } from '../../scripts/model/read.ts';
import { readEntity } from '../../scripts/model/read.ts';

type Attributes = Record<string, unknown>;

interface Definition {
  type: string | readonly string[];
  required?: boolean;
  padding?: { length: number };
  items?: Definition;
  properties?: Record<string, Definition>;
}

/** Text as it may stand in a key: anything but `#`, with what is special to templates and paths among it. */
export const keyText = fc
  .oneof(
    fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }),
    fc.string({
      minLength: 1,
      maxLength: 6,
      unit: fc.constantFrom('a', 'A', '_', '$', '`', '\\', '{', '.', '~'),
    }),
    fc.uuid(),
  )
  .map((text) => text.replaceAll('#', '') || 'x');

/** Every entity with its model and a source of random attributes. */
export const samples = (Object.keys(entities) as EntityName[]).map((name) => {
  const entity = entities[name] as unknown as LooseEntity;
  const model = readEntity(name, entities[name]);
  const keyed = new Set(
    [model.primary, ...model.indexes].flatMap(({ pk, sk }) =>
      [...pk.parts, ...sk.parts].map(({ attribute }) => attribute),
    ),
  );
  const definitions = entity.schema.attributes;
  return { name, entity, model, keyed, attributes: record(definitions, keyed) };
});

/** The part of ElectroDB that the comparison calls by name. */
export interface LooseEntity {
  schema: { attributes: Record<string, Definition> };
  put(item: Attributes): { params(): { Item: Attributes } };
  get(key: Attributes): { params(): { Key: Attributes }; go(): Promise<{ data: unknown }> };
  update(key: Attributes): {
    set(changes: Attributes): {
      composite(current: Attributes): {
        params(): { ExpressionAttributeNames: Record<string, string>; ExpressionAttributeValues: Attributes };
      };
    };
  };
  query: Record<string, (partition: Attributes) => LooseQuery>;
}

export interface LooseQuery {
  params(): {
    IndexName?: string;
    ExpressionAttributeNames: Record<string, string>;
    ExpressionAttributeValues: Record<string, string>;
  };
  gte(from: Attributes): LooseQuery;
}

function record(
  definitions: Record<string, Definition>,
  keyed: ReadonlySet<string>,
): fc.Arbitrary<Attributes> {
  const requiredKeys = Object.keys(definitions).filter((name) => definitions[name]!.required === true);
  const fields = Object.entries(definitions).map(
    ([name, one]) => [name, value(one, keyed.has(name))] as const,
  );
  return fc.record(Object.fromEntries(fields), { requiredKeys, noNullPrototype: true });
}

function value({ type, padding, items, properties }: Definition, isKey: boolean): fc.Arbitrary<unknown> {
  if (Array.isArray(type)) return fc.constantFrom(...type);
  switch (type) {
    case 'string':
      return isKey ? keyText : fc.string({ unit: 'grapheme' });
    case 'number':
      // Beyond what the padding holds, too: generated code and ElectroDB must agree there as well.
      return padding === undefined ? fc.integer() : fc.nat({ max: 10 ** (padding.length + 1) });
    case 'boolean':
      return fc.boolean();
    case 'list':
      return fc.array(value(items!, false), { maxLength: 4 });
    case 'map':
      return record(properties!, new Set());
    case 'any':
      return fc.dictionary(
        fc.string(),
        fc.record({ productId: fc.string(), quantity: fc.nat(), addedAt: fc.string() }),
      );
    default:
      throw new Error(`No sample for the type ${String(type)}.`);
  }
}

/** Some of an object's entries. */
export function pick(from: Attributes, names: readonly string[]): Attributes {
  return Object.fromEntries(names.map((name) => [name, from[name]]));
}

export function partsOf({ parts }: EntityModel['primary']['pk']): string[] {
  return parts.map(({ attribute }) => attribute);
}
