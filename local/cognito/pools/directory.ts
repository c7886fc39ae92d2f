import type { Group, User } from './model.ts';
import type { PoolProperties } from './settings.ts';
import type { StateFile } from './state-file.ts';

/** The users and groups of one pool, found by any name they answer to. */
export interface Directory {
  readonly users: ReadonlyMap<string, User>;
  readonly groups: ReadonlyMap<string, Group>;
  /** Finds a user by username, `sub`, or an alias the pool allows. */
  find(name: string): User | undefined;
  /** Another user who holds this value of an attribute as a name to sign in with. */
  holderOf(attribute: string, value: string, except?: User): User | undefined;
  /** Stores a new user, or the changes made to one. */
  save(user: User): void;
  remove(user: User): void;
  saveGroup(group: Group): void;
  removeGroup(name: string): void;
}

/** Builds the indexes over what the state file holds; every change goes through to it. */
export function createDirectory(file: StateFile, properties: () => PoolProperties): Directory {
  const users = new Map<string, User>();
  const groups = new Map(file.state.groups.map((group) => [group.name, group]));
  const byName = new Map<string, User>();
  const bySub = new Map<string, User>();
  const byAlias = new Map<string, User>();
  const aliasKeys = new Map<User, string[]>();

  // Case counts only when the pool says so or says nothing of it.
  const fold = (text: string) =>
    properties().UsernameConfiguration?.CaseSensitive === false ? text.toLowerCase() : text;
  const aliasKey = (attribute: string, value: string) => `${attribute}\n${fold(value)}`;

  /**
   * A username attribute names its user from the start. An alias does so once verified; `preferred_username`, which
   * cannot be verified, once the user is confirmed.
   */
  function aliasesOf(user: User): string[] {
    const { UsernameAttributes = [], AliasAttributes = [] } = properties();
    const active = AliasAttributes.filter((name) =>
      name === 'preferred_username'
        ? user.status !== 'UNCONFIRMED'
        : user.attributes[`${name}_verified`] === 'true',
    );
    return [...UsernameAttributes, ...active].flatMap((name) => {
      const value = user.attributes[name];
      return value ? [aliasKey(name, value)] : [];
    });
  }

  function unindex(user: User): void {
    for (const key of aliasKeys.get(user) ?? []) if (byAlias.get(key) === user) byAlias.delete(key);
    aliasKeys.delete(user);
  }

  function index(user: User): void {
    unindex(user);
    users.set(user.username, user);
    byName.set(fold(user.username), user);
    bySub.set(user.sub, user);
    const keys = aliasesOf(user);
    for (const key of keys) byAlias.set(key, user);
    aliasKeys.set(user, keys);
  }

  function write(): void {
    file.state.users = [...users.values()];
    file.state.groups = [...groups.values()];
    file.changed();
  }

  for (const user of file.state.users) index(user);

  return {
    users,
    groups,
    find(name) {
      const direct = byName.get(fold(name)) ?? bySub.get(name);
      if (direct) return direct;
      const { UsernameAttributes = [], AliasAttributes = [] } = properties();
      for (const attribute of [...UsernameAttributes, ...AliasAttributes]) {
        const user = byAlias.get(aliasKey(attribute, name));
        if (user) return user;
      }
      return undefined;
    },
    holderOf(attribute, value, except) {
      const user = byAlias.get(aliasKey(attribute, value));
      return user === except ? undefined : user;
    },
    save(user) {
      index(user);
      write();
    },
    remove(user) {
      unindex(user);
      users.delete(user.username);
      byName.delete(fold(user.username));
      bySub.delete(user.sub);
      file.state.grants = file.state.grants.filter((grant) => grant.username !== user.username);
      write();
    },
    saveGroup(group) {
      groups.set(group.name, group);
      write();
    },
    removeGroup(name) {
      groups.delete(name);
      for (const user of users.values()) {
        const at = user.groups.indexOf(name);
        if (at >= 0) user.groups.splice(at, 1);
      }
      write();
    },
  };
}
