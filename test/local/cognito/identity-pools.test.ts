import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { Amplify } from 'aws-amplify';
import { fetchAuthSession, signIn, signOut, signUp, confirmSignUp } from 'aws-amplify/auth';
import { cognitoCredentialsProvider, cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { afterEach, describe, expect, it } from 'vitest';
import { create } from '../support.ts';
import { startCognito, type Running } from './harness.ts';

const password = 'Correct-Horse-7';
let cloud: Running;
let identityPoolId: string;

afterEach(async () => {
  await signOut();
  await cloud.close();
});

const trust = (authType: string, pool: string) => ({
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: 'cognito-identity.amazonaws.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: { 'cognito-identity.amazonaws.com:aud': pool },
        'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': authType },
      },
    },
  ],
});

/** A pool with roles `Users`, `Guests` and `Staff`, and an Amplify that asks it. */
async function start(options: { guests?: boolean; mapping?: object; trusted?: string } = {}) {
  cloud = await startCognito();
  const provider = `cognito-idp.us-east-1.amazonaws.com/${cloud.userPoolId}`;
  const pool = await cloud.make(
    'IdentityPool',
    {
      AllowUnauthenticatedIdentities: options.guests ?? false,
      CognitoIdentityProviders: [{ ProviderName: provider, ClientId: cloud.clientId }],
    },
    'Identities',
  );
  identityPoolId = pool.ref;
  const role = async (RoleName: string, authType: string) => {
    await create(
      cloud.iam.resources,
      'AWS::IAM::Role',
      {
        RoleName,
        AssumeRolePolicyDocument: trust(authType, options.trusted ?? identityPoolId),
        Policies: [
          {
            PolicyName: 'own',
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [
                {
                  Effect: 'Allow',
                  Action: 's3:GetObject',
                  Resource: 'arn:aws:s3:::files/${cognito-identity.amazonaws.com:sub}/*',
                },
              ],
            },
          },
        ],
      },
      { logicalId: RoleName, generatedName: RoleName },
    );
    return `arn:aws:iam::123456789012:role/${RoleName}`;
  };
  await role('Staff', 'authenticated');
  await cloud.make(
    'IdentityPoolRoleAttachment',
    {
      IdentityPoolId: identityPoolId,
      Roles: {
        authenticated: await role('Users', 'authenticated'),
        unauthenticated: await role('Guests', 'unauthenticated'),
      },
      ...(options.mapping
        ? {
            RoleMappings: {
              mapping: { IdentityProvider: `${provider}:${cloud.clientId}`, ...options.mapping },
            },
          }
        : {}),
    },
    'Roles',
  );
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId: cloud.userPoolId,
        userPoolClientId: cloud.clientId,
        userPoolEndpoint: cloud.url,
        identityPoolId,
        identityPoolEndpoint: cloud.url,
        allowGuestAccess: true,
      },
    },
  });
  const items = new Map<string, string>();
  cognitoUserPoolsTokenProvider.setKeyValueStorage({
    setItem: async (key, value) => void items.set(key, value),
    getItem: async (key) => items.get(key) ?? null,
    removeItem: async (key) => void items.delete(key),
    clear: async () => items.clear(),
  });
  await cognitoCredentialsProvider.clearCredentialsAndIdentityId();
}

async function signedIn(username = 'ann@example.com') {
  await signUp({ username, password });
  await confirmSignUp({ username, confirmationCode: cloud.code() });
  await signIn({ username, password });
}
/** Who the credentials of the session stand for. */
async function principal() {
  const { credentials, identityId } = await fetchAuthSession({ forceRefresh: true });
  const signer = new SignatureV4({
    service: 's3',
    region: 'us-east-1',
    sha256: Sha256,
    credentials: credentials!,
  });
  const { headers } = await signer.sign({
    method: 'GET',
    protocol: 'http:',
    hostname: 'localhost',
    path: '/',
    headers: { host: 'localhost' },
  });
  const verified = cloud.iam.verify({ method: 'GET', path: '/', rawQuery: '', headers, body: '' });
  if (!verified.ok) throw new Error(verified.message);
  return { principal: verified.credentials.principal, identityId: identityId!, credentials: credentials! };
}

