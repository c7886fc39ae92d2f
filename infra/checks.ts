import { Validations, type App } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';

/** Holds every stack against the AwsSolutions rules; a finding that nobody acknowledged fails the synthesis. */
export function check(app: App): void {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}
