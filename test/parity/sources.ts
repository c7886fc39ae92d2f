/** What kinds of evidence there are, from the strongest about the service to the weakest. */
export const kinds = {
  C: 'captured from the service by a public test suite or bug report',
  D: "AWS's documentation",
  T: "published types, or the source of AWS's own clients",
  X: "executed against AWS's unmodified client",
  E: 'an emulator, or the note of one third party: weak',
} as const;

export type Kind = keyof typeof kinds;

/** Where something is known from. */
export interface Source {
  readonly kind: Kind;
  readonly title: string;
}

const source =
  (kind: Kind) =>
  (title: string): Source => ({ kind, title });
const guide = (...pages: string[]) =>
  source('D')(`AWS AppSync Developer Guide, ${pages.map((page) => `"${page}"`).join(' and ')}`);

// The language and its library
export const runtimeFeatures = guide('JavaScript runtime features for resolvers and functions');
export const bundling = guide('Bundling, TypeScript, and source maps');
export const lintRules = source('T')('@aws-appsync/eslint-plugin 2.0.2');
export const utilTypes = source('T')('@aws-appsync/utils 2.1.1, declarations');
export const utilReference = guide('JavaScript runtime features: built-in utilities');
export const extensionsReference = guide('JavaScript runtime features: extensions');
export const runtimeUtilities = guide('Runtime utilities', 'JavaScript resolvers overview');
export const libraryCaptures = source('C')(
  'answers of EvaluateCode in public test suites of resolvers and of emulators',
);
export const evaluateNotes = source('E')('third-party notes on what EvaluateCode refuses');
export const sdkClient = source('T')('@aws-sdk/client-appsync 3.1142.0');
export const rdsHelpers = guide('JavaScript resolver function reference for Amazon RDS');

// Resolvers and their context
export const overview = guide('JavaScript resolvers overview');
export const contextReference = guide('JavaScript resolver context object reference');
export const environmentVariables = guide('Using environment variables in AWS AppSync');
export const communityIssues = source('C')('GitHub, aws-appsync-community issues 82, 209, 280 and 328');

// Data sources
export const dynamoDbReference = guide('JavaScript resolver function reference for DynamoDB');
export const dynamoDbHelpers = guide('Amazon DynamoDB built-in module');
export const requestCaptures = source('C')(
  "GitHub issues aws-appsync-community 217 and amplify-data 535, and public notes of errors: \"Unsupported element '$[...]'.\", \"RequestItem keys '$[tables][...]' can't be empty\"",
);
export const conditionCaptures = source('C')(
  'ConditionalCheckFailedException as public clients of AppSync quote it: "(Service: DynamoDb, Status Code: 400, Request ID: ...)"',
);
export const lambdaReference = guide(
  'JavaScript resolver function reference for Lambda',
  'Configuring batching',
);
export const lambdaInvoke = source('D')(
  'AWS Lambda API Reference, Invoke: payloads of 6 MB, and of 1 MB for events',
);
export const lambdaPayloads = source('C')(
  "Lambda's own error in the test suites of its clients (aiobotocore, aws-lambda-dotnet): 6291556 bytes",
);
export const httpReference = guide('JavaScript resolver function reference for HTTP');
export const eventBridgeReference = guide('JavaScript resolver function reference for EventBridge');
export const openSearchReference = guide('JavaScript resolver function reference for OpenSearch');
export const openSearchErrors = source('C')(
  'GitHub, amplify-cli issue 863 and amplify-js issue 5879: errors of an OpenSearch data source, then named Elasticsearch',
);
export const bedrockReference = guide('JavaScript resolver function reference for Amazon Bedrock runtime');
export const bedrockApi = source('D')('Amazon Bedrock API Reference, InvokeModel and Converse');
export const bedrockPermissions = source('D')(
  'Amazon Bedrock User Guide, "Prerequisites for inference profiles" and "Enforce the use of specific guardrails in model inference requests"',
);
export const bedrockCaptures = source('C')(
  'GitHub, aws-appsync-community issue 380: what converse makes of its arguments',
);
export const dataApi = source('D')('Amazon RDS Data API reference, ExecuteStatement');
export const dataApiGuide = source('D')(
  'Amazon Aurora User Guide, "Using Amazon RDS Data API", "Troubleshooting Amazon RDS Data API issues" and "Comparing Amazon RDS Data API behaviors"',
);
export const dataApiCaptures = source('C')(
  "the Data API's answers and errors in the test suites of its public clients for Aurora PostgreSQL (Serverless v2)",
);
export const jdbcColumns = source('T')("PostgreSQL's JDBC driver, ResultSetMetaData");
export const rdsErrors = source('C')('GitHub, aws-cdk issue 12735: an error of an RDS data source');

