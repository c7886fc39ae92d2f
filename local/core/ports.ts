/**
 * What the services of the local cloud ask of one another. Each interface is implemented in the folder of its
 * service and handed over in `local/index.ts`; no service imports another.
 */

/** An IAM policy document as it stands in a template, intrinsics resolved. */
export interface PolicyDocument {
  Version?: string;
  Statement: PolicyStatement | PolicyStatement[];
}

export interface PolicyStatement {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  Action?: string | string[];
  NotAction?: string | string[];
  Resource?: string | string[];
  NotResource?: string | string[];
  Principal?: unknown;
  NotPrincipal?: unknown;
  Condition?: Record<string, Record<string, unknown>>;
}

/** Who signed a request. */
export interface Principal {
  /** `arn:aws:sts::123456789012:assumed-role/Name/session` for a role's session, `arn:aws:iam::123456789012:root`. */
  readonly arn: string;
  readonly accountId: string;
  /** The unique id, `AROA…:session` for a role's session. */
  readonly userId: string;
  /** The role behind a session; absent for root. */
  readonly roleArn?: string;
  /** Of a service of AWS that acts for one of its resources, and not for a role. */
  readonly service?: ServiceIdentity;
  /** Of a session that an identity pool gave out. */
  readonly federated?: FederatedIdentity;
}

/** Whom an identity pool knows: a guest, or who showed a token of one of its login providers. */
export interface FederatedIdentity {
  readonly identityPoolId: string;
  /** `us-east-1:2b7a…` */
  readonly identityId: string;
  readonly authType: 'authenticated' | 'unauthenticated';
  /** `"cognito-idp.…/pool","cognito-idp.…/pool:CognitoSignIn:<sub>"`; null for a guest. */
  readonly authProvider: string | null;
  /** Login providers, `cognito-idp.us-east-1.amazonaws.com/us-east-1_AbCdEfGhI`. */
  readonly logins: readonly string[];
}

/** A service that acts on its own, as policies on resources name it: `{ "Service": "events.amazonaws.com" }`. */
export interface ServiceIdentity {
  /** E.g. `events.amazonaws.com`. */
  readonly name: string;
  /** The resource on whose behalf it acts, `aws:SourceArn` to policies. */
  readonly sourceArn: string;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly principal: Principal;
}

export type Decision =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      readonly reason: 'explicitDeny' | 'implicitDeny';
      /** True when the policy on the resource is what denies, or alone could have allowed. */
      readonly resourceBased?: boolean;
    };

/** What access is asked to: an ARN, `*` for an action without one, or a resource that carries a policy of its own. */
export type AskedResource = string | { readonly arn: string; readonly policy?: PolicyDocument };

/** A signed HTTP request whose signature is to be checked. Header names in lower case. */
export interface SignedRequest {
  readonly method: string;
  /** Path as sent, still encoded, without the query. */
  readonly path: string;
  /** Query as sent, without `?`. */
  readonly rawQuery: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Uint8Array | string;
}

export type Verification =
  | {
      readonly ok: true;
      readonly credentials: Credentials;
      readonly region: string;
      readonly service: string;
    }
  | { readonly ok: false; readonly errorType: string; readonly message: string; readonly statusCode: number };

export interface Iam {
  /**
   * Credentials of a session of a role that a template defines. The same session for the same role and name.
   * @param service - who assumes it, where the role's trust policy is to be asked
   * @throws AwsError NoSuchEntity; AccessDenied when the role does not trust the service.
   */
  assume(roleArn: string, sessionName: string, service?: ServiceIdentity): Credentials;
  /**
   * Credentials of a role's session for whom an identity pool knows; they expire after an hour.
   * @throws AwsError AccessDenied when there is no such role, or it does not trust the pool with such an identity.
   */
  federate(roleArn: string, identity: FederatedIdentity): Credentials & { readonly expiresAt: number };
  /** The account's administrator, for seeds, tools and tests. */
  root(): Credentials;
  /** Checks a SigV4 signature (header or query) as the service would, with its error types and texts. */
  verify(request: SignedRequest): Verification;
  /**
   * Evaluates the identity policies of `principal` (and its boundary) and, given a resource that has one, the policy on
   * it. A service is let in by that policy alone. Decisions by identity policies are cached until policies change.
   */
  authorize(
    principal: Principal,
    action: string,
    resource: AskedResource,
    context?: Record<string, string | string[]>,
  ): Decision;
}