describe('an unmodified Amplify', () => {
  it('gets credentials of the role for users, with one identity for each user', async () => {
    await start();
    await signedIn();
    const first = await principal();
    expect(first.identityId).toMatch(/^us-east-1:[\da-f-]{36}$/);
    expect(first.principal).toMatchObject({
      arn: 'arn:aws:sts::123456789012:assumed-role/Users/CognitoIdentityCredentials',
      federated: { identityPoolId, identityId: first.identityId, authType: 'authenticated' },
    });
    const left = first.credentials.expiration!.getTime() - Date.now();
    expect(left).toBeGreaterThan(3_500_000);
    await signOut();
    await signIn({ username: 'ann@example.com', password });
    expect((await principal()).identityId).toBe(first.identityId);
  });

  it('may reach what a policy gives to its own identity, and not to others', async () => {
    await start();
    await signedIn();
    const { principal: caller, identityId } = await principal();
    const may = (owner: string) =>
      cloud.iam.authorize(caller, 's3:GetObject', `arn:aws:s3:::files/${owner}/a`).allowed;
    expect([may(identityId), may('us-east-1:other')]).toEqual([true, false]);
  });

  it('is a guest without a user where the pool takes guests', async () => {
    await start({ guests: true });
    expect((await principal()).principal).toMatchObject({
      arn: expect.stringContaining('assumed-role/Guests/'),
      federated: { authType: 'unauthenticated', authProvider: null },
    });
  });

  it('is refused as a guest where the pool takes none', async () => {
    await start();
    await expect(
      cognitoCredentialsProvider.getCredentialsAndIdentityId({
        authenticated: false,
        authConfig: Amplify.getConfig().Auth!,
      } as never),
    ).rejects.toThrow('Unauthenticated access is not supported for this identity pool.');
  });

  it('gets nothing of a role that does not trust the pool', async () => {
    await start({ guests: true, trusted: 'us-east-1:other' });
    await expect(
      cognitoCredentialsProvider.getCredentialsAndIdentityId({
        authenticated: false,
        authConfig: Amplify.getConfig().Auth!,
      } as never),
    ).rejects.toThrow('Invalid identity pool configuration.');
  });

  it('gets the role that a rule finds in its token', async () => {
    const rule = (Value: string) => ({
      Claim: 'email',
      MatchType: 'StartsWith',
      Value,
      RoleARN: 'arn:aws:iam::123456789012:role/Staff',
    });
    await start({
      mapping: {
        Type: 'Rules',
        AmbiguousRoleResolution: 'AuthenticatedRole',
        RulesConfiguration: { Rules: [rule('bob'), rule('ann')] },
      },
    });
    await signedIn();
    expect((await principal()).principal.arn).toContain('assumed-role/Staff/');
    await signOut();
    await signedIn('eve@example.com');
    expect((await principal()).principal.arn).toContain('assumed-role/Users/');
  });

  it('gets the role of its group, which its token names', async () => {
    await start({ mapping: { Type: 'Token', AmbiguousRoleResolution: 'Deny' } });
    const { userPoolId: UserPoolId } = cloud;
    await cloud.make(
      'UserPoolGroup',
      { UserPoolId, GroupName: 'staff', RoleArn: 'arn:aws:iam::123456789012:role/Staff' },
      'Staff',
    );
    await signUp({ username: 'ann@example.com', password });
    await confirmSignUp({ username: 'ann@example.com', confirmationCode: cloud.code() });
    await cloud.make(
      'UserPoolUserToGroupAttachment',
      { UserPoolId, GroupName: 'staff', Username: 'ann@example.com' },
      'Membership',
    );
    await signIn({ username: 'ann@example.com', password });
    expect((await principal()).principal.arn).toContain('assumed-role/Staff/');
  });
});
