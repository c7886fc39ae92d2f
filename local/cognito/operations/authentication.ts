import type {
  AdminInitiateAuthRequest,
  AdminRespondToAuthChallengeRequest,
  GetTokensFromRefreshTokenRequest,
  GlobalSignOutRequest,
  InitiateAuthRequest,
  RespondToAuthChallengeRequest,
  RevokeTokenRequest,
} from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../core/aws-error.ts';
import { invalidParameter, required } from '../errors.ts';
import type { Attempt } from '../flows/attempt.ts';
import { initiate, respond } from '../flows/index.ts';
import { refresh } from '../flows/refresh.ts';
import { checkSecret } from '../pools/secret-hash.ts';
import { revocable } from '../pools/settings.ts';
import type { Service } from '../service.ts';
import { authenticate } from '../tokens/access.ts';
import { revokeAll, revokeGrant } from '../tokens/grants.ts';

interface Request {
  ClientId: string | undefined;
  UserPoolId?: string;
  ClientMetadata?: Record<string, string>;
}

function attemptOf(
  service: Service,
  input: Request,
  parameters: Record<string, string> | undefined,
): Attempt {
  const { pool, client } = service.registry.client(required(input.ClientId, 'clientId'));
  if (input.UserPoolId !== undefined && service.registry.pool(input.UserPoolId) !== pool)
    throw new AwsError('ResourceNotFoundException', `User pool client ${client.id} does not exist.`);
  return { pool, client, parameters: parameters ?? {}, metadata: input.ClientMetadata };
}

async function initiateAuth(service: Service, input: InitiateAuthRequest) {
  if (input.AuthFlow?.startsWith('ADMIN_')) throw invalidParameter('Initiate Auth method not supported.');
  return initiate(service, input.AuthFlow, attemptOf(service, input, input.AuthParameters), input.Session);
}

async function adminInitiateAuth(service: Service, input: AdminInitiateAuthRequest) {
  required(input.UserPoolId, 'userPoolId');
  return initiate(service, input.AuthFlow, attemptOf(service, input, input.AuthParameters), input.Session);
}

async function respondToAuthChallenge(
  service: Service,
  input: RespondToAuthChallengeRequest | AdminRespondToAuthChallengeRequest,
) {
  return respond(
    service,
    input.ChallengeName,
    attemptOf(service, input, input.ChallengeResponses),
    input.Session,
  );
}

async function getTokensFromRefreshToken(service: Service, input: GetTokensFromRefreshTokenRequest) {
  const { pool, client } = service.registry.client(required(input.ClientId, 'clientId'));
  checkSecret(client, input.ClientSecret);
  const token = required(input.RefreshToken, 'refreshToken');
  return { AuthenticationResult: await refresh(service, pool, client, token, input.ClientMetadata) };
}

/** @throws AwsError UnsupportedOperationException when the client has revocation turned off. */
async function revokeToken(service: Service, input: RevokeTokenRequest) {
  const { pool, client } = service.registry.client(required(input.ClientId, 'clientId'));
  checkSecret(client, input.ClientSecret);
  const token = required(input.Token, 'token');
  if (!revocable(client))
    throw new AwsError('UnsupportedOperationException', 'Revocation is not enabled on this client'); // wording not established
  if (token.split('.').length === 3)
    throw new AwsError('UnsupportedTokenTypeException', 'Only refresh tokens can be revoked'); // wording not established
  revokeGrant(pool, client, token);
  return {};
}

async function globalSignOut(service: Service, input: GlobalSignOutRequest) {
  const { pool, user } = await authenticate(service, required(input.AccessToken, 'accessToken'));
  revokeAll(pool, user);
  return {};
}

export const authenticationOperations = {
  InitiateAuth: initiateAuth,
  RespondToAuthChallenge: respondToAuthChallenge,
  GetTokensFromRefreshToken: getTokensFromRefreshToken,
  RevokeToken: revokeToken,
  GlobalSignOut: globalSignOut,
};

export const adminAuthenticationOperations = {
  AdminInitiateAuth: adminInitiateAuth,
  AdminRespondToAuthChallenge: respondToAuthChallenge,
};