// The wire
export const overHttp = source('C')('GitHub, graphql-over-http issue 81: tables of the AppSync team');
export const wireCaptures = source('C')(
  'bodies in GitHub issues amplify-js 2422, 2645, 3447 and 12679, aws-mobile-appsync-sdk-js 344 and 561, and in the tests of gql',
);
export const headerCaptures = source('C')(
  'headers of answers in public notes on sites behind AppSync: access-control-expose-headers, content-type, x-amzn-appsync-tokensconsumed',
);
export const scalarCaptures = source('C')(
  'values refused by the service in GitHub issues amplify-swift 278 and 3393, amplify-android 590, amplify-cli 2033, amplify-flutter 822, amplify-category-api 354, amplify-hosting 497, aws-mobile-appsync-sdk-js 554',
);
export const introspected = source('C')(
  'descriptions of the scalars in introspection of the service, kept in public generated code',
);
export const variableCaptures = source('C')(
  'GitHub, aws-appsync-community issues 273 and 406: faults in input objects',
);
export const errorRecordings = source('C')(
  'advancedweb.hu, "Error handling in AppSync": answers of the service to raised and recorded errors',
);
export const graphqlJava = source('T')(
  'sources of graphql-java 9.0, whose texts the captured messages of the service have',
);
export const httpCaptures = source('C')(
  'GitHub, aws-amplify-appsync-graphql-real-time-canvas issue 28 and aws-mobile-appsync-sdk-js issue 628: subscriptions over HTTP',
);
export const timeoutCaptures = source('C')(
  'GitHub, amplify-cli issue 8192 and aws-appsync-community issue 386: execution timeouts',
);
export const limitCaptures = source('C')('GitHub, amplify-js issue 8342: resolver invocation limit');
export const variableMismatch = source('C')('GitHub, graphql-tag issue 652: VariableTypeMismatch');
export const limitsGuide = guide('Configuring GraphQL run complexity, query depth, and introspection');
export const wireNotes = source('E')('notes of the emulator floci');
export const settings = source('D')('AWS AppSync API Reference, GraphqlApi');
export const quotas = source('D')('AWS General Reference, "AWS AppSync endpoints and quotas"');
export const amplify = source('X')('aws-amplify 6.22.1, run against this server');
export const scalars = guide('Scalar types in AWS AppSync');

export const subSelection = source('C')(
  'messages of SubSelectionRequired and SubSelectionNotAllowed, quoted in the code of public clients of AppSync',
);
export const interfaces = guide('Interfaces and unions in GraphQL');

// Who may do what
export const authorization = guide('Configuring authorization and authentication');
export const directiveRecordings = source('C')(
  'GitHub, sashee/appsync-directives-tester: what the service let through of 2,176 requests, each directive on query, type and field, for a user pool alone and beside IAM',
);
export const identityRecordings = source('C')(
  'GitHub, sashee/appsync_ctx_identity: ctx.identity as handlers of the service were given it, for a user pool, IAM and a key',
);
export const authorizationIssues = source('C')(
  'GitHub issues of amplify-js and aws-appsync-community on denied fields',
);

