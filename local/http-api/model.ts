import type { Recorder } from './recorder.ts';

/** An HTTP API with what templates say of it. Maps change while it runs; each request looks anew. */
export interface HttpApi {
  /** Ten letters and digits. */
  readonly id: string;
  /** `http://localhost:4001` */
  readonly url: string;
  settings: ApiSettings;
  /** By name. */
  readonly stages: Map<string, Stage>;
  /** By id. */
  readonly routes: Map<string, Route>;
  readonly integrations: Map<string, Integration>;
  readonly authorizers: Map<string, Authorizer>;
  readonly requests: Recorder;
  close(): Promise<void>;
}

export interface ApiSettings {
  readonly name: string;
  readonly cors?: Cors;
  /** Answers nothing at its own address, only through a domain of its owner. */
  readonly disabled: boolean;
}

/** `CorsConfiguration` of an API. */
export interface Cors {
  readonly AllowCredentials?: boolean;
  readonly AllowHeaders?: readonly string[];
  readonly AllowMethods?: readonly string[];
  readonly AllowOrigins?: readonly string[];
  readonly ExposeHeaders?: readonly string[];
  /** In seconds. */
  readonly MaxAge?: number;
}

export interface Stage {
  /** `$default` or the first segment of its paths. */
  readonly name: string;
  readonly variables: Readonly<Record<string, string>>;
  /** For each route that has none of its own. */
  readonly throttling?: Throttling;
  /** By route key. */
  readonly routeThrottling: Readonly<Record<string, Throttling>>;
}

export interface Throttling {
  /** Requests at once. */
  readonly burst?: number;
  /** Requests a second. */
  readonly rate?: number;
}

export interface Route {
  readonly id: string;
  /** `GET /pets/{id}`, or `$default`. */
  readonly key: string;
  readonly integrationId: string;
  readonly authorization: 'NONE' | 'JWT' | 'CUSTOM' | 'AWS_IAM';
  readonly authorizerId?: string;
  readonly scopes: readonly string[];
}

interface IntegrationBase {
  /** The role on whose behalf the integration is called. */
  readonly credentialsArn?: string;
  /** In milliseconds. */
  readonly timeout: number;
}

export type Integration =
  | (IntegrationBase & {
      readonly kind: 'lambda';
      /** A function's ARN; may hold `${stageVariables.name}`. */
      readonly uri: string;
      readonly payloadFormat: '1.0' | '2.0';
    })
  | (IntegrationBase & {
      readonly kind: 'service';
      readonly credentialsArn: string;
      readonly subtype: Subtype;
      readonly parameters: Readonly<Record<string, string>>;
    })
  | (IntegrationBase & {
      readonly kind: 'http';
      /** May hold `{name}` of the route's path variables. */
      readonly uri: string;
      /** `ANY` stands for that of the request. */
      readonly method: string;
    });

/** The actions of services that a route may call without a function in between. */
export type Subtype = 'SQS-SendMessage' | 'EventBridge-PutEvents' | 'StepFunctions-StartExecution';

export type Authorizer =
  | {
      readonly kind: 'jwt';
      readonly id: string;
      readonly identitySource: string;
      readonly userPoolId: string;
      readonly audience: readonly string[];
    }
  | {
      readonly kind: 'lambda';
      readonly id: string;
      readonly identitySources: readonly string[];
      readonly functionArn: string;
      readonly credentialsArn?: string;
      readonly payloadFormat: '1.0' | '2.0';
      readonly simpleResponses: boolean;
      /** How long an answer holds for the same identity, in milliseconds. */
      readonly remember: number;
    };
