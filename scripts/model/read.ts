import type { Entity } from 'electrodb';

/** An attribute, or a part of one, as far as resolvers need to know it. */
export interface AttributeModel {
  readonly name: string;
  /** `plain` values are stored as they come. */
  readonly kind: 'plain' | 'map' | 'list';
  /** The type in words, for the page of access patterns. */
  readonly type: string;
  readonly required: boolean;
  readonly readOnly: boolean;
  readonly description?: string;
  /** Of a map: what it holds. */
  readonly properties: readonly AttributeModel[];
  /** Of a list: what each entry is. */
  readonly items?: AttributeModel;
}

/** One attribute's place in a key. */
export interface KeyPart {
  readonly attribute: string;
  /** What a number is filled up with from the left, e.g. `0000`, so that text sorts as numbers do. */
  readonly padding?: string;
}

/** A key: its field in the table and what its value is put together from. */
export interface KeyModel {
  readonly field: string;
  /** What every value begins with, e.g. `$productPage#variant_1`. */
  readonly prefix: string;
  readonly parts: readonly KeyPart[];
}

export interface IndexModel {
  /** What the entity calls it, e.g. `byCategory`. */
  readonly name: string;
  /** What the table calls it; absent for the table's own key. */
  readonly index?: string;
  readonly collection?: string;
  readonly pk: KeyModel;
  readonly sk: KeyModel;
}

/** An entity, read from its ElectroDB schema. */
export interface EntityModel {
  /** As exported, e.g. `OrderEvent`. */
  readonly name: string;
  /** As stored in `__edb_e__`. */
  readonly marker: string;
  /** As stored in `__edb_v__`. */
  readonly version: string;
  readonly service: string;
  readonly attributes: readonly AttributeModel[];
  readonly primary: IndexModel;
  readonly indexes: readonly IndexModel[];
}

type Loose = Record<string, unknown>;

const attributeOptions = ['type', 'required', 'readOnly', 'description', 'padding', 'items', 'properties'];
const indexOptions = ['index', 'collection', 'type', 'pk', 'sk'];
const keyOptions = ['field', 'composite', 'facets', 'casing'];
const plainTypes = ['string', 'number', 'boolean', 'any'];

/**
 * Reads an entity's public schema, and refuses what straight-line resolver code cannot do as ElectroDB does it:
 * functions (`get`, `set`, `default`, `validate`, an index's `condition`), sets, key templates, and every option it
 * does not know.
 *
 * @throws Error naming entity and attribute or index.
 * @example
 * readEntity('Product', Product).primary.sk.prefix; // `$productPage#product_1`
 */
// `any` four times is ElectroDB's own bound for "some entity".
export function readEntity(name: string, entity: Entity<any, any, any, any>): EntityModel {
  const schema = entity.schema as unknown as { model: Loose; attributes: Loose; indexes: Loose };
  const {
    entity: marker,
    version,
    service,
  } = schema.model as Record<'entity' | 'version' | 'service', string>;
  const attributes = Object.entries(schema.attributes).map(([attribute, definition]) =>
    readAttribute(attribute, definition as Loose, `${name}.${attribute}`),
  );
  const indexes = Object.entries(schema.indexes).map(([index, definition]) =>
    readIndex(
      index,
      definition as Loose,
      `${name}, index ${index}`,
      { service, marker, version },
      schema.attributes,
    ),
  );
  const primary = indexes.find(({ index }) => index === undefined);
  if (primary === undefined) refuse(name, 'has no primary index');
  return {
    name,
    marker,
    version,
    service,
    attributes,
    primary,
    indexes: indexes.filter((one) => one !== primary),
  };
}

function readAttribute(name: string, definition: Loose, where: string): AttributeModel {
  refuseUnknown(definition, attributeOptions, where);
  const { type, properties, items } = definition;
  const kind = type === 'map' || type === 'list' ? type : 'plain';
  const isEnum = Array.isArray(type) && type.every((choice) => typeof choice === 'string');
  if (kind === 'plain' && !isEnum && !plainTypes.includes(type as string)) {
    refuse(where, `has the type ${JSON.stringify(type)}, which resolvers cannot store as ElectroDB does`);
  }
  const entry = kind === 'list' ? readAttribute('entry', items as Loose, `${where}[]`) : undefined;
  if (entry?.kind === 'list') refuse(where, 'is a list of lists, which the generator does not know');
  return {
    name,
    kind,
    type: isEnum ? 'enum' : entry ? `list of ${entry.type}` : (type as string),
    required: definition['required'] === true,
    readOnly: definition['readOnly'] === true,
    description: definition['description'] as string | undefined,
    properties: Object.entries((properties ?? {}) as Loose).map(([property, inner]) =>
      readAttribute(property, inner as Loose, `${where}.${property}`),
    ),
    items: entry,
  };
}

function readIndex(
  name: string,
  definition: Loose,
  where: string,
  owner: { service: string; marker: string; version: string },
  attributes: Loose,
): IndexModel {
  refuseUnknown(definition, indexOptions, where);
  const { index, collection, type, pk, sk } = definition;
  if (type !== undefined && type !== 'isolated')
    refuse(where, `is of the type ${String(type)}, not isolated`);
  if (collection !== undefined && typeof collection !== 'string')
    refuse(where, 'is in more than one collection');
  if (sk === undefined) refuse(where, 'has no sort key');
  const entity = `${owner.marker}_${owner.version}`;
  const prefix = collection === undefined ? `$${entity}` : `$${String(collection)}#${entity}`;
  return {
    name,
    index: index as string | undefined,
    collection,
    pk: readKey(pk as Loose, `$${owner.service}`, `${where}, pk`, attributes),
    sk: readKey(sk as Loose, prefix, `${where}, sk`, attributes),
  };
}

function readKey(definition: Loose, prefix: string, where: string, attributes: Loose): KeyModel {
  refuseUnknown(definition, keyOptions, where);
  if (definition['casing'] !== 'none') refuse(where, "must have casing 'none': ids may differ in case alone");
  const parts = (definition['composite'] as string[]).map((attribute): KeyPart => {
    const { type, required, padding } = attributes[attribute] as Loose & {
      padding?: { length: number; char: string };
    };
    // ElectroDB would cut the key short at an absent part and pile such items up in one place.
    if (required !== true) refuse(where, `contains ${attribute}, which is not required`);
    if (type !== 'string' && type !== 'number' && !Array.isArray(type)) {
      refuse(where, `contains ${attribute}, which is neither text nor a number`);
    }
    if (type === 'number' && padding === undefined)
      refuse(where, `contains the number ${attribute} without padding`);
    if (padding !== undefined && padding.char.length !== 1)
      refuse(where, `pads ${attribute} with more than one char`);
    return { attribute, padding: padding?.char.repeat(padding.length) };
  });
  return { field: definition['field'] as string, prefix, parts };
}

function refuseUnknown(definition: Loose, known: readonly string[], where: string): void {
  for (const [option, value] of Object.entries(definition)) {
    if (value !== undefined && !known.includes(option)) {
      refuse(where, `has \`${option}\`, which cannot be carried over to resolvers`);
    }
  }
}

function refuse(where: string, what: string): never {
  throw new Error(`${where} ${what}.`);
}
