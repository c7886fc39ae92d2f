import { readFileSync } from 'node:fs';
import {
  buildASTSchema,
  getNamedType,
  isObjectType,
  parse,
  type GraphQLObjectType,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { fields } from '../../infra/api/fields.ts';
import { synthesize, type Synthesized } from './synthesized.ts';

const document = parse(readFileSync('schema.graphql', 'utf8'));
const awsTypes = parse(readFileSync('scripts/codegen/appsync.graphql', 'utf8'));
const schema = buildASTSchema({
  ...document,
  definitions: [...awsTypes.definitions, ...document.definitions],
});
const roots = ['Query', 'Mutation', 'Subscription'];
const objects = document.definitions.filter(
  (node): node is ObjectTypeDefinitionNode => node.kind === 'ObjectTypeDefinition',
);

describe('every field has its resolver', () => {
  let shop: Synthesized;
  beforeAll(() => {
    shop = synthesize('dev');
  });

  test('each root field has exactly one', () => {
    const resolved = resolversOf(shop).map(({ TypeName, FieldName }) => `${TypeName}.${FieldName}`);
    const wanted = roots.flatMap((type) =>
      Object.keys(objectType(type).getFields()).map((field) => `${type}.${field}`),
    );
    expect(resolved.filter((field) => roots.includes(field.split('.')[0] as string)).sort()).toEqual(
      wanted.sort(),
    );
    expect(new Set(resolved).size).toBe(resolved.length);
  });

  test('none names a field that the schema does not have', () => {
    const unknown = Object.keys(fields).filter((field) => {
      const [type, name] = field.split('.') as [string, string];
      const parent = schema.getType(type);
      return !isObjectType(parent) || !parent.getFields()[name];
    });
    expect(unknown).toEqual([]);
  });

  test('each field with arguments below the roots has one, since no parent knows the arguments', () => {
    const wanted = objects
      .filter(({ name }) => !roots.includes(name.value))
      .flatMap(({ name, fields: own }) =>
        (own ?? [])
          .filter((field) => field.arguments?.length)
          .map((field) => `${name.value}.${field.name.value}`),
      );
    expect(wanted.filter((field) => !(field in fields))).toEqual([]);
  });

  test('each runs on the resolver runtime, with code from an asset', () => {
    for (const resolver of resolversOf(shop)) {
      expect(resolver['Runtime']).toEqual({ Name: 'APPSYNC_JS', RuntimeVersion: '1.0.0' });
      expect(resolver['CodeS3Location']).toBeDefined();
      expect(resolver['Kind'] === 'UNIT').toBe('DataSourceName' in resolver);
    }
  });
});

describe('who may call what', () => {
  const rules = ['aws_api_key', 'aws_cognito_user_pools', 'aws_iam'];
  const ruled = (node: { directives?: readonly { name: { value: string } }[] }) =>
    !!node.directives?.some(({ name }) => rules.includes(name.value));

  test('is said of every reachable field, on it or on its type', () => {
    const unruled = objects.flatMap((type) =>
      (type.fields ?? [])
        .filter((field) => !ruled(field) && !ruled(type))
        .map((field) => `${type.name.value}.${field.name.value}`),
    );
    expect(unruled).toEqual([]);
  });

  test('guests change nothing', () => {
    const mutations = objects.find(({ name }) => name.value === 'Mutation');
    const open = mutations?.fields?.filter(({ directives }) =>
      directives?.some(({ name }) => name.value === 'aws_api_key'),
    );
    expect(open?.map(({ name }) => name.value)).toEqual([]);
  });
});

describe('subscriptions', () => {
  const subscriptions = objects.find(({ name }) => name.value === 'Subscription')?.fields ?? [];

  test.each(subscriptions.map((field) => [field.name.value, field] as const))(
    '%s hears of mutations that exist and answer with its own type',
    (_name, field) => {
      const heard = field.directives?.find(({ name }) => name.value === 'aws_subscribe')?.arguments?.[0]
        ?.value;
      const mutations =
        heard?.kind === 'ListValue' ? heard.values.map((value) => 'value' in value && value.value) : [];
      expect(mutations.length).toBeGreaterThan(0);
      const subscribed = getNamedType(objectType('Subscription').getFields()[field.name.value]!.type);
      for (const mutation of mutations) {
        const told = objectType('Mutation').getFields()[String(mutation)];
        expect(told && getNamedType(told.type)).toBe(subscribed);
      }
    },
  );
});

function objectType(name: string): GraphQLObjectType {
  return schema.getType(name) as GraphQLObjectType;
}

function resolversOf({ stateless }: Synthesized): Record<string, unknown>[] {
  return Object.values(stateless.findResources('AWS::AppSync::Resolver')).map(
    (resource) => (resource as { Properties: Record<string, unknown> }).Properties,
  );
}
