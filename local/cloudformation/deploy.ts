import type { Assembly } from '../assembly/assembly.ts';
import { indexAssets } from '../assembly/assets.ts';
import type { Environment } from '../core/environment.ts';
import type { ResourceProvider } from '../core/resource.ts';
import { inertTypes, type InertType } from './inert.ts';
import { nestedStackProvider } from './nested-stack.ts';
import { describeUnknown, emptyReport, type Report } from './report.ts';
import { deployStack } from './stack.ts';
import { stacksInOrder } from './stack-order.ts';
import type { DeployedStack, World } from './world.ts';

export interface DeployOptions {
  /** Whatever is unknown fails the deployment instead of being reported. */
  readonly strict?: boolean;
  /** Parameter values, by stack name. */
  readonly parameters?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Values of the Parameter Store that templates read, by name. */
  readonly ssmParameters?: Readonly<Record<string, string>>;
  /** Further types without meaning on a laptop. */
  readonly inert?: Readonly<Record<string, InertType>>;
}

export interface Deployment {
  /** In the order in which they came to stand, nested stacks before the stack that holds them. */
  readonly stacks: readonly DeployedStack[];
  readonly exports: Readonly<Record<string, string>>;
  readonly report: Report;
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
 * Stands up every stack of an assembly, then lets each provider settle.
 *
 * @throws TemplateError naming stack, logical id and path of what cannot be resolved or created.
 * @throws UnknownInTemplateError when `strict`; SettleError.
 *
 * @example
 * const { stacks, report } = await deploy(readAssembly('cdk.out'), [tableProvider], environment);
 */
export async function deploy(
  assembly: Assembly,
  providers: readonly ResourceProvider[],
  environment: Environment,
  options: DeployOptions = {},
): Promise<Deployment> {
  const report = emptyReport();
  const world: World = {
    environment,
    providers: indexProviders([...providers, nestedStackProvider(() => world)]),
    inertTypes: { ...inertTypes, ...options.inert },
    assets: indexAssets(assembly.assets, environment),
    ssmParameters: options.ssmParameters ?? {},
    report,
    exports: new Map(),
    stacks: new Map(),
  };
  report.notes.push(
    ...assembly.unavailableAssets.map((asset) => `asset ${asset}, which nothing here can serve`),
  );
  for (const stack of stacksInOrder(assembly.stacks, environment)) {
    report.notes.push(...foreign(stack, environment));
    const parameters = { ...stack.parameters, ...options.parameters?.[stack.name] };
    await deployStack({ name: stack.name, template: stack.template, parameters }, world);
  }
  if (options.strict && report.unknown.length > 0) throw new UnknownInTemplateError(report);
  for (const provider of new Set(providers)) await settle(provider);
  const exported = [...world.exports].map(([name, { value }]) => [name, String(value)]);
  return { stacks: [...world.stacks.values()], exports: Object.fromEntries(exported), report };
}

async function settle(provider: ResourceProvider): Promise<void> {
  try {
    await provider.settle?.();
  } catch (error) {
    throw new SettleError(`${provider.type}: ${(error as Error).message}`, { cause: error });
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
