import type { Assets } from '../assembly/assets.ts';
import type { Environment } from '../core/environment.ts';
import type { CreatedResource, ResourceProvider, ResourceRequest, Undo } from '../core/resource.ts';
import type { StoredValues } from './dynamic-references.ts';
import type { InertType } from './inert.ts';
import type { ReportWriter } from './report.ts';

/** A resource that a deployment made, or listed as without meaning. */
export interface DeployedResource {
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  /** What `Ref` yields. */
  readonly physicalId: string;
  readonly attributes: NonNullable<CreatedResource['attributes']>;
  /** False for a type without meaning on a laptop. */
  readonly standing: boolean;
}

export interface DeployedStack {
  readonly name: string;
  /** The stack's ARN. */
  readonly id: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly resources: readonly DeployedResource[];
}

/** A resource that a provider stood up, as far as a later change needs to know it. */
export interface StandingResource {
  readonly provider: ResourceProvider;
  readonly request: ResourceRequest;
  readonly created: CreatedResource;
  /** Absolute paths of the files and directories that it was made from. */
  readonly files: ReadonlySet<string>;
}

/** By `Stack/LogicalId`, in the order of their creation. */
export type Standing = ReadonlyMap<string, StandingResource>;

/** What the stacks of one deployment share. */
export interface World {
  readonly environment: Environment;
  readonly providers: ReadonlyMap<string, ResourceProvider>;
  readonly inertTypes: Readonly<Record<string, InertType>>;
  readonly assets: Assets;
  /** Values that other services hold, and templates read. */
  readonly stored: StoredValues;
  readonly report: ReportWriter;
  /** Exported values by export name, with the stack that exports them. */
  readonly exports: Map<string, { readonly stackName: string; readonly value: unknown }>;
  /** Stacks that stand, by name; nested ones among them. */
  readonly stacks: Map<string, DeployedStack>;
  readonly standing: Map<string, StandingResource>;
  /** What stood before, when this deployment changes another one. */
  readonly former?: Standing;
  /** How to take back what this deployment has changed, in the order of the changes. */
  readonly undo: Undo[];
}

export const nestedStackType = 'AWS::CloudFormation::Stack';

export function stackId(name: string, uuid: string, { partition, region, accountId }: Environment): string {
  return `arn:${partition}:cloudformation:${region}:${accountId}:stack/${name}/${uuid}`;
}
