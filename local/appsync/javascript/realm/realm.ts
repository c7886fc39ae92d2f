import { createContext, Script } from 'node:vm';
import type { HandlerContext } from '../types.ts';
import { bootstrapSource } from './bootstrap.ts';
import { fault } from './halt.ts';
import { refill, type Meter } from './meter.ts';
import { toPlain } from './plain.ts';

/** A function of the library as the host writes it: plain JSON values in, plain JSON values out. */
export type LibraryFunction = (...given: any[]) => unknown;
/** Namespaces of library functions, as the code sees them. */
export interface Library {
  readonly [name: string]: LibraryFunction | Library;
}

/** What instrumented code is given: see `instrument`. */
export interface Realm {
  readonly meter: Meter;
  readonly guards: object;
  /** Object, Array's and String's statics, JSON, Math and Number, as the service lists them. */
  readonly globals: Readonly<Record<string, unknown>>;
  /** Makes a library callable from the code. */
  expose(library: Library): unknown;
  /** A handler's ctx, and the members of it that the code has read so far. */
  context(given: HandlerContext): { ctx: unknown; entered: Record<string, unknown> };
  /** Compiles an expression in the realm. */
  compile(source: string, fileName: string): any;
}

/** What the realm asks of the host while code runs. */
export interface HostCalls {
  random(): number;
  /** Where in the code the console is being called, `line:column`. */
  at(position: string): void;
  replace(subject: string, pattern: unknown, replacement: unknown, all: boolean): string;
}

/** Builds a realm: a bare context, code generation from strings off, its intrinsics cut to the service's list. */
export function createRealm(host: HostCalls): Realm {
  const sandbox = createContext(Object.create(null) as object, {
    name: 'APPSYNC_JS',
    codeGeneration: { strings: false, wasm: false },
  });
  const compile = (source: string, fileName: string) =>
    new Script(source, { filename: fileName }).runInContext(sandbox);
  const realm = compile(
    bootstrapSource,
    'appsync-realm.js',
  )({
    ...host,
    refill: () => refill(realm.meter),
    tooOften: () => fault('The limit of 1000 iterations per loop was exceeded.'),
    tooLarge: () => fault('A string exceeds the limit of 5 MB.'),
    tooDeep: () => fault('The value is nested too deeply, or contains itself.'),
    call: (member: LibraryFunction, given: unknown[]) => {
      const values: unknown[] = [];
      for (let index = 0; index < given.length; index++) values.push(toPlain(given[index], realm.meter));
      return member(...values);
    },
  }) as Omit<Realm, 'compile'>;
  return { ...realm, compile };
}
