import { Validations, type App } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { AwsSolutionsChecks } from 'cdk-nag';

/**
 * Holds every stack against the AwsSolutions rules; a finding that nobody acknowledged fails the synthesis. The context
 * value `checks: false` leaves them out, for a quick start on a laptop.
 */
export function check(app: App): void {
  if (app.node.tryGetContext('checks') === false) return;
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}

/**
 * Says why a finding is no fault here.
 *
 * @param findings - reasons by the finding's full id, e.g. `AwsSolutions-IAM5[Resource::*]`.
 */
export function acknowledge(construct: IConstruct, findings: Readonly<Record<string, string>>): void {
  Validations.of(construct).acknowledge(...Object.entries(findings).map(([id, reason]) => ({ id, reason })));
}
