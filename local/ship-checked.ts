/** An entry of its own, so that a build loads what checks code and not the whole cloud. */
export { shipChecked } from './appsync/javascript/index.ts';
