import { createLibrary } from './library/index.ts';
import { javaReplace } from './java/regular-expression.ts';
import { createRealm, type Realm } from './realm/realm.ts';
import type { SessionHolder } from './session.ts';

/** The realm that all code shares, with the library in it. Nothing that code does outlives its evaluation. */
export interface Runtime {
  readonly realm: Realm;
  readonly session: SessionHolder;
  /** What the code's function takes after the meter and the guards. */
  readonly modules: unknown;
  /** Names of the globals, in the order in which the code's function takes them. */
  readonly globalNames: readonly string[];
  readonly globalValues: readonly unknown[];
}

let shared: Runtime | undefined;

/** Built when the first code is compiled (some milliseconds), then shared by all. */
export function runtime(): Runtime {
  return (shared ??= createRuntime());
}

function createRuntime(): Runtime {
  const session = {} as SessionHolder;
  const realm = createRealm({
    random: () => session.current.environment.random(),
    at: (position) => {
      session.current.consoleAt = position;
    },
    replace: javaReplace,
  });
  const library = createLibrary(session);
  const modules = realm.expose(library.modules) as Record<string, Record<string, unknown>>;
  const globals: Record<string, unknown> = {
    ...realm.globals,
    ...modules['@aws-appsync/utils'],
    console: realm.expose(library.console),
  };
  return {
    realm,
    session,
    modules,
    globalNames: Object.keys(globals),
    globalValues: Object.values(globals),
  };
}
