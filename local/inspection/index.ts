export { inspectionPage } from './endpoint.ts';
export type { Inspected } from './view.ts';
