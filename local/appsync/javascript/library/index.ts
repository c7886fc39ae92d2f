import type { Library } from '../realm/realm.ts';
import type { SessionHolder } from '../session.ts';
import * as ai from './ai.ts';
import { consoleLibrary } from './console.ts';
import * as dynamodb from './dynamodb/index.ts';
import { extensionsLibrary } from './extensions.ts';
import * as rds from './rds/index.ts';
import { runtimeLibrary } from './runtime.ts';
import { utilLibrary } from './util.ts';

/** The modules that AppSync lets code import, with their members. */
export function createLibrary(session: SessionHolder): { modules: Library; console: Library } {
  const main = {
    util: utilLibrary(session),
    extensions: extensionsLibrary(session),
    runtime: runtimeLibrary(),
  };
  return {
    console: consoleLibrary(session),
    modules: {
      '@aws-appsync/utils': main,
      '@aws-appsync/utils/dynamodb': { ...dynamodb },
      '@aws-appsync/utils/rds': { ...rds },
      '@aws-appsync/utils/ai': { ...ai },
    },
  };
}
