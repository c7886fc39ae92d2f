import { accessDeniedMessage } from '../core/access.ts';
import type { AwsApi, AwsRequest, AwsResponse } from '../core/aws-api.ts';
import { AwsError } from '../core/aws-error.ts';
import type { Environment } from '../core/environment.ts';
import type { Iam, Principal } from '../core/ports.ts';
import { isAdministrator } from './decisions.ts';
import { applies, statementsOf } from './evaluate.ts';
import type { Keyring } from './keyring.ts';
import type { Identity, Registry } from './registry.ts';

interface Deps {
  readonly environment: Environment;
  readonly registry: Registry;
  readonly keyring: Keyring;
  readonly authorize: Iam['authorize'];
}

const defaultSeconds = 3600;
const maximumSeconds = 43_200;

/** The security token service: `AssumeRole` and `GetCallerIdentity` in the query protocol. */
export function createSts({ registry, keyring, authorize }: Deps): AwsApi {
  const operations: Record<string, (input: URLSearchParams, principal: Principal) => string> = {
    GetCallerIdentity: (_, principal) =>
      xml({ Arn: principal.arn, UserId: principal.userId, Account: principal.accountId }),
    AssumeRole(input, principal) {
      const roleArn = required(input, 'RoleArn');
      const sessionName = required(input, 'RoleSessionName');
      if (!/^[\w+=,.@-]{2,64}$/.test(sessionName)) {
        throw new AwsError(
          'ValidationError',
          `1 validation error detected: Value '${sessionName}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*`,
        );
      }
      const seconds = Number(input.get('DurationSeconds') ?? defaultSeconds);
      if (!Number.isInteger(seconds) || seconds < 900 || seconds > maximumSeconds) {
        throw new AwsError(
          'ValidationError',
          'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
        );
      }
      const role = registry.identity(roleArn);
      // STS does not tell a role that is absent from one that is closed.
      if (role?.kind !== 'role' || !mayAssume(role, principal, authorize)) {
        throw new AwsError(
          'AccessDenied',
          accessDeniedMessage(principal, 'sts:AssumeRole', roleArn, {
            allowed: false,
            reason: 'implicitDeny',
          }).replace(/ because.*/, ''),
          403,
        );
      }
      const session = keyring.temporary(role, sessionName, seconds);
      return xml({
        AssumedRoleUser: { AssumedRoleId: session.principal.userId, Arn: session.principal.arn },
        Credentials: {
          AccessKeyId: session.accessKeyId,
          SecretAccessKey: session.secretAccessKey,
          SessionToken: session.sessionToken!,
          Expiration: new Date(session.expiresAt!).toISOString(),
        },
      });
    },
  };

  return {
    signingNames: ['sts'],
    targetPrefixes: [],
    protocol: 'query',
    allowsAnonymous: () => false,
    async handle(request: AwsRequest): Promise<AwsResponse> {
      const input = new URLSearchParams(request.body.toString() || request.query.toString());
      const action = input.get('Action') ?? '';
      const operation = Object.hasOwn(operations, action) ? operations[action] : undefined;
      if (!operation) {
        throw new AwsError('InvalidAction', `Could not find operation ${action} for version 2011-06-15`);
      }
      const result = operation(input, request.principal!);
      return {
        status: 200,
        headers: { 'content-type': 'text/xml' },
        body:
          `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/">` +
          `<${action}Result>${result}</${action}Result>` +
          `<ResponseMetadata><RequestId>${request.requestId}</RequestId></ResponseMetadata></${action}Response>`,
      };
    },
  };
}

/**
 * A role's trust policy must name the caller, and a caller of whom it names only the account needs a policy of
 * its own. The local administrator may assume every role, to try what the role can do; on AWS root may assume none.
 */
function mayAssume(role: Identity, principal: Principal, authorize: Iam['authorize']): boolean {
  if (isAdministrator(principal)) return true;
  const question = { action: 'sts:AssumeRole', resource: role.arn, context: {} };
  let trusted = false;
  for (const statement of statementsOf(role.trust ?? { Statement: [] })) {
    const names = principalsOf(statement.Principal);
    const direct = names.some((name) => [principal.arn, principal.roleArn, '*'].includes(name));
    const account = names.some(
      (name) => name === principal.accountId || name.endsWith(`:${principal.accountId}:root`),
    );
    if ((!direct && !account) || !applies(statement, question, true)) continue;
    if (statement.Effect === 'Deny') return false;
    trusted ||= direct || authorize(principal, question.action, question.resource).allowed;
  }
  return trusted;
}

function principalsOf(principal: unknown): string[] {
  if (typeof principal === 'string') return [principal];
  const accounts = (principal as { AWS?: string | string[] } | undefined)?.AWS ?? [];
  return Array.isArray(accounts) ? accounts : [accounts];
}

function required(input: URLSearchParams, name: string): string {
  const value = input.get(name);
  if (value) return value;
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  throw new AwsError(
    'ValidationError',
    `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
  );
}

type Tree = { [name: string]: string | Tree };
const xml = (tree: Tree): string =>
  Object.entries(tree)
    .map(([name, value]) => `<${name}>${typeof value === 'string' ? escape(value) : xml(value)}</${name}>`)
    .join('');
const escape = (text: string) => text.replace(/[<>&]/g, (character) => `&#${character.charCodeAt(0)};`);
