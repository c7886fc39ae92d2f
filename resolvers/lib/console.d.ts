/** The one global of APPSYNC_JS that TypeScript does not know without the DOM: lines go to the API's log. */
declare const console: {
  log(...values: unknown[]): void;
  error(...values: unknown[]): void;
};
