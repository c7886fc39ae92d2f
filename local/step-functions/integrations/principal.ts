import { AwsError } from '../../core/aws-error.ts';
import type { Iam } from '../../core/ports.ts';
import { StateError } from '../language/errors.ts';
import type { Integrations } from './integration.ts';

const sessionName = 'StepFunctions';

/** Assumes the roles that tasks run with. */
export function principalsOf(iam: Iam): Integrations['principalOf'] {
  const assume = (roleArn: string) => {
    try {
      return iam.assume(roleArn, sessionName).principal;
    } catch (error) {
      if (error instanceof AwsError) throw new StateError('States.Permissions', error.message);
      throw error;
    }
  };
  return (roleArn, credentials) => {
    const principal = assume(roleArn);
    if (credentials === undefined) return principal;
    if (iam.authorize(principal, 'sts:AssumeRole', credentials).allowed) return assume(credentials);
    throw new StateError(
      'States.TaskFailed',
      `The role ${roleArn} is not authorized to assume the task state's role, ${credentials}.`,
    );
  };
}
