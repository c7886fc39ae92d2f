import type { GraphQLField, GraphQLObjectType, GraphQLSchema } from 'graphql';
import type { ApiDefinition, AuthenticationProvider } from '../definition.ts';
import { directive } from '../schema/directives.ts';

export type AuthMode = AuthenticationProvider['type'];

/** Who may reach a field, decided from the directives once per field. */
export interface FieldRule {
  /** For introspection: whoever got in at all. */
  readonly anyone?: true;
  readonly modes: ReadonlySet<AuthMode>;
  /** Cognito groups of which one is needed; absent: any user of the pools. */
  readonly groups?: readonly string[];
  /** The rule comes from no directive, so that a pool's `DefaultAction: DENY` applies. */
  readonly byDefault: boolean;
}

const modeOfDirective = {
  aws_api_key: 'API_KEY',
  aws_iam: 'AWS_IAM',
  aws_oidc: 'OPENID_CONNECT',
  aws_lambda: 'AWS_LAMBDA',
  aws_cognito_user_pools: 'AMAZON_COGNITO_USER_POOLS',
} as const;

/** The directive that lets a mode in. */
export const directiveOfMode = Object.fromEntries(
  Object.entries(modeOfDirective).map(([directive, mode]) => [mode, directive]),
) as Record<AuthMode, keyof typeof modeOfDirective>;

/**
 * Reads the authorization of one field (Developer Guide, "Configuring authorization and authentication"): directives
 * on the field win over those on its type; what carries neither needs the default mode. Where Cognito is the sole mode,
 * `@aws_auth` and the pool's default action count for root fields alone: below them neither does, as recorded from the
 * service. An API of one mode passes over the directives of others.
 */
export function readRule(
  schema: GraphQLSchema,
  api: Pick<ApiDefinition, 'defaultAuthentication' | 'additionalAuthentication'>,
  type: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
): FieldRule {
  if (field.name.startsWith('__') || type.name.startsWith('__')) {
    return { anyone: true, modes: new Set(), byDefault: false };
  }
  const mode = api.defaultAuthentication.type;
  const sole = api.additionalAuthentication.length === 0;
  for (const node of [field.astNode, ...declarations(type)]) {
    const rule = fromDirectives(schema, node, sole ? mode : undefined);
    if (rule) return rule;
  }
  if (mode === 'AMAZON_COGNITO_USER_POOLS' && sole) {
    if (!isRoot(schema, type)) return { modes: new Set([mode]), byDefault: false };
    const marked = directive(schema, field.astNode, 'aws_auth');
    if (marked) return { modes: new Set([mode]), groups: groupsOf(marked), byDefault: false };
  }
  return { modes: new Set([mode]), byDefault: true };
}

const isRoot = (schema: GraphQLSchema, type: GraphQLObjectType) =>
  [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].includes(type);

function declarations(type: GraphQLObjectType) {
  return [type.astNode, ...type.extensionASTNodes];
}

/** @param only - the one mode whose directive counts; all of them when absent. */
function fromDirectives(
  schema: GraphQLSchema,
  node: Parameters<typeof directive>[1],
  only: AuthMode | undefined,
): FieldRule | undefined {
  const modes = new Set<AuthMode>();
  let groups: readonly string[] | undefined;
  for (const [name, mode] of Object.entries(modeOfDirective)) {
    const found = only === undefined || only === mode ? directive(schema, node, name) : undefined;
    if (!found) continue;
    modes.add(mode);
    if (mode === 'AMAZON_COGNITO_USER_POOLS') groups = groupsOf(found);
  }
  return modes.size > 0 ? { modes, groups, byDefault: false } : undefined;
}

function groupsOf(found: Record<string, unknown> | undefined): readonly string[] | undefined {
  const groups = found?.cognito_groups;
  return Array.isArray(groups) && groups.length > 0 ? (groups as string[]) : undefined;
}
