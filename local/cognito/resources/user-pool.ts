import type { ResourceProvider } from '../../core/resource.ts';
import type { PoolProperties } from '../pools/settings.ts';
import type { Service } from '../service.ts';
import { issuerOf } from '../tokens/issue.ts';

export function userPool({ registry, environment }: Service): ResourceProvider<PoolProperties> {
  return {
    type: 'AWS::Cognito::UserPool',
    honoured: [
      'UserPoolName',
      'Policies.PasswordPolicy',
      'UsernameAttributes',
      'AliasAttributes',
      'AutoVerifiedAttributes',
      'Schema',
      'LambdaConfig.PreSignUp',
      'LambdaConfig.PostConfirmation',
      'LambdaConfig.PreAuthentication',
      'LambdaConfig.PostAuthentication',
      'LambdaConfig.PreTokenGeneration',
      'LambdaConfig.PreTokenGenerationConfig',
      'LambdaConfig.CustomMessage',
      'LambdaConfig.UserMigration',
      'LambdaConfig.DefineAuthChallenge',
      'LambdaConfig.CreateAuthChallenge',
      'LambdaConfig.VerifyAuthChallengeResponse',
      'AccountRecoverySetting',
      'AdminCreateUserConfig.AllowAdminCreateUserOnly',
      'AdminCreateUserConfig.InviteMessageTemplate',
      'MfaConfiguration',
      'UsernameConfiguration',
      'UserAttributeUpdateSettings',
      'VerificationMessageTemplate.EmailMessage',
      'VerificationMessageTemplate.EmailSubject',
      'VerificationMessageTemplate.SmsMessage',
      'EmailVerificationMessage',
      'EmailVerificationSubject',
      'SmsVerificationMessage',
    ],
    inert: {
      'Policies.SignInPolicy': 'passwords are the only first factor of the local pool',
      EnabledMfas: 'software tokens are the only second factor of the local pool',
      'AdminCreateUserConfig.UnusedAccountValidityDays':
        'superseded by the password policy in the service itself',
      DeletionProtection: 'stacks are not deleted on a laptop',
      UserPoolAddOns: 'risks are not assessed on a laptop',
      UserPoolTier: 'every tier behaves alike on a laptop',
      UserPoolTags: 'tags have no effect on a laptop',
      EmailConfiguration: 'messages go to the outbox',
      SmsConfiguration: 'messages go to the outbox',
      EmailAuthenticationMessage: 'mail is no authentication factor of the local pool',
      EmailAuthenticationSubject: 'mail is no authentication factor of the local pool',
      SmsAuthenticationMessage: 'SMS is no authentication factor of the local pool',
      'VerificationMessageTemplate.DefaultEmailOption': 'the local pool sends codes, not links',
      'VerificationMessageTemplate.EmailMessageByLink': 'the local pool sends codes, not links',
      'VerificationMessageTemplate.EmailSubjectByLink': 'the local pool sends codes, not links',
    },
    async create({ stackName, logicalId, generatedName, properties }) {
      const normal = normalize(properties);
      const pool = registry.createPool(
        `${stackName}/${logicalId}`,
        normal.UserPoolName ?? generatedName,
        normal,
      );
      const url = issuerOf(pool.id).replace('https://', '');
      environment.log
        .scope('cognito')
        .debug('user pool stands', { id: pool.id, users: pool.directory.users.size });
      return {
        ref: pool.id,
        attributes: { Arn: pool.arn, ProviderName: url, ProviderURL: issuerOf(pool.id), UserPoolId: pool.id },
      };
    },
  };
}

/** Templates may write booleans and numbers as text. */
export function normalize<T>(value: T): T {
  if (Array.isArray(value)) return value.map(normalize) as T;
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, normalize(inner)])) as T;
  if (value === 'true' || value === 'false') return (value === 'true') as T;
  return value;
}
