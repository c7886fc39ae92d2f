import { createCache } from '../cache.ts';
import { checkedCode, shippedCode, type CheckedCode } from './checked-code.ts';
import { callable, prepare, type Prepared } from './evaluate.ts';
import { instrument } from './instrument/instrument.ts';
import { splicedText } from './instrument/splicer.ts';
import { parse } from './parse.ts';
import { codeFileName, codeRefusal, isCodeRefusal } from './refusal.ts';
import { refusalsOf, sizeErrors } from './rules/index.ts';
import { runtime } from './runtime.ts';
import type { CodeError, Compile, CompileOptions } from './types.ts';

export { isCodeRefusal };

export interface Compiler {
  readonly compile: Compile;
  /**
   * Checks code that is about to be deployed, so that its deployment finds it checked. What is refused is passed over:
   * its deployment says so. Everything else goes on meanwhile.
   */
  ahead(codes: readonly string[]): Promise<void>;
}

/** @param checked - what is known from other processes to have passed. */
export function createCompiler(checked?: CheckedCode): Compiler {
  /** What every cloud of the process shares: one that starts anew, or changes one resolver, prepares only what is new. */
  const prepared = createCache<Prepared>(500);

  function prepareDeployed(code: string, fileName: string): Prepared {
    const kept = checked?.recall(code, fileName);
    if (kept) return prepare(splicedText(code, kept.text, kept.stretches), fileName);
    const fresh = prepareChecked(code, fileName);
    checked?.keep(code, fileName, fresh.text);
    return fresh;
  }

  function preparedOf(code: string, { fileName = codeFileName, deployed = false }: CompileOptions): Prepared {
    const key = `${fileName}\n${code}`;
    let known = prepared.get(key);
    if (!known) {
      known = deployed ? prepareDeployed(code, fileName) : prepareChecked(code, fileName);
      prepared.set(key, known);
    }
    return known;
  }

  return {
    compile: (code, environment, options = {}) => callable(preparedOf(code, options), environment),
    ahead: (codes) => inTurns(codes, (code) => preparedOf(code, { deployed: true })),
  };
}

const compiler = createCompiler(checkedCode);

/**
 * Compiles APPSYNC_JS code: refuses what AppSync refuses to create, with every error found, and prepares the rest
 * to be called in-process, synchronously and within the service's limits.
 *
 * @param code - an ES module of at most 32,768 characters that exports `request` and `response`.
 * @throws CodeRefusal with `codeErrors`, located from line 1 and column 1.
 * @example
 * const code = compile(bundle, { now: Date.now, uuid: randomUUID, random: Math.random });
 * const { result, error } = code.evaluate('request', context);
 */
export const compile: Compile = compiler.compile;

/**
 * Checks code that is about to be deployed here, while there is time: that its deployment then takes none for it.
 *
 * @example
 * void checkAhead([readFileSync('build/resolvers/Query.note.js', 'utf8')]);
 * await cloud.update({ files: ['build/resolvers/Query.note.js'] });
 */
export const checkAhead: Compiler['ahead'] = compiler.ahead;

/**
 * Checks the code of an app once, where the local cloud is built together with it: that no first start anywhere takes
 * time for it. Without effect when the local cloud runs from its sources.
 */
export async function shipChecked(codes: readonly string[]): Promise<void> {
  if (!shippedCode) return;
  await createCompiler(shippedCode).ahead(codes);
  await shippedCode.settled();
}

/** Resolves when other processes can know of all that has passed so far. */
export const codeKept = async (): Promise<void> => checkedCode?.settled();

/**
 * Checks code for nothing, so that the next check is quick: of what is kept from other processes nothing is checked at
 * a start, and an engine that has checked nothing yet takes three times as long. For whoever is about to take up
 * changes. Everything else goes on meanwhile. Some 10 ms for each code at first.
 *
 * @param codes - code that passes; what does not is passed over.
 * @example
 * await warmUp(bundles.slice(0, 40));
 */
export const warmUp = (codes: readonly string[]): Promise<void> =>
  inTurns(codes, (code) => prepareChecked(code, codeFileName));

/** Works through code while everything else goes on. What fails is passed over: whoever deploys it hears of it. */
async function inTurns(codes: readonly string[], work: (code: string) => unknown): Promise<void> {
  for (const code of codes) {
    await new Promise((resolve) => setImmediate(resolve));
    try {
      work(code);
    } catch {
      continue;
    }
  }
}

function prepareChecked(code: string, fileName: string): Prepared {
  refuse(sizeErrors(code));
  const module = parse(code, fileName);
  refuse(refusalsOf(module));
  const fresh = prepare(instrument(module, runtime().globalNames), fileName);
  // What the rules let through must compile, too: an error of that kind belongs here and not to the first call.
  fresh.compiled();
  return fresh;
}

function refuse(errors: readonly CodeError[]): void {
  if (errors.length > 0) throw codeRefusal(errors);
}
