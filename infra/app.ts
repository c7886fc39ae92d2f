/** The CDK app. `npx cdk synth --strict`, `npx cdk deploy --all -c stage=prod`. */
import { App } from 'aws-cdk-lib';
import { shop } from './shop.ts';

// No usage reports to AWS: a template holds the shop and nothing else.
const app = new App({ analyticsReporting: false });
shop(app);
// `cdk synth --no-validation` sets this. The rules take longer to load than the rest of the app takes to run.
if (process.env['CDK_VALIDATION'] !== 'false') (await import('./checks.ts')).check(app);
app.synth();
