/**
 * The properties of `AWS::Cognito::UserPool` and `AWS::Cognito::UserPoolClient` that the local pool acts on.
 * Defaults are the service's, from the CloudFormation reference.
 */
export interface PoolProperties {
  UserPoolName?: string;
  Policies?: { PasswordPolicy?: PasswordPolicy; SignInPolicy?: { AllowedFirstAuthFactors?: string[] } };
  UsernameAttributes?: ('email' | 'phone_number')[];
  AliasAttributes?: ('email' | 'phone_number' | 'preferred_username')[];
  AutoVerifiedAttributes?: ('email' | 'phone_number')[];
  Schema?: SchemaAttribute[];
  LambdaConfig?: LambdaConfig;
  MfaConfiguration?: 'OFF' | 'ON' | 'OPTIONAL';
  EnabledMfas?: string[];
  AccountRecoverySetting?: { RecoveryMechanisms?: { Name: string; Priority: number }[] };
  AdminCreateUserConfig?: {
    AllowAdminCreateUserOnly?: boolean;
    InviteMessageTemplate?: { EmailMessage?: string; EmailSubject?: string; SMSMessage?: string };
    UnusedAccountValidityDays?: number;
  };
  UsernameConfiguration?: { CaseSensitive?: boolean };
  UserAttributeUpdateSettings?: { AttributesRequireVerificationBeforeUpdate?: string[] };
  VerificationMessageTemplate?: {
    EmailMessage?: string;
    EmailSubject?: string;
    SmsMessage?: string;
    DefaultEmailOption?: string;
  };
  EmailVerificationMessage?: string;
  EmailVerificationSubject?: string;
  SmsVerificationMessage?: string;
  [property: string]: unknown;
}

export interface PasswordPolicy {
  MinimumLength?: number;
  RequireLowercase?: boolean;
  RequireUppercase?: boolean;
  RequireNumbers?: boolean;
  RequireSymbols?: boolean;
  TemporaryPasswordValidityDays?: number;
  PasswordHistorySize?: number;
}

export interface SchemaAttribute {
  Name: string;
  AttributeDataType?: 'String' | 'Number' | 'DateTime' | 'Boolean';
  DeveloperOnlyAttribute?: boolean;
  Mutable?: boolean;
  Required?: boolean;
  StringAttributeConstraints?: { MinLength?: string; MaxLength?: string };
  NumberAttributeConstraints?: { MinValue?: string; MaxValue?: string };
}

export interface LambdaConfig {
  PreSignUp?: string;
  PostConfirmation?: string;
  PreAuthentication?: string;
  PostAuthentication?: string;
  CustomMessage?: string;
  UserMigration?: string;
  DefineAuthChallenge?: string;
  CreateAuthChallenge?: string;
  VerifyAuthChallengeResponse?: string;
  PreTokenGeneration?: string;
  PreTokenGenerationConfig?: { LambdaArn?: string; LambdaVersion?: string };
}

export interface ClientProperties {
  UserPoolId: string;
  ClientName?: string;
  ExplicitAuthFlows?: string[];
  GenerateSecret?: boolean;
  PreventUserExistenceErrors?: 'ENABLED' | 'LEGACY';
  EnableTokenRevocation?: boolean;
  AccessTokenValidity?: number;
  IdTokenValidity?: number;
  RefreshTokenValidity?: number;
  TokenValidityUnits?: { AccessToken?: string; IdToken?: string; RefreshToken?: string };
  RefreshTokenRotation?: { Feature?: 'ENABLED' | 'DISABLED'; RetryGracePeriodSeconds?: number };
  AuthSessionValidity?: number;
  ReadAttributes?: string[];
  WriteAttributes?: string[];
  [property: string]: unknown;
}

export interface UserPoolClient {
  readonly id: string;
  readonly name: string;
  readonly secret?: string;
  readonly properties: ClientProperties;
  readonly createdAt: number;
}

const secondsIn: Record<string, number> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

/** Lifetime in seconds of one kind of token: by default an hour, and 30 days for refresh tokens. */
export function tokenLifetime(
  client: UserPoolClient,
  kind: 'AccessToken' | 'IdToken' | 'RefreshToken',
): number {
  const refresh = kind === 'RefreshToken';
  const validity = client.properties[`${kind}Validity`];
  const unit = client.properties.TokenValidityUnits?.[kind] ?? (refresh ? 'days' : 'hours');
  // The service reads a refresh token validity of 0 as the default of 30 days.
  return (Number(validity) || (refresh ? 30 : 1)) * (secondsIn[unit] ?? 3600);
}

/** Whether a flow is in a client's `ExplicitAuthFlows`, under its present or its older name. */
export function allowsFlow(client: UserPoolClient, flow: string): boolean {
  const flows = client.properties.ExplicitAuthFlows;
  // Without the property the service allows refresh, SRP and custom authentication.
  if (!flows?.length) return ['REFRESH_TOKEN_AUTH', 'USER_SRP_AUTH', 'CUSTOM_AUTH'].includes(flow);
  const older: Record<string, string> = {
    CUSTOM_AUTH: 'CUSTOM_AUTH_FLOW_ONLY',
    ADMIN_USER_PASSWORD_AUTH: 'ADMIN_NO_SRP_AUTH',
    USER_PASSWORD_AUTH: 'USER_PASSWORD_AUTH',
  };
  const legacy = flows.some((name) => !name.startsWith('ALLOW_'));
  if (legacy && (flow === 'REFRESH_TOKEN_AUTH' || flow === 'USER_SRP_AUTH')) return true;
  return flows.includes(`ALLOW_${flow}`) || (older[flow] !== undefined && flows.includes(older[flow]));
}

/** Whether absence of a user is hidden from the client's callers. By default (`LEGACY`) it is not. */
export const hidesAbsence = (client: UserPoolClient) =>
  client.properties.PreventUserExistenceErrors === 'ENABLED';

export const revocable = (client: UserPoolClient) => client.properties.EnableTokenRevocation !== false;

export const rotatesRefreshTokens = (client: UserPoolClient) =>
  client.properties.RefreshTokenRotation?.Feature === 'ENABLED';
