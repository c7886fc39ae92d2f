import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
  RevokeTokenCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { SignJWT, generateKeyPair } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../../local/core/clock.ts';
import { startCognito } from './harness.ts';
import type { Running } from './harness.ts';

const password = 'Correct-Horse-7';
const username = 'person@example.com';
const running: Running[] = [];

async function start(options: Parameters<typeof startCognito>[0] = {}) {
  const cloud = await startCognito(options);
  running.push(cloud);
  const client = new CognitoIdentityProviderClient({
    region: 'us-east-1',
    endpoint: cloud.url,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const { clientId: ClientId } = cloud;
  return {
    ...cloud,
    client,
    async register() {
      await client.send(new SignUpCommand({ ClientId, Username: username, Password: password }));
      await client.send(
        new ConfirmSignUpCommand({ ClientId, Username: username, ConfirmationCode: cloud.code() }),
      );
    },
    async signIn(parameters: Record<string, string> = {}) {
      const AuthParameters = { USERNAME: username, PASSWORD: password, ...parameters };
      const command = new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters });
      return (await client.send(command)).AuthenticationResult!;
    },
  };
}

afterEach(async () => {
  for (const cloud of running.splice(0)) await cloud.close();
});

describe('a token', () => {
  it('is good for its pool, its client and its time', async () => {
    const clock = new ManualClock(Date.UTC(2026, 0, 1));
    const cloud = await start({ environment: { clock } });
    await cloud.register();
    const { AccessToken = '', IdToken = '' } = await cloud.signIn();
    const { verify } = cloud.cognito;
    for (const token of [AccessToken, IdToken]) {
      expect(await verify(token, cloud.userPoolId)).toMatchObject({ ok: true });
      expect(await verify(token, cloud.userPoolId, cloud.clientId)).toMatchObject({ ok: true });
      expect(await verify(token, cloud.userPoolId, 'another')).toEqual({ ok: false, reason: 'invalid' });
      expect(await verify(token, 'us-east-1_another00')).toEqual({ ok: false, reason: 'invalid' });
    }
    const [header, payload = '', signature] = AccessToken.split('.');
    const claims = JSON.parse(String(Buffer.from(payload, 'base64url')));
    const forged = Buffer.from(JSON.stringify({ ...claims, username: 'admin' })).toString('base64url');
    expect(await verify(`${header}.${forged}.${signature}`, cloud.userPoolId)).toEqual({
      ok: false,
      reason: 'invalid',
    });
    const { privateKey } = await generateKeyPair('RS256');
    const foreign = await new SignJWT(claims).setProtectedHeader({ alg: 'RS256' }).sign(privateKey);
    expect(await verify(foreign, cloud.userPoolId)).toEqual({ ok: false, reason: 'invalid' });
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    expect(await verify(none, cloud.userPoolId)).toEqual({ ok: false, reason: 'invalid' });
    for (const text of ['', 'token', 'a.b.c'])
      expect(await verify(text, cloud.userPoolId)).toEqual({ ok: false, reason: 'malformed' });
    clock.advance(3_600_000);
    expect(await verify(AccessToken, cloud.userPoolId)).toEqual({ ok: false, reason: 'expired' });
    expect(await verify(IdToken, cloud.userPoolId)).toEqual({ ok: false, reason: 'expired' });
  });

  it('is verified by others with the published keys', async () => {
    const cloud = await start();
    await cloud.register();
    const { AccessToken = '' } = await cloud.signIn();
    const base = `${cloud.url}/${cloud.userPoolId}/.well-known`;
    const verifier = CognitoJwtVerifier.create({
      userPoolId: cloud.userPoolId,
      clientId: cloud.clientId,
      tokenUse: 'access',
    });
    verifier.cacheJwks((await (await fetch(`${base}/jwks.json`)).json()) as never);
    expect(await verifier.verify(AccessToken)).toMatchObject({ token_use: 'access' });
    expect(await (await fetch(`${base}/openid-configuration`)).json()).toMatchObject({
      issuer: cloud.cognito.issuer(cloud.userPoolId),
    });
    const answer = (await (
      await fetch(`${cloud.url}/_local/cognito/messages?destination=${username}`)
    ).json()) as any;
    expect(answer.messages).toMatchObject([{ destination: username, occasion: 'CustomMessage_SignUp' }]);
  });
});

