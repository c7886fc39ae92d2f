import type { Activities } from './activities.ts';
import type { Alias, Machines, MachineType, Revision } from './machines.ts';

/** What callers made of machines and activities; what templates define they define again at the next start. */
interface Made {
  readonly machines: readonly MadeMachine[];
  readonly activities: readonly string[];
}

interface MadeMachine {
  readonly name: string;
  readonly type: MachineType;
  readonly current: Pick<Revision, 'text' | 'roleArn'>;
  readonly logging: object;
  readonly tracing: object;
  readonly tags: Readonly<Record<string, string>>;
  readonly versions: readonly [number, Revision][];
  readonly lastVersion: number;
  readonly aliases: readonly [string, Alias][];
}

export function keepMade(machines: Machines, activities: Activities): Made {
  return {
    machines: machines
      .all()
      .filter(({ defined }) => !defined)
      .map((machine) => ({
        name: machine.name,
        type: machine.type,
        current: { text: machine.current.text, roleArn: machine.current.roleArn },
        logging: machine.logging,
        tracing: machine.tracing,
        tags: Object.fromEntries(machine.tags),
        versions: [...machine.versions],
        lastVersion: machine.lastVersion,
        aliases: [...machine.aliases],
      })),
    activities: activities.all().map(({ name }) => name),
  };
}

export function restoreMade(made: unknown, machines: Machines, activities: Activities): void {
  const kept = made as Made | undefined;
  for (const name of kept?.activities ?? []) activities.create(name);
  for (const { current, tags, versions, lastVersion, aliases, ...rest } of kept?.machines ?? []) {
    const machine = machines.create({ ...rest, definition: current.text, roleArn: current.roleArn, tags });
    machine.lastVersion = lastVersion;
    for (const [version, revision] of versions) machine.versions.set(version, revision);
    for (const [name, alias] of aliases) machine.aliases.set(name, alias);
  }
}
