import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, AssetStaging, CfnOutput, Stack } from 'aws-cdk-lib';
import {
  CfnApiKey,
  CfnDataSource,
  CfnGraphQLApi,
  CfnGraphQLSchema,
  CfnResolver,
} from 'aws-cdk-lib/aws-appsync';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';

/** A small CDK app whose sources a test may write anew. */
export interface NotesApp {
  /** Where its cloud assembly is synthesized. */
  readonly assembly: string;
  /** Absolute path of a source, e.g. `read.js`. */
  path(name: string): string;
  write(name: string, text: string): void;
  /** Without staging: assets are the sources themselves. `resolvers`: further fields with their source; `sortKey`: of the table. */
  synth(changes?: { readonly resolvers?: Record<string, string>; readonly sortKey?: boolean }): void;
}

export const handler = (greeting: string) =>
  `exports.handler = async (event) => ${JSON.stringify(greeting)} + ' ' + (event.arguments?.name ?? '');`;

export const schema = (more = '') => `
  type Note { id: ID! text: String }
  type Query { note(id: ID!): Note greet(name: String): String ${more} }
  type Mutation { write(id: ID!, text: String!): Note }
  type Subscription { written: Note @aws_subscribe(mutations: ["write"]) }
  schema { query: Query mutation: Mutation subscription: Subscription }`;

export const direct = (request: string, response = 'ctx.result') => `
  import { get, put } from '@aws-appsync/utils/dynamodb';
  export function request(ctx) { return ${request}; }
  export function response(ctx) { return ${response}; }`;

/** @param folder - an empty folder for sources and assembly. */
export function notesApp(folder: string): NotesApp {
  const path = (name: string) => join(folder, name);
  const app: NotesApp = {
    assembly: join(folder, 'cdk.out'),
    path,
    write: (name, text) => writeFileSync(path(name), text),
    synth: ({ resolvers = {}, sortKey = false } = {}) => synthesize(path, app.assembly, resolvers, sortKey),
  };
  mkdirSync(path('greet'), { recursive: true });
  app.write('schema.graphql', schema());
  app.write('read.js', direct('get({ key: { id: ctx.args.id } })'));
  app.write('write.js', direct('put({ key: { id: ctx.args.id }, item: { text: ctx.args.text } })'));
  app.write('greet/index.js', handler('Hello'));
  app.synth();
  return app;
}

function synthesize(
  path: NotesApp['path'],
  outdir: string,
  resolvers: Readonly<Record<string, string>>,
  sortKey: boolean,
): void {
  // The CDK remembers an asset's hash for as long as its process lives.
  AssetStaging.clearAssetHashCache();
  const app = new App({
    outdir,
    analyticsReporting: false,
    context: { 'aws:cdk:disable-asset-staging': true, 'aws:cdk:enable-asset-metadata': true },
  });
  const stack = new Stack(app, 'Notes');
  const table = new Table(stack, 'Table', {
    partitionKey: { name: 'id', type: AttributeType.STRING },
    ...(sortKey ? { sortKey: { name: 'at', type: AttributeType.STRING } } : {}),
  });
  const greet = new Function(stack, 'Greet', {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromAsset(path('greet')),
  });
  const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('appsync.amazonaws.com') });
  table.grantReadWriteData(role);
  greet.grantInvoke(role);
  const { attrApiId: apiId } = new CfnGraphQLApi(stack, 'Api', {
    name: 'notes',
    authenticationType: 'API_KEY',
  });
  const schemaResource = new CfnGraphQLSchema(stack, 'Schema', {
    apiId,
    definitionS3Location: new Asset(stack, 'SchemaFile', { path: path('schema.graphql') }).s3ObjectUrl,
  });
  const notes = new CfnDataSource(stack, 'Notes', {
    apiId,
    name: 'Notes',
    type: 'AMAZON_DYNAMODB',
    serviceRoleArn: role.roleArn,
    dynamoDbConfig: { tableName: table.tableName, awsRegion: stack.region },
  });
  const greeter = new CfnDataSource(stack, 'Greeter', {
    apiId,
    name: 'Greeter',
    type: 'AWS_LAMBDA',
    serviceRoleArn: role.roleArn,
    lambdaConfig: { lambdaFunctionArn: greet.functionArn },
  });
  const direct = new CfnResolver(stack, 'Direct', {
    apiId,
    typeName: 'Query',
    fieldName: 'greet',
    dataSourceName: greeter.attrName,
  });
  direct.addResourceDependency(schemaResource);
  const coded = { 'Query.note': 'read.js', 'Mutation.write': 'write.js', ...resolvers };
  for (const [field, file] of Object.entries(coded)) {
    const [typeName = '', fieldName = ''] = field.split('.');
    const code = new Asset(stack, `Code-${field}`, { path: path(file) });
    const resolver = new CfnResolver(stack, `Resolver-${field}`, {
      apiId,
      typeName,
      fieldName,
      dataSourceName: notes.attrName,
      codeS3Location: code.s3ObjectUrl,
      runtime: { name: 'APPSYNC_JS', runtimeVersion: '1.0.0' },
    });
    code.addResourceMetadata(resolver, 'CodeS3Location');
    resolver.addResourceDependency(schemaResource);
  }
  const key = new CfnApiKey(stack, 'Key', { apiId });
  new CfnOutput(stack, 'ApiKey', { value: key.attrApiKey });
  app.synth();
}