// Subscriptions
export const realtime = guide('Building a real-time WebSocket client');
export const socketCaptures = source('C')(
  'frames in GitHub issues aws-appsync-community 195, graphql-client 662, apollo-kotlin 2808 and amplify-js 7036',
);
export const frameRecordings = source('C')(
  'GitHub, sashee/appsync-start_ack: every frame of connections to the service, with its time (December 2025)',
);
export const jsonFrames = source('C')(
  'GitHub, amplify-cli issue 4371 and aws-mobile-appsync-sdk-js issue 533: AWSJSON in the frames of subscriptions',
);
export const limitFrames = source('C')(
  'GitHub, aws-appsync-realtime-client-ios pull request 67 and its remarks on what was observed: LimitExceededError, without an id',
);
export const throttleCaptures = source('C')('GitHub, amplify-js issue 13068: status 429');
export const monitoring = guide('Using CloudWatch to monitor and log GraphQL API data');
export const enhancedMetrics = source('D')('AWS AppSync API Reference, EnhancedMetricsConfig');
export const metricList = source('D')(
  'CloudWatch User Guide, the metrics of AWS/AppSync with their dimensions in the list of supported metrics',
);
export const filtering = guide('Enhanced subscription filtering');
export const unsubscribing = guide('Unsubscribing WebSocket connections using filters');
export const subscriptions = guide('Real-time data');

// Around a request
export const caching = guide('Configuring server-side caching and API payload compression');
export const conflicts = guide('Conflict detection and resolution in AWS AppSync');
export const versioned = guide('Versioning DynamoDB data sources in AWS AppSync');
export const syncOperations = guide(
  'Using DynamoDB sync operations on versioned data sources',
  'Using Delta Sync operations on versioned data sources',
);
export const conflictCaptures = source('C')(
  'errors of conflicts in the code of public clients of AppSync (amplify-js, amplify-android): ConflictUnhandled, "Conflict resolver rejects mutation."',
);
export const merged = guide('Merging APIs');
export const mappingTemplates = guide('Resolver mapping template reference');
export const templateProgramming = guide('Resolver mapping template programming guide');
export const templateUtilities = guide(
  'Resolver mapping template utility reference',
  'Utility helpers in $util',
);
export const templateVersions = guide('Resolver mapping template changelog');
export const templateDirectives = guide('AWS AppSync directives');
export const velocityGuide = source('D')('Apache Velocity, User Guide and VTL Reference');
export const transformCaptures = source('C')(
  'errors of mapping templates in GitHub issues functionless 230, aws-appsync-community 100 and aws-app-sync 25, and in the tests of amplify-category-api',
);
export const templateErrors = source('C')(
  'errors of mapping templates that public clients and posts quote: "Template transformation yielded an empty response.", "Unable to parse the JSON document: ..."',
);
export const publicTemplates = source('C')(
  'mapping templates of public apps that are deployed: a comma too many at the end of maps',
);
export const schemaRefusals = source('C')('GitHub, aws-appsync-community issue 345: schemas without a Query');
export const troubleshooting = guide('Troubleshooting and common mistakes');
export const deploymentCaptures = source('C')(
  'reasons of CloudFormation in GitHub issues aws-cdk 16071, 17997 and 32848, amplify-cli 5017, sst 417, serverless-appsync-plugin 619, aws-appsync-community 292 and graphql-api-cdk-serverless-postgres 3',
);
export const cloudFormation = source('D')('AWS CloudFormation Template Reference, AWS::AppSync');
export const tracing = guide('Monitoring and logging');
export const xray = guide('Using AWS X-Ray to trace requests in AWS AppSync');
export const logConfig = source('D')('AWS AppSync API Reference, LogConfig');
export const mappingLogs = source('C')(
  'events of the log in the sources of aws-appsync-cwl-migrator and in GitHub, aws-appsync-community issue 100: path, fieldName, parentType, resolverArn, context, transformedTemplate and fieldInError',
);
