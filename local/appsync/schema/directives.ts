import { getDirectiveValues, type ASTNode, type DirectiveNode, type GraphQLSchema } from 'graphql';

/**
 * What AppSync declares by itself, so that a deployed SDL may use it (Developer Guide, "Scalar types in AWS AppSync"
 * and "Configuring authorization"; of a source API's merges "Merging APIs"). `Long` is undocumented, yet the service knows it.
 */
export const prelude = /* GraphQL */ `
  scalar AWSDate
  scalar AWSTime
  scalar AWSDateTime
  scalar AWSTimestamp
  scalar AWSEmail
  scalar AWSJSON
  scalar AWSPhone
  scalar AWSURL
  scalar AWSIPAddress
  scalar Long
  directive @aws_api_key on OBJECT | FIELD_DEFINITION
  directive @aws_iam on OBJECT | FIELD_DEFINITION
  directive @aws_oidc on OBJECT | FIELD_DEFINITION
  directive @aws_lambda on OBJECT | FIELD_DEFINITION
  directive @aws_cognito_user_pools(cognito_groups: [String]) on OBJECT | FIELD_DEFINITION
  directive @aws_auth(cognito_groups: [String]) on FIELD_DEFINITION
  directive @aws_subscribe(mutations: [String]) on FIELD_DEFINITION
  directive @aws_publish(subscriptions: [String]) on FIELD_DEFINITION
  directive @canonical on OBJECT | INTERFACE | UNION | ENUM | INPUT_OBJECT | FIELD_DEFINITION | INPUT_FIELD_DEFINITION
  directive @hidden on OBJECT | INTERFACE | UNION | ENUM | ENUM_VALUE | INPUT_OBJECT | FIELD_DEFINITION | ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION
  directive @renamed(
    to: String!
  ) on OBJECT | INTERFACE | UNION | ENUM | ENUM_VALUE | INPUT_OBJECT | FIELD_DEFINITION | INPUT_FIELD_DEFINITION
`;

type Annotated = (ASTNode & { readonly directives?: readonly DirectiveNode[] }) | null | undefined;

/** The arguments of a directive on a definition; undefined when it is not there. */
export function directive(
  schema: GraphQLSchema,
  node: Annotated,
  name: string,
): Record<string, unknown> | undefined {
  const definition = schema.getDirective(name);
  if (!definition || !node) return undefined;
  return getDirectiveValues(definition, node as { readonly directives?: readonly DirectiveNode[] });
}
