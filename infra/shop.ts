import type { App } from 'aws-cdk-lib';
import { stageOf, type Stage } from './stage.ts';
import { StatefulStack } from './stacks/stateful.ts';
import { StatelessStack } from './stacks/stateless.ts';

export interface Shop {
  readonly stage: Stage;
  readonly stateful: StatefulStack;
  readonly stateless: StatelessStack;
}

/**
 * Puts the whole shop into a CDK app: `Bodega-<stage>-Stateful` and `Bodega-<stage>-Stateless`.
 *
 * @throws Error when the context's stage or currency is malformed, or an artefact of the build is missing.
 * @example
 * const app = new App({ context: { stage: 'prod' } });
 * shop(app);
 * app.synth();
 */
export function shop(app: App): Shop {
  const stage = stageOf(app.node);
  const name = `Bodega-${stage.name}`;
  const stateful = new StatefulStack(app, `${name}-Stateful`, stage, {
    description: 'Bodega: the data and the accounts',
    terminationProtection: !stage.development,
  });
  const stateless = new StatelessStack(app, `${name}-Stateless`, stage, stateful, {
    description: 'Bodega: the API and the functions',
  });
  return { stage, stateful, stateless };
}