describe('a refresh token', () => {
  const refresh = (cloud: Awaited<ReturnType<typeof start>>, RefreshToken: string) =>
    cloud.client.send(new GetTokensFromRefreshTokenCommand({ ClientId: cloud.clientId, RefreshToken }));

  it('is kept only as a hash, and ends by revocation', async () => {
    const cloud = await start();
    await cloud.register();
    const { RefreshToken = '' } = await cloud.signIn();
    expect((await refresh(cloud, RefreshToken)).AuthenticationResult?.RefreshToken).toBeUndefined();
    await cloud.client.send(new RevokeTokenCommand({ ClientId: cloud.clientId, Token: RefreshToken }));
    await expect(refresh(cloud, RefreshToken)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Refresh Token has been revoked',
    });
    await expect(refresh(cloud, 'nonsense')).rejects.toThrow('Invalid Refresh Token');
  });

  it('is replaced where the client rotates, with a grace period', async () => {
    const clock = new ManualClock();
    const RefreshTokenRotation = { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 };
    const cloud = await start({ client: { RefreshTokenRotation }, environment: { clock } });
    await cloud.register();
    const { RefreshToken: first = '' } = await cloud.signIn();
    const second = (await refresh(cloud, first)).AuthenticationResult!.RefreshToken!;
    expect(second).not.toBe(first);
    clock.advance(5000);
    await refresh(cloud, first);
    clock.advance(5000);
    await expect(refresh(cloud, first)).rejects.toMatchObject({ name: 'RefreshTokenReuseException' });
    await refresh(cloud, second);
  });
});

describe('a client', () => {
  it('with a secret wants its hash', async () => {
    const cloud = await start({ client: { GenerateSecret: true } });
    const sdk = cloud.client;
    const ClientId = cloud.clientId;
    const withoutHash = new SignUpCommand({ ClientId, Username: username, Password: password });
    await expect(sdk.send(withoutHash)).rejects.toThrow(
      `Client ${ClientId} is configured with secret but SECRET_HASH was not received`,
    );
    const again = await cloud.make(
      'UserPoolClient',
      { UserPoolId: cloud.userPoolId, GenerateSecret: true },
      'Client',
    );
    const secret = String(again.attributes!['ClientSecret']);
    const SecretHash = createHmac('sha256', secret).update(`${username}${ClientId}`).digest('base64');
    await sdk.send(new SignUpCommand({ ClientId, Username: username, Password: password, SecretHash }));
  });

  it('allows only its own flows', async () => {
    const cloud = await start({ client: { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] } });
    await expect(cloud.signIn()).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'USER_PASSWORD_AUTH flow not enabled for this client',
    });
  });
});

describe('a data directory', () => {
  it('keeps users, keys and sign-ins over a restart, and no passwords', async () => {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'cognito-'));
    try {
      const before = await start({ environment: { dataDirectory } });
      await before.register();
      const { AccessToken = '', RefreshToken = '' } = await before.signIn();
      await before.close();
      running.length = 0;
      const [name = ''] = readdirSync(join(dataDirectory, 'cognito'));
      const stored = readFileSync(join(dataDirectory, 'cognito', name), 'utf8');
      expect(stored).not.toContain(password);
      expect(stored).not.toContain(RefreshToken);

      const after = await start({ environment: { dataDirectory } });
      expect([after.userPoolId, after.clientId]).toEqual([before.userPoolId, before.clientId]);
      expect(await after.cognito.verify(AccessToken, after.userPoolId)).toMatchObject({ ok: true });
      await after.signIn();
      await after.client.send(
        new GetTokensFromRefreshTokenCommand({ ClientId: after.clientId, RefreshToken }),
      );
    } finally {
      rmSync(dataDirectory, { recursive: true, force: true });
    }
  });
});
