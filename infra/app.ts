/** The CDK app. `npx cdk synth`, `npx cdk deploy --all -c stage=prod`. */
import { App } from 'aws-cdk-lib';
import { shop } from './shop.ts';

// No usage reports to AWS: a template holds the shop and nothing else.
const app = new App({ analyticsReporting: false });
shop(app);
app.synth();
