/**
 * Checks APPSYNC_JS code with TypeScript, in a thread of its own: the compiler takes a second to begin and holds up
 * whatever else its thread has to do. A check is told `{ id, code }` and answers `{ id, faults }`.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';

const { fileName } = workerData;

/** Undefined where TypeScript is not installed: then nothing is checked. */
const compiler = await import('typescript').then(
  ({ default: loaded }) => loaded,
  () => undefined,
);

/** What the service's errors show of its settings: JavaScript is checked, loosely; no types but those of the language. */
const options = compiler && {
  allowJs: true,
  checkJs: true,
  noEmit: true,
  strict: false,
  skipLibCheck: true,
  target: compiler.ScriptTarget.ESNext,
  module: compiler.ModuleKind.ESNext,
  moduleResolution: compiler.ModuleResolutionKind.Bundler,
  lib: ['lib.es2022.d.ts'],
  types: [],
};

/** The code lies where `@aws-appsync/utils` is found. */
const directory = join(
  createRequire(import.meta.url).resolve('@aws-appsync/utils/package.json'),
  '../../../..',
);
const codePath = join(directory, fileName);
/** The globals of APPSYNC_JS that are not the language's own. */
const globalsPath = join(directory, 'globals.d.ts');
const globals = `
  declare const console: { log(...values: any[]): void; error(...values: any[]): void };
  declare const util: typeof import('@aws-appsync/utils').util;
  declare const extensions: typeof import('@aws-appsync/utils').extensions;
  declare const runtime: typeof import('@aws-appsync/utils').runtime;`;
const host = compiler?.createCompilerHost(options);
/** Declarations, parsed once. */
const declarations = new Map();
let previous;

function check(code) {
  const program = compiler.createProgram(
    [codePath, globalsPath],
    options,
    {
      ...host,
      getCurrentDirectory: () => directory,
      fileExists: (name) => name === codePath || name === globalsPath || host.fileExists(name),
      getSourceFile(name, language) {
        if (name === codePath) {
          return compiler.createSourceFile(name, code, language, true, compiler.ScriptKind.JS);
        }
        if (!declarations.has(name)) {
          declarations.set(
            name,
            name === globalsPath
              ? compiler.createSourceFile(name, globals, language)
              : host.getSourceFile(name, language),
          );
        }
        return declarations.get(name);
      },
    },
    previous,
  );
  previous = program;
  const file = program.getSourceFile(codePath);
  const syntactic = program.getSyntacticDiagnostics(file);
  const found = syntactic.length > 0 ? syntactic : program.getSemanticDiagnostics(file);
  return found.map((diagnostic) => {
    const { line, character } = file.getLineAndCharacterOfPosition(diagnostic.start);
    return {
      number: diagnostic.code,
      text: compiler.flattenDiagnosticMessageText(diagnostic.messageText, '\n'),
      line: line + 1,
      column: character + 1,
      span: diagnostic.length,
    };
  });
}

parentPort.on('message', ({ id, code }) => {
  let faults = [];
  try {
    if (compiler) faults = check(code);
  } catch {
    // A compiler that fails finds nothing: the service's own rules are checked elsewhere.
  }
  parentPort.postMessage({ id, faults });
});
