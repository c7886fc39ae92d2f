import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { readAssembly } from './assembly/read.ts';
import { createClosing } from './cloud/closing.ts';
import { createDeployed } from './cloud/deployed.ts';
import type { LocalCloud } from './cloud/local-cloud.ts';
import type { StartOptions } from './cloud/options.ts';
import { placeOf } from './cloud/place.ts';
import { busyPort, PortInUseError } from './cloud/port-in-use.ts';
import { providersOf, startServices } from './cloud/services.ts';
import { createCloudFormationApi } from './cloudformation/aws-api.ts';
import { deploy } from './cloudformation/deploy.ts';
import { systemClock } from './core/clock.ts';
import type { Environment } from './core/environment.ts';
import { systemIds } from './core/ids.ts';
import { createLog } from './core/log.ts';
import { createFaults } from './faults/index.ts';
import { localCertificate } from './tls/certificate.ts';

export { checkAhead, warmUp } from './appsync/javascript/index.ts';
export { AssemblyError } from './assembly/assembly.ts';
export type { Endpoints, LocalCloud, Update } from './cloud/local-cloud.ts';
export type { StartOptions } from './cloud/options.ts';
export type { Quotas } from './appsync/quotas.ts';
export { OptionError } from './cloud/place.ts';
export { PortInUseError } from './cloud/port-in-use.ts';
export { formatCredentials, formatEndpoints, formatOutputs } from './cloud/summary.ts';
export { SettleError, UnknownInTemplateError } from './cloudformation/deploy.ts';
export { RestartNeededError } from './core/resource.ts';
export { TemplateError } from './cloudformation/place.ts';
export { formatReport, type Report } from './cloudformation/report.ts';
export { createLog, type Log } from './core/log.ts';
export { faultKinds, type FaultKind } from './core/faults.ts';
export type { FaultControl, FaultPlan, Injection } from './faults/index.ts';
export { FaultOptionError, readFaultSpec, usualRates, type FaultRates } from './faults/rates.ts';
export { defaultCertificateDirectory } from './tls/certificate.ts';
export { trustHelp } from './tls/trust-help.ts';

/**
 * Starts a local cloud from the templates that a CDK app synthesizes. Several may run in one process, each on its own
 * ports.
 *
 * @throws AssemblyError when the templates cannot be read; TemplateError when one of them cannot be stood up;
 *   UnknownInTemplateError when `strict` and something is unknown; SettleError when a
 *   service cannot work with what stands; PortInUseError; OptionError; FaultOptionError. What was started is stopped first.
 *
 * @example
 * const cloud = await start({ cloudAssembly: 'cdk.out', ports: { graphql: 0, gateway: 0 } });
 * await fetch(cloud.endpoints.graphql!, { method: 'POST', headers, body });
 * await cloud.close();
 */
export async function start(options: StartOptions): Promise<LocalCloud> {
  const assembly = readAssembly(options.cloudAssembly, options.stacks);
  const dataDirectory = options.dataDirectory === undefined ? undefined : resolve(options.dataDirectory);
  if (dataDirectory !== undefined) mkdirSync(dataDirectory, { recursive: true });
  const clock = options.clock ?? systemClock;
  const log = options.log ?? createLog(options.logLevel ?? 'warn');
  const { faults, control } = createFaults(options.faults ?? { seed: 0 }, {
    clock,
    log: log.scope('faults'),
  });
  const crashing = new AbortController();
  // What is stood up is not what is tried.
  control.pause();
  const environment: Environment = {
    ...placeOf(assembly, options),
    clock,
    ids: options.ids ?? systemIds,
    log,
    faults,
    crashed: crashing.signal,
    ...(dataDirectory === undefined ? {} : { dataDirectory }),
  };
  // Whoever connects asks the machine's clock whether a certificate is valid, also when the cloud goes by another.
  const certificate =
    options.tls === false
      ? undefined
      : await localCertificate({ clock: systemClock, ids: environment.ids, ...options.tls });
  const closing = createClosing();
  const close = () =>
    closing.close().catch((error: unknown) => {
      // Whatever cannot be closed in good order after a crash is gone anyway.
      if (!crashing.signal.aborted) throw error;
    });
  try {
    const services = await startServices(environment, options, certificate, closing);
    const providers = providersOf(services);
    const deployOptions: StartOptions = {
      ...options,
      stored: { ssm: services.ssm.value, secret: services.secretsManager.resolve },
    };
    const deployment = await deploy(assembly, providers, environment, deployOptions);
    const deployed = createDeployed(deployment, providers, environment, deployOptions);
    services.gateway.serve(createCloudFormationApi(environment, services.iam, () => deployed.current.stacks));
    const [api] = services.appsync.apis();
    control.resume();
    return {
      region: environment.region,
      accountId: environment.accountId,
      get outputs() {
        return Object.fromEntries(deployed.current.stacks.map(({ name, outputs }) => [name, outputs]));
      },
      get exports() {
        return deployed.current.exports;
      },
      get resources() {
        return deployed.current.stacks.flatMap(({ resources }) => resources);
      },
      get report() {
        return deployed.current.report;
      },
      endpoints: {
        ...(api ? { graphql: api.url, realtime: api.realtimeUrl } : {}),
        ...(api && options.site ? { explorer: new URL('/', api.url).href } : {}),
        httpApis: services.httpApi.apis().map(({ url, settings }) => ({ name: settings.name, url })),
        gateway: services.gateway.url,
      },
      credentials: services.iam.root(),
      ...(certificate ? { certificate: { ca: certificate.ca, caPath: certificate.caPath } } : {}),
      services,
      faults: control,
      update: deployed.update,
      close,
      crash() {
        crashing.abort();
        return close();
      },
    };
  } catch (error) {
    // The error that stopped the start is the one to hear of, whatever the clearing up says.
    await closing.close().catch((failure: unknown) => environment.log.error(String(failure)));
    const port = busyPort(error);
    if (port !== undefined && !(error instanceof PortInUseError)) {
      const use = port === options.ports?.httpApi ? 'httpApi' : 'graphql';
      throw new PortInUseError(port, use, { cause: error });
    }
    throw error;
  }
}