/** DynamoDB's low-level JSON protocol. */
export interface DynamoDb {
  /**
   * Sends one operation, e.g. `call('GetItem', { TableName, Key }, principal)`.
   * @param principal - on whose behalf; its policies are evaluated first. Absent: the service itself.
   * @returns the answer's body, attribute values typed (`{ S: '…' }`).
   * @throws AwsError with DynamoDB's error name, message and members (`Item`, `CancellationReasons`).
   */
  call(operation: string, input: object, principal?: Principal): Promise<any>;
  /** Where the database listens, e.g. `http://127.0.0.1:8000`. */
  readonly endpoint: string;
}

/** A stream record as Lambda hands it to a handler. */
export interface StreamRecord {
  readonly eventID: string;
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly eventVersion: string;
  readonly eventSource: 'aws:dynamodb';
  readonly awsRegion: string;
  readonly eventSourceARN: string;
  readonly dynamodb: {
    /** Seconds since the epoch. */
    readonly ApproximateCreationDateTime: number;
    readonly Keys: Record<string, unknown>;
    readonly NewImage?: Record<string, unknown>;
    readonly OldImage?: Record<string, unknown>;
    readonly SequenceNumber: string;
    readonly SizeBytes: number;
    readonly StreamViewType: string;
  };
  readonly userIdentity?: { readonly principalId: string; readonly type: string };
}

/** Where a reader of a stream starts. */
export type StreamPosition = 'LATEST' | 'TRIM_HORIZON' | { readonly afterSequenceNumber: string };

/** One reader's place in a stream. */
export interface StreamCursor {
  /**
   * The next records, in order; waits until there is at least one.
   * @param maximum - of records.
   * @param milliseconds - how long to wait at most; absent: until there are some or the cursor is closed.
   * @returns an empty array when nothing came in that time.
   */
  read(maximum: number, milliseconds?: number): Promise<StreamRecord[]>;
  /** Ends a read that waits. */
  close(): void;
}

/** The streams of DynamoDB's tables. */
export interface DynamoDbStreams {
  /** @throws AwsError ResourceNotFoundException. */
  open(streamArn: string, position: StreamPosition): Promise<StreamCursor>;
  /** The id of the shard that holds a sequence number. @throws AwsError ResourceNotFoundException. */
  shardOf(streamArn: string, sequenceNumber: string): Promise<string>;
}

/** SQS's JSON protocol. */
export interface Sqs {
  /**
   * Runs one operation, e.g. `call('SendMessage', { QueueUrl, MessageBody }, principal)`.
   * @param principal - on whose behalf; its policies are evaluated first. Absent: the service itself.
   * @param signal - ends a `ReceiveMessage` that waits; it then answers no messages.
   * @throws AwsError with SQS's error name and message.
   */
  call(operation: string, input: object, principal?: Principal, signal?: AbortSignal): Promise<any>;
  /** The URL of a queue. @throws AwsError QueueDoesNotExist. */
  urlOf(queueArn: string): string;
}

export interface Invocation {
  /** Function name, or ARN with or without qualifier. */
  readonly functionName: string;
  /** A JSON value. */
  readonly payload: unknown;
  readonly invocationType?: 'RequestResponse' | 'Event';
  readonly principal?: Principal;
}

export interface InvocationResult {
  /** 200, or 202 for an event. */
  readonly statusCode: number;
  /** The JSON text that the function answered; with `functionError`, `{"errorType","errorMessage","trace"}`. */
  readonly payload: string;
  /** Present when the function failed: threw, timed out, exited. */
  readonly functionError?: 'Unhandled';
}

export interface Lambda {
  /** @throws AwsError ResourceNotFoundException, AccessDeniedException, TooManyRequestsException. */
  invoke(invocation: Invocation): Promise<InvocationResult>;
}

/** The topics of SNS. */
export interface Sns {
  /**
   * Publishes one message to a topic.
   * @param principal - on whose behalf; its policies are evaluated first. Absent: the service itself.
   * @throws AwsError with SNS's error name and message.
   */
  publish(input: Publication, principal?: Principal): Promise<{ readonly MessageId: string }>;
}

/** What SNS's Publish takes, as far as services of the cloud use it. */
export interface Publication {
  readonly TopicArn: string;
  readonly Message: string;
  readonly Subject?: string;
  readonly MessageAttributes?: Readonly<Record<string, { DataType: string; StringValue?: string }>>;
  /** Of a FIFO topic. */
  readonly MessageGroupId?: string;
  readonly MessageDeduplicationId?: string;
}

/** The state machines of Step Functions. */
export interface StateMachines {
  /**
   * Starts an execution.
   * @param input - JSON text.
   * @param name - of the execution; absent: a new one.
   * @throws AwsError StateMachineDoesNotExist, AccessDeniedException, InvalidExecutionInput, ExecutionAlreadyExists.
   */
  start(
    stateMachineArn: string,
    input: string,
    principal?: Principal,
    name?: string,
  ): Promise<{ readonly executionArn: string; readonly startDate: number }>;
}

