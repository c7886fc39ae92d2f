import { halt } from '../realm/halt.ts';
import type { Library } from '../realm/realm.ts';
import type { SessionHolder } from '../session.ts';
import type { ResolverError } from '../types.ts';
import { javaMatches } from '../java/regular-expression.ts';
import { stringArgument } from './arguments.ts';
import { dynamodbConverters } from './util/dynamodb.ts';
import { encodings } from './util/encodings.ts';
import { httpLibrary } from './util/http.ts';
import { identifiers } from './util/identifiers.ts';
import { mathLibrary } from './util/math.ts';
import { stringsLibrary } from './util/strings.ts';
import { timeLibrary } from './util/time.ts';
import { xmlLibrary } from './util/xml.ts';
import { toJsonObject } from './rds/to-json-object.ts';
import { transformLibrary } from './transform/index.ts';

const resolverError = (message: unknown, type: unknown, data: unknown, info: unknown): ResolverError => ({
  message: typeof message === 'string' ? message : JSON.stringify(message ?? null),
  errorType: typeof type === 'string' ? type : null,
  data: data ?? null,
  errorInfo: info ?? null,
});

/** The `util` object of `@aws-appsync/utils`. */
export function utilLibrary(session: SessionHolder): Library {
  return {
    error(message: unknown, type: unknown, data: unknown, info: unknown) {
      halt({ kind: 'error', error: resolverError(message, type, data, info) });
    },
    appendError(message: unknown, type: unknown, data: unknown, info: unknown) {
      session.current.appendedErrors.push(resolverError(message, type, data, info));
    },
    unauthorized() {
      halt({
        kind: 'error',
        unauthorized: true,
        error: resolverError('Unauthorized', 'Unauthorized', null, null),
      });
    },
    authType: () => authType(session.current.context.identity),
    matches: (pattern: unknown, value: unknown) =>
      javaMatches(stringArgument('util.matches', pattern), stringArgument('util.matches', value)),
    ...identifiers(session),
    ...encodings,
    time: timeLibrary(session),
    dynamodb: dynamodbConverters,
    transform: transformLibrary,
    http: httpLibrary(session),
    math: mathLibrary(session),
    str: stringsLibrary,
    xml: xmlLibrary,
    rds: { toJsonObject },
  };
}

const has = (identity: object, ...names: string[]) =>
  names.every((name) => ((identity as Record<string, unknown>)[name] ?? null) !== null);

/**
 * The text of each way to sign in, told apart by the members of the identity as recorded from EvaluateCode: one that
 * lacks a member of its kind counts as that of an API key, one without any as that of a Lambda authorizer.
 */
function authType(identity: unknown): string {
  if (typeof identity !== 'object' || identity === null) return 'API Key Authorization';
  if (Object.keys(identity).length === 0 || 'resolverContext' in identity) return 'Lambda Authorization';
  if (has(identity, 'accountId', 'userArn', 'username', 'sourceIp')) return 'IAM Authorization';
  if (!has(identity, 'sub', 'issuer', 'claims')) return 'API Key Authorization';
  if (has(identity, 'username', 'sourceIp', 'defaultAuthStrategy')) return 'User Pool Authorization';
  return 'username' in identity ? 'API Key Authorization' : 'Open ID Connect Authorization';
}
