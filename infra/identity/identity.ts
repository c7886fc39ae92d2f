import { Duration } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnUserPoolGroup,
  UserPool,
  type UserPoolClient,
  UserPoolOperation,
} from 'aws-cdk-lib/aws-cognito';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { ShopFunction } from '../functions/shop-function.ts';
import type { Stage } from '../stage.ts';

/** The groups that the schema's rules name; a lower precedence wins where one role must be chosen. */
export const groups = [
  { name: 'admin', precedence: 0, description: 'Runs the shop' },
  { name: 'staff', precedence: 10, description: 'Handles orders and the catalogue' },
  { name: 'seller', precedence: 20, description: 'Offers products of their own' },
  { name: 'customer', precedence: 30, description: 'Everybody who signed up' },
] as const;

export interface IdentityProps {
  readonly stage: Stage;
  /** Where profiles lie. */
  readonly table: Table;
}

/** Who people are: the user pool, its groups, and the client of the web and mobile apps. */
export class Identity extends Construct {
  readonly pool: UserPool;
  readonly client: UserPoolClient;

  constructor(scope: Construct, id: string, { stage, table }: IdentityProps) {
    super(scope, id);
    this.pool = new UserPool(this, 'Pool', {
      signInAliases: { email: true },
      signInCaseSensitive: false,
      selfSignUpEnabled: true,
      autoVerify: { email: true },
      keepOriginal: { email: true },
      standardAttributes: { email: { required: true, mutable: true } },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      deletionProtection: !stage.development,
      removalPolicy: stage.removal,
    });
    acknowledge(this.pool, {
      'AwsSolutions-COG2':
        'Shoppers sign in with a password alone; a second factor that is required would turn customers away.',
      'AwsSolutions-COG8':
        'Threat protection is a paid feature plan; the shop starts on the essentials, which hold all that it uses.',
    });
    this.client = this.pool.addClient('App', {
      authFlows: { userSrp: true },
      generateSecret: false,
      disableOAuth: true,
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      idTokenValidity: Duration.hours(1),
      accessTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(30),
    });
    for (const { name, precedence, description } of groups) {
      new CfnUserPoolGroup(this, `Group-${name}`, {
        userPoolId: this.pool.userPoolId,
        groupName: name,
        precedence,
        description,
      });
    }
    this.welcomeCustomers(stage, table);
  }

  /** Whoever confirms an account becomes a customer, with a profile. */
  private welcomeCustomers(stage: Stage, table: Table): void {
    const welcome = new ShopFunction(this, 'PostConfirmation', {
      stage,
      handler: 'postConfirmation',
      description: 'Makes a newly confirmed account a customer, with a profile',
      // Cognito waits 5 seconds for a trigger and no longer.
      timeout: Duration.seconds(5),
      memory: 512,
      environment: { TABLE_NAME: table.tableName },
    });
    welcome.allow(['dynamodb:UpdateItem'], [table.tableArn]);
    this.pool.addTrigger(UserPoolOperation.POST_CONFIRMATION, welcome.function);
    // A policy of its own: in the role's default policy the permission would close a circle of dependencies, since the
    // pool names the function, the function waits for that policy, and the policy names the pool.
    new Policy(this, 'AddToGroup', {
      roles: [welcome.role],
      statements: [
        new PolicyStatement({
          actions: ['cognito-idp:AdminAddUserToGroup'],
          resources: [this.pool.userPoolArn],
        }),
      ],
    });
  }
}
