import type { EventBuses, Lambda, Principal, Sqs, StateMachines } from '../../core/ports.ts';
import type { Answer, Call } from '../call.ts';
import type { Integration } from '../model.ts';
import { Refusal } from '../request.ts';
import { proxy } from './http.ts';
import { invoke } from './lambda.ts';
import { callService } from './service.ts';

/** What integrations call, each on behalf of a role or of the service itself. */
export interface Backends {
  readonly sqs: Sqs;
  readonly lambda: Lambda;
  /** Without it `EventBridge-PutEvents` is refused. */
  readonly eventBuses?: EventBuses;
  /** Without it `StepFunctions-StartExecution` is refused. */
  readonly stateMachines?: StateMachines;
  /**
   * On whose behalf something is called: a role that lets API Gateway assume it, or without one API Gateway itself.
   * @throws Refusal 500 when the role does not trust API Gateway.
   */
  callerOf(call: Call, roleArn: string | undefined, authorizerId?: string): Principal;
}

/** @throws Refusal 503 when the integration takes longer than it may. */
export function integrate(integration: Integration, call: Call, backends: Backends): Promise<Answer> {
  const answer = run(integration, call, backends);
  const { clock } = call.environment;
  let cancel = () => {};
  const late = new Promise<never>((_, reject) => {
    cancel = clock.after(integration.timeout, () => {
      reject(
        new Refusal(503, 'Service Unavailable', { reason: `no answer within ${integration.timeout} ms` }),
      );
    });
  });
  return Promise.race([answer, late]).finally(cancel);
}

function run(integration: Integration, call: Call, backends: Backends): Promise<Answer> {
  switch (integration.kind) {
    case 'lambda':
      return invoke(integration, call, backends);
    case 'service':
      return callService(integration, call, backends);
    case 'http':
      return proxy(integration, call);
  }
}
