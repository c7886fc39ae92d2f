/**
 * What one evaluation may spend: an entered function or an iteration is 1, work on arrays and strings counts by
 * their size. The service's own measure is not established; this one ends any handler within about 0.1 s.
 */
export const operationBudget = 2_000_000;

/** Characters that one string may have, and an evaluated object as JSON: the service's 5 MB. */
export const sizeLimit = 5 * 1024 * 1024;

/** Levels of nesting that a value may have to cross the border. Not established for the service. */
export const depthLimit = 500;
