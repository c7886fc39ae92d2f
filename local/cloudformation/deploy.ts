import type { Assembly } from '../assembly/assembly.ts';
import { indexAssets } from '../assembly/assets.ts';
import type { Environment } from '../core/environment.ts';
import { RestartNeededError, type ResourceProvider, type Undo } from '../core/resource.ts';
import type { StoredValues } from './dynamic-references.ts';
import { inertTypes, type InertType } from './inert.ts';
import { nestedStackProvider } from './nested-stack.ts';
import { describeUnknown, emptyReport, type Report } from './report.ts';
import { deployStack } from './stack.ts';
import { stacksInOrder } from './stack-order.ts';
import type { DeployedStack, Standing, World } from './world.ts';

export interface DeployOptions {
  /** Whatever is unknown fails the deployment instead of being reported. */
  readonly strict?: boolean;
  /** Parameter values, by stack name. */
  readonly parameters?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Values of the Parameter Store that templates read, by name. */
  readonly ssmParameters?: Readonly<Record<string, string>>;
  /** Where services of the cloud hold further values that templates read. */
  readonly stored?: StoredValues;
  /** Further types without meaning on a laptop. */
  readonly inert?: Readonly<Record<string, InertType>>;
}

export interface Deployment {
  /** In the order in which they came to stand, nested stacks before the stack that holds them. */
  readonly stacks: readonly DeployedStack[];
  readonly exports: Readonly<Record<string, string>>;
  readonly report: Report;
  readonly standing: Standing;
}

/** Something unknown in a deployment that was asked to be strict. The message lists all of it. */
export class UnknownInTemplateError extends Error {
  override readonly name = 'UnknownInTemplateError';
  readonly report: Report;

  constructor(report: Report) {
    super(
      `unknown to the local cloud:\n${report.unknown.map((entry) => `  ${describeUnknown(entry)}`).join('\n')}`,
    );
    this.report = report;
  }
}

/** Everything stands, but a service cannot work with it: a resolver that does not compile, say. */
export class SettleError extends Error {
  override readonly name = 'SettleError';
}

/**
 * Stands up every stack of an assembly, then lets each provider settle. Given what stands already, it changes only what
 * is new about it; a change that fails is taken back, and everything stands as before.
 *
 * @throws TemplateError naming stack, logical id and path of what cannot be resolved or created.
 * @throws UnknownInTemplateError when `strict`; SettleError.
 * @throws RestartNeededError for a change of `former` that only a fresh start can take up.
 *
 * @example
 * const deployment = await deploy(readAssembly('cdk.out'), [tableProvider], environment);
 * // …the templates change…
 * await deploy(readAssembly('cdk.out'), [tableProvider], environment, {}, deployment);
 */
export async function deploy(
  assembly: Assembly,
  providers: readonly ResourceProvider[],
  environment: Environment,
  options: DeployOptions = {},
  former?: Deployment,
): Promise<Deployment> {
  const report = emptyReport();
  const world: World = {
    environment,
    providers: indexProviders([...providers, nestedStackProvider(() => world)]),
    inertTypes: { ...inertTypes, ...options.inert },
    assets: indexAssets(assembly.assets, environment),
    stored: {
      ...options.stored,
      ssm: (name) => options.ssmParameters?.[name] ?? options.stored?.ssm(name),
    },
    report,
    exports: new Map(),
    stacks: new Map(),
    standing: new Map(),
    undo: [],
    ...(former ? { former: former.standing } : {}),
  };
  report.notes.push(
    ...assembly.unavailableAssets.map((asset) => `asset ${asset}, which nothing here can serve`),
  );
  const stand = async () => {
    for (const stack of stacksInOrder(assembly.stacks, environment)) {
      report.notes.push(...foreign(stack, environment));
      const parameters = { ...stack.parameters, ...options.parameters?.[stack.name] };
      await deployStack({ name: stack.name, template: stack.template, parameters }, world);
    }
    if (options.strict && report.unknown.length > 0) throw new UnknownInTemplateError(report);
    await removeGone(world);
    await settle(providers);
  };
  if (former) await orTakeBack(stand, world.undo, providers);
  else await stand();
  const exported = [...world.exports].map(([name, { value }]) => [name, String(value)]);
  return {
    stacks: [...world.stacks.values()],
    exports: Object.fromEntries(exported),
    report,
    standing: world.standing,
  };
}

/** Takes away what the templates no longer hold, the last created first. */
async function removeGone({ former = new Map(), standing, undo }: World): Promise<void> {
  for (const [key, { provider, request, created }] of [...former].reverse()) {
    if (standing.has(key)) continue;
    if (!provider.remove)
      throw new RestartNeededError(`${key} (${provider.type}) is gone, which needs a restart`);
    undo.push(await provider.remove(request, created));
  }
}

/** Runs a change; when it fails, undoes what it has done, so that everything stands as before. */
export async function orTakeBack(
  change: () => Promise<void>,
  undo: readonly Undo[],
  providers: readonly ResourceProvider[],
): Promise<void> {
  try {
    await change();
  } catch (error) {
    for (const takeBack of [...undo].reverse()) await takeBack();
    await settle(providers);
    throw error;
  }
}

/** @throws SettleError naming the type whose provider fails. */
export async function settle(providers: readonly ResourceProvider[]): Promise<void> {
  for (const provider of new Set(providers)) {
    try {
      await provider.settle?.();
    } catch (error) {
      throw new SettleError(`${provider.type}: ${(error as Error).message}`, { cause: error });
    }
  }
}

function indexProviders(providers: readonly ResourceProvider[]): Map<string, ResourceProvider> {
  const byType = new Map<string, ResourceProvider>();
  for (const provider of providers) {
    if (byType.has(provider.type)) throw new Error(`two providers for ${provider.type}`);
    byType.set(provider.type, provider);
  }
  return byType;
}

/** Account and region fixed in a template that differ from the one place the local cloud is. */
function foreign(
  { name, accountId, region }: { name: string; accountId?: string; region?: string },
  environment: Environment,
): string[] {
  const elsewhere = [
    ...(accountId !== undefined && accountId !== environment.accountId ? [`account ${accountId}`] : []),
    ...(region !== undefined && region !== environment.region ? [region] : []),
  ];
  if (elsewhere.length === 0) return [];
  return [
    `stack ${name} was synthesized for ${elsewhere.join(' in ')}, and stands here in ${environment.region}`,
  ];
}
