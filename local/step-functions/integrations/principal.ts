import { AwsError } from '../../core/aws-error.ts';
import type { Environment } from '../../core/environment.ts';
import type { Iam, Principal } from '../../core/ports.ts';
import { StateError } from '../language/errors.ts';
import type { Integrations } from './integration.ts';

const sessionName = 'StepFunctions';

/** Assumes the roles that tasks run with, as the service that their trust policies name. */
export function principalsOf(iam: Iam, { region }: Environment): Integrations['principalOf'] {
  const names = ['states.amazonaws.com', `states.${region}.amazonaws.com`];
  const assumeAs = (name: string, roleArn: string, sourceArn: string): Principal | undefined => {
    try {
      return iam.assume(roleArn, sessionName, { name, sourceArn }).principal;
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      if (error.name.startsWith('AccessDenied')) return undefined;
      throw new StateError('States.Permissions', error.message);
    }
  };
  return (roleArn, stateMachineArn, credentials) => {
    for (const name of names) {
      const principal = assumeAs(name, roleArn, stateMachineArn);
      if (!principal) continue;
      if (credentials === undefined) return principal;
      if (iam.authorize(principal, 'sts:AssumeRole', credentials).allowed)
        return iam.assume(credentials, sessionName).principal;
      throw new StateError(
        'States.TaskFailed',
        `The role ${roleArn} is not authorized to assume the task state's role, ${credentials}.`,
      );
    }
    // The service says so when the machine is made; here the role may come later.
    throw new StateError(
      'States.Permissions',
      'Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role.',
    );
  };
}
