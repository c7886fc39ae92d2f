import type { PolicyDocument } from '../core/ports.ts';
import { awsManagedPolicies } from './managed-policies.ts';

/** A role or a user: whatever policies can be attached to. */
export interface Identity {
  readonly kind: 'role' | 'user';
  readonly name: string;
  readonly arn: string;
  /** `AROA…` or `AIDA…` */
  readonly id: string;
  /** Inline policies by name. */
  readonly inline: Map<string, PolicyDocument>;
  /** ARNs of managed policies. */
  readonly managed: Set<string>;
  /** ARN of the managed policy that bounds what the identity may do. */
  readonly boundary?: string;
  /** Who may assume a role. */
  readonly trust?: PolicyDocument;
}

/** Every identity and managed policy that templates define. */
export interface Registry {
  identity(arn: string): Identity | undefined;
  /** @throws Error when no role or user of that name stands. */
  named(kind: Identity['kind'], name: string): Identity;
  add(identity: Identity): void;
  remove(identity: Identity): void;
  defineManaged(arn: string, document: PolicyDocument): void;
  /** A managed policy by ARN, the account's own or AWS's; undefined for one not known here. */
  managed(arn: string): PolicyDocument | undefined;
  /** Counts changes, so that decisions can be kept until the next one. */
  readonly version: number;
  changed(): void;
}

/** An empty registry. */
export function createRegistry(): Registry {
  const identities = new Map<string, Identity>();
  const policies = new Map<string, PolicyDocument>();
  let version = 0;
  return {
    identity: (arn) => identities.get(arn),
    named(kind, name) {
      for (const identity of identities.values()) {
        if (identity.kind === kind && identity.name === name) return identity;
      }
      throw new Error(`The ${kind} with name ${name} cannot be found.`);
    },
    add(identity) {
      identities.set(identity.arn, identity);
      version++;
    },
    remove(identity) {
      identities.delete(identity.arn);
      version++;
    },
    defineManaged(arn, document) {
      policies.set(arn, document);
      version++;
    },
    managed: (arn) =>
      policies.get(arn) ?? awsManagedPolicies[arn.replace(/^arn:[^:]+:iam::aws:policy\//, '')],
    get version() {
      return version;
    },
    changed() {
      version++;
    },
  };
}
