// What runs inside a worker thread in place of Lambda's Node.js runtime: loads the handler once, then answers one
// event at a time. Only JSON text crosses the border. Plain JavaScript, since a worker starts without a compiler.
// Source of names and shapes: aws/aws-lambda-nodejs-runtime-interface-client.
import { existsSync, readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format, inspect } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';

const { taskRoot, handler: handlerName, nodeMajor } = workerData;
let requestId;

// How far the cloud's clock is ahead of the machine's, in milliseconds. `Date` stays what it is until they differ.
let ahead = 0;
const MachineDate = Date;
const now = () => MachineDate.now() + ahead;
function setClock(difference) {
  // Two readings of one clock are a millisecond or so apart.
  ahead = Math.abs(difference) < 100 ? 0 : difference;
  if (ahead === 0 || globalThis.Date !== MachineDate) return;
  globalThis.Date = new Proxy(MachineDate, {
    construct: (target, values, as) => Reflect.construct(target, values.length > 0 ? values : [now()], as),
    apply: () => new MachineDate(now()).toString(),
    get: (target, name) => (name === 'now' ? now : target[name]),
  });
  MachineDate.prototype.constructor = globalThis.Date;
}
setClock(workerData.ahead);

const post = (message) => parentPort.postMessage(message);
const fail = (error, type = 'failure') => post({ type, error: JSON.stringify(error) });

// Written lines go the same way as answers, so that what a handler logs arrives before what it returns.
const write = (chunk, encoding, done) => {
  post({ type: 'log', text: typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString() });
  const callback = typeof encoding === 'function' ? encoding : done;
  if (callback) queueMicrotask(callback);
  return true;
};
process.stdout.write = write;
process.stderr.write = write;
for (const [method, level] of Object.entries({
  debug: 'DEBUG',
  log: 'INFO',
  info: 'INFO',
  trace: 'TRACE',
  warn: 'WARN',
  error: 'ERROR',
})) {
  console[method] = (...values) =>
    write(`${new Date().toISOString()}\t${requestId ?? 'undefined'}\t${level}\t${format(...values)}\n`);
}

class RuntimeError extends Error {
  constructor(type, message) {
    super(message);
    this.name = type;
  }
}

/** @returns {{ errorType: string, errorMessage: string, trace: string[] }} */
function describe(error) {
  if (
    error instanceof Error ||
    (error && typeof error === 'object' && 'stack' in error && 'message' in error)
  ) {
    return {
      errorType: error.name || 'Error',
      errorMessage: error.message ?? '',
      trace: String(error.stack ?? '').split('\n'),
    };
  }
  return {
    errorType: typeof error,
    errorMessage: typeof error === 'string' ? error : inspect(error),
    trace: [],
  };
}

process.on('uncaughtException', (error) => {
  const described = describe(error);
  write(
    `${new Date().toISOString()}\t${requestId}\tERROR\tUncaught Exception\t${JSON.stringify(described)}\n`,
  );
  fail(described, 'fatal');
  process.exit(129);
});
process.on('unhandledRejection', (reason) => {
  const error = {
    errorType: 'Runtime.UnhandledPromiseRejection',
    errorMessage: String(reason),
    reason: describe(reason),
    promise: {},
    trace: describe(reason).trace,
  };
  write(
    `${new Date().toISOString()}\t${requestId}\tERROR\tUnhandled Promise Rejection\t${JSON.stringify(error)}\n`,
  );
  fail(error, 'fatal');
  process.exit(128);
});

// The nearest package.json inside the task root decides what `.js` means; one further up, of the project that the
// assets were built in, does not exist on Lambda.
function isModule(file) {
  if (file.endsWith('.mjs')) return true;
  if (file.endsWith('.cjs')) return false;
  for (let directory = dirname(file); directory.startsWith(taskRoot); directory = dirname(directory)) {
    const manifest = join(directory, 'package.json');
    if (existsSync(manifest)) return JSON.parse(readFileSync(manifest, 'utf8')).type === 'module';
  }
  return false;
}

const loadScript = Module._extensions['.js'];
Module._extensions['.js'] = (module, file) => {
  if (file.startsWith(taskRoot) && !file.includes('/node_modules/') && !isModule(file)) {
    module._compile(readFileSync(file, 'utf8'), file);
  } else loadScript(module, file);
};

