import type { Environment } from '../core/environment.ts';
import type { RuntimeEnvironment } from './javascript/types.ts';

/** The clock and the chance of the local cloud, as APPSYNC_JS takes them; its console writes to `log`. */
export function runtimeEnvironment({ clock, ids, log }: Environment, scope?: string): RuntimeEnvironment {
  const scoped = scope === undefined ? undefined : log.scope(scope);
  return {
    now: () => clock.now(),
    uuid: () => ids.uuid(),
    random: () => ids.random(),
    ...(scoped ? { onLog: (line: string) => scoped.info(line) } : {}),
  };
}