/**
 * Hands something to a resource of another service, by its ARN: a message to a queue or a topic, an event to a function,
 * an input to a state machine.
 *
 * @param message - JSON text, or what is to be written as JSON
 * @param principal - on whose behalf
 * @throws AwsError of the destination, e.g. QueueDoesNotExist; UnsupportedOperation for one whose service is not served.
 */
export type Deliver = (
  destinationArn: string,
  message: object | string,
  principal: Principal | undefined,
  details?: DeliveryDetails,
) => Promise<void>;

/** What some destinations want to know beside the message. */
export interface DeliveryDetails {
  /** Of a message to a queue or a topic with groups. */
  readonly messageGroupId?: string;
  /** Attributes of a message to a queue. */
  readonly attributes?: Readonly<Record<string, string | number>>;
  /** Of an event to a bus, whose detail the message is. */
  readonly event?: {
    readonly source: string;
    readonly detailType: string;
    /** ARNs of what it is about. */
    readonly resources?: readonly string[];
  };
  /** Of a message to a topic: the subject of its mails. */
  readonly subject?: string;
}

/**
 * Calls an operation of a service by the names that the SDK has for them, as universal targets do:
 * `call('sqs', 'sendMessage', { QueueUrl, MessageBody }, principal)`.
 *
 * @throws AwsError of the service; UnsupportedOperation for one that is not served so.
 */
export interface SdkCalls {
  call(service: string, action: string, input: object, principal: Principal | undefined): Promise<unknown>;
  /** What keeps a call from being made, or undefined. For a look before it is needed. */
  refusal(service: string, action: string): string | undefined;
}

/** An event as EventBridge's PutEvents takes it. */
export interface EventEntry {
  /** Name or ARN of the bus. */
  readonly EventBusName: string;
  readonly Source: string;
  readonly DetailType: string;
  /** JSON text of an object. */
  readonly Detail: string;
  readonly Resources?: readonly string[];
  /** Seconds since the epoch; absent: now. */
  readonly Time?: number;
}

/** The answer of PutEvents: an entry for each event, in order. */
export interface PutEventsResult {
  readonly FailedEntryCount: number;
  readonly Entries: readonly (
    { readonly EventId: string } | { readonly ErrorCode: string; readonly ErrorMessage: string }
  )[];
}

/** The buses of EventBridge. */
export interface EventBuses {
  /** @throws AwsError when nothing was put: AccessDeniedException, ValidationException. */
  putEvents(entries: readonly EventEntry[], principal?: Principal): Promise<PutEventsResult>;
}

/** The RDS Data API: SQL over the clusters of the templates. */
export interface RdsData {
  /**
   * Runs one operation, e.g. `call('ExecuteStatement', { resourceArn, secretArn, sql }, principal)`. Binary fields are
   * base64 text, as in the service's JSON.
   * @param principal - on whose behalf; its policies are evaluated first. Absent: the service itself.
   * @throws AwsError with the Data API's error name and message.
   */
  call(operation: string, input: object, principal?: Principal): Promise<any>;
}

/** What the Data API asks of Secrets Manager. */
export interface DatabaseSecrets {
  /**
   * The current text of a secret.
   * @throws AwsError ResourceNotFoundException, or AccessDeniedException when `principal` may not read it.
   */
  read(secretArn: string, principal?: Principal): Promise<string>;
  /** Makes a secret that RDS manages, for the master user of a cluster. @returns its ARN. */
  manage(name: string, text: string): Promise<string>;
}

/** The claims of a token whose signature, issuer and expiry were checked. */
export interface TokenClaims {
  sub: string;
  iss: string;
  token_use: 'access' | 'id';
  username?: string;
  'cognito:username'?: string;
  'cognito:groups'?: string[];
  client_id?: string;
  aud?: string;
  exp: number;
  iat: number;
  [claim: string]: unknown;
}

export type TokenVerification =
  | { readonly ok: true; readonly claims: TokenClaims }
  | { readonly ok: false; readonly reason: 'malformed' | 'expired' | 'invalid' };

export interface UserPools {
  /**
   * Verifies signature, issuer, audience or client id, and expiry of a token of one pool.
   * @param appIdClientRegex - matched against `aud` (id token) or `client_id` (access token) when present.
   */
  verify(token: string, userPoolId: string, appIdClientRegex?: string): Promise<TokenVerification>;
  /** The issuer URL of a pool: `https://cognito-idp.<region>.amazonaws.com/<poolId>`. */
  issuer(userPoolId: string): string;
}
