import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ShopTable } from '../data/table.ts';
import { Identity } from '../identity/identity.ts';
import type { Stage } from '../stage.ts';

/** What must outlive every deployment: the data and the accounts. */
export class StatefulStack extends Stack {
  readonly data: ShopTable;
  readonly identity: Identity;

  constructor(scope: Construct, id: string, stage: Stage, props?: StackProps) {
    super(scope, id, props);
    this.data = new ShopTable(this, 'Data', stage);
    this.identity = new Identity(this, 'Identity', { stage, table: this.data.table });
  }
}