// Version 2 of the SDK does not read AWS_ENDPOINT_URL, and would call AWS itself. Runtimes up to nodejs16.x brought it.
const loadModule = Module._load;
Module._load = (request, ...rest) => {
  const loaded = loadModule(request, ...rest);
  if (/^aws-sdk(?:\/|$)/.test(request)) redirect(loadModule('aws-sdk', ...rest));
  return loaded;
};
function redirect({ config }) {
  const endpoint = process.env.AWS_ENDPOINT_URL;
  if (endpoint && !config.endpoint) config.update({ endpoint, s3ForcePathStyle: true });
}

async function load() {
  const match = /^((?:.*\/)?[^./][^/]*?)\.(.+)$/.exec(handlerName);
  if (!match) throw new RuntimeError('Runtime.MalformedHandlerName', 'Bad handler');
  const [, modulePath, exported] = match;
  const base = join(taskRoot, modulePath);
  const file = ['', '.js', '.mjs', '.cjs']
    .map((suffix) => base + suffix)
    .find((path) => path !== base && existsSync(path));
  if (!file) {
    throw new RuntimeError(
      'Runtime.ImportModuleError',
      `Error: Cannot find module '${modulePath}'\nRequire stack:\n- /var/runtime/index.mjs`,
    );
  }
  let loaded;
  try {
    loaded = isModule(file) ? await import(pathToFileURL(file).href) : createRequire(file)(file);
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new RuntimeError('Runtime.UserCodeSyntaxError', `SyntaxError: ${error.message}`);
    if (error?.code === 'MODULE_NOT_FOUND' || error?.code === 'ERR_MODULE_NOT_FOUND') {
      throw new RuntimeError('Runtime.ImportModuleError', `Error: ${error.message}`);
    }
    throw error;
  }
  const handler =
    exported.split('.').reduce((value, name) => value?.[name], loaded) ?? loaded.default?.[exported];
  if (handler === undefined) {
    throw new RuntimeError('Runtime.HandlerNotFound', `${handlerName} is undefined or not exported`);
  }
  if (typeof handler !== 'function') {
    throw new RuntimeError('Runtime.HandlerNotFound', `${handlerName} is not a function`);
  }
  if (nodeMajor >= 24 && handler.length >= 3) {
    throw new RuntimeError(
      'Runtime.CallbackHandlerDeprecated',
      'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later.',
    );
  }
  return handler;
}

/** Calls the handler in whichever style it was written. */
function call(handler, event, context) {
  return new Promise((resolve, reject) => {
    const callback = (error, result) =>
      error === null || error === undefined ? resolve(result) : reject(error);
    const legacy = {
      done: callback,
      succeed: (result) => resolve(result),
      fail: (error) => reject(error ?? new Error('handled')),
    };
    const returned = handler(event, nodeMajor >= 24 ? context : { ...context, ...legacy }, callback);
    if (typeof returned?.then === 'function') returned.then(resolve, reject);
    // A plain function that takes no callback is done when it returns; what it returns is not looked at.
    else if (handler.length < 3) setImmediate(() => resolve(null));
  });
}

async function answer(handler, message) {
  requestId = message.requestId;
  setClock(message.ahead);
  process.env._X_AMZN_TRACE_ID = message.traceId;
  const deadline = performance.now() + message.timeout;
  const context = {
    callbackWaitsForEmptyEventLoop: true,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: message.clientContext,
    identity: undefined,
    invokedFunctionArn: message.invokedFunctionArn,
    awsRequestId: requestId,
    getRemainingTimeInMillis: () => Math.max(0, Math.floor(deadline - performance.now())),
  };
  let result;
  try {
    result = await call(handler, JSON.parse(message.event), context);
  } catch (error) {
    const described = describe(error);
    write(`${new Date().toISOString()}\t${requestId}\tERROR\tInvoke Error\t${JSON.stringify(described)}\n`);
    fail(described);
    return;
  }
  let text;
  try {
    text = JSON.stringify(result === undefined ? null : result);
    if (text === undefined) text = 'null';
  } catch {
    fail({ errorType: 'Runtime.MarshalError', errorMessage: 'Unable to stringify response body', trace: [] });
    return;
  }
  post({ type: 'success', payload: text });
}

try {
  const handler = await load();
  parentPort.on('message', (message) => void answer(handler, message));
  post({ type: 'ready' });
} catch (error) {
  const described = describe(error);
  write(`${new Date().toISOString()}\tundefined\tERROR\tUncaught Exception\t${JSON.stringify(described)}\n`);
  post({ type: 'initFailure', error: JSON.stringify(described) });
  setImmediate(() => process.exit(1));
}
