import { confirmSignIn, confirmSignUp, fetchAuthSession, signIn, signOut, signUp } from 'aws-amplify/auth';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { totp } from '../../../local/cognito/flows/totp.ts';
import { configureAmplify, startCognito } from './harness.ts';
import type { Running } from './harness.ts';

const password = 'Correct-Horse-7';
const username = 'person@example.com';
const running: Running[] = [];

async function start(options: Parameters<typeof startCognito>[0]) {
  const cloud = await startCognito(options);
  running.push(cloud);
  configureAmplify(cloud);
  return cloud;
}

afterEach(async () => {
  vi.useRealTimers();
  await signOut();
  for (const cloud of running.splice(0)) await cloud.close();
});

describe('triggers', () => {
  it('confirm, welcome, watch sign-ins, and write claims and messages', async () => {
    const heard: string[] = [];
    const hear = (change: (event: any) => void) => (event: any) => {
      heard.push(event.triggerSource);
      change(event);
      return event;
    };
    const cloud = await start({
      triggers: {
        PreSignUp: hear(({ request, response }) => {
          if (request.userAttributes.email.endsWith('@example.org'))
            throw new Error('This address is not welcome.');
          response.autoVerifyEmail = true;
        }),
        CustomMessage: hear(({ request, response }) => {
          response.emailSubject = 'Hello';
          response.emailMessage = `<b>${request.codeParameter}</b>`;
        }),
        PostConfirmation: hear(() => {}),
        PreAuthentication: hear(() => {}),
        PostAuthentication: hear(() => {}),
        PreTokenGeneration: hear(({ response }) => {
          response.claimsOverrideDetails = {
            claimsToAddOrOverride: { tenant: 'north', sub: 'somebody-else' },
            claimsToSuppress: ['email'],
            groupOverrideDetails: { groupsToOverride: ['guests'] },
          };
        }),
      },
    });
    await expect(signUp({ username: 'person@example.org', password })).rejects.toMatchObject({
      name: 'UserLambdaValidationException',
      message: 'PreSignUp failed with error This address is not welcome.',
    });
    heard.length = 0;
    await signUp({ username, password });
    expect(cloud.cognito.outbox.list().at(-1)).toMatchObject({
      subject: 'Hello',
      text: `<b>${cloud.code()}</b>`,
    });
    await confirmSignUp({ username, confirmationCode: cloud.code() });
    await signIn({ username, password });
    expect(heard).toEqual([
      'PreSignUp_SignUp',
      'CustomMessage_SignUp',
      'PostConfirmation_ConfirmSignUp',
      'PreAuthentication_Authentication',
      'PostAuthentication_Authentication',
      'TokenGeneration_Authentication',
    ]);
    const { idToken, accessToken } = (await fetchAuthSession()).tokens!;
    expect(idToken!.payload).toMatchObject({ tenant: 'north', 'cognito:groups': ['guests'] });
    expect(idToken!.payload['email']).toBeUndefined();
    expect(idToken!.payload.sub).not.toBe('somebody-else');
    expect(accessToken.payload['tenant']).toBeUndefined();
  });

  it('of the second version write into the access token, too', async () => {
    const cloud = await start({
      triggers: {
        PreSignUp: (event) => ({ ...event, response: { autoConfirmUser: true } }),
        tokens: (event) => ({
          ...event,
          response: {
            claimsAndScopeOverrideDetails: {
              accessTokenGeneration: {
                claimsToAddOrOverride: { tier: [1, 2] },
                scopesToAdd: [`v${event.version}`],
              },
            },
          },
        }),
      },
      pool: {
        LambdaConfig: {
          PreSignUp: 'PreSignUp',
          PreTokenGenerationConfig: { LambdaArn: 'tokens', LambdaVersion: 'V2_0' },
        },
      },
    });
    expect((await signUp({ username, password })).isSignUpComplete).toBe(true);
    await signIn({ username, password });
    const { accessToken } = (await fetchAuthSession()).tokens!;
    expect(accessToken.payload).toMatchObject({ tier: [1, 2], scope: 'aws.cognito.signin.user.admin v2' });
    expect(await cloud.cognito.verify(String(accessToken), cloud.userPoolId)).toMatchObject({ ok: true });
  });

  it('migrate users from elsewhere', async () => {
    await start({
      triggers: {
        UserMigration: (event) => {
          if (event.request.password !== password) throw new Error('Bad password');
          const userAttributes = { email: event.userName, email_verified: 'true' };
          return { ...event, response: { userAttributes, finalUserStatus: 'CONFIRMED' } };
        },
      },
    });
    const options = { authFlowType: 'USER_PASSWORD_AUTH' as const };
    expect((await signIn({ username, password, options })).isSignedIn).toBe(true);
    await signOut();
    expect((await signIn({ username, password })).isSignedIn).toBe(true);
  });

  it('define a way to sign in of their own', async () => {
    await start({
      triggers: {
        PreSignUp: (event) => ({ ...event, response: { autoConfirmUser: true } }),
        DefineAuthChallenge: (event) => {
          const passed = event.request.session.at(-1)?.challengeResult === true;
          const failed = event.request.session.length > 1 && !passed;
          const response = passed
            ? { issueTokens: true, failAuthentication: false }
            : { challengeName: 'CUSTOM_CHALLENGE', issueTokens: false, failAuthentication: failed };
          return { ...event, response };
        },
        CreateAuthChallenge: (event) => ({
          ...event,
          response: {
            publicChallengeParameters: { question: '6 * 7' },
            privateChallengeParameters: { answer: '42' },
          },
        }),
        VerifyAuthChallengeResponse: (event) => ({
          ...event,
          response: {
            answerCorrect: event.request.challengeAnswer === event.request.privateChallengeParameters.answer,
          },
        }),
      },
    });
    await signUp({ username, password });
    const options = { authFlowType: 'CUSTOM_WITHOUT_SRP' as const };
    const { nextStep } = await signIn({ username, options });
    expect(nextStep).toMatchObject({
      signInStep: 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE',
      additionalInfo: { question: '6 * 7' },
    });
    expect((await confirmSignIn({ challengeResponse: '41' })).isSignedIn).toBe(false);
    expect((await confirmSignIn({ challengeResponse: '42' })).isSignedIn).toBe(true);
  });
});

describe('a pool that wants a second factor of everyone', () => {
  it('has an authenticator set up during the first sign-in', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const cloud = await start({ pool: { MfaConfiguration: 'ON' } });
    await signUp({ username, password });
    await confirmSignUp({ username, confirmationCode: cloud.code() });
    const { nextStep } = await signIn({ username, password });
    if (nextStep.signInStep !== 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP') throw new Error(nextStep.signInStep);
    const code = () => totp(nextStep.totpSetupDetails.sharedSecret, Math.floor(Date.now() / 30_000));
    expect((await confirmSignIn({ challengeResponse: code() })).isSignedIn).toBe(true);
    await signOut();
    vi.setSystemTime(Date.now() + 60_000);
    expect((await signIn({ username, password })).nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_TOTP_CODE');
    expect((await confirmSignIn({ challengeResponse: code() })).isSignedIn).toBe(true);
  });
});
