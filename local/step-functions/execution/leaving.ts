import type { Catcher, ChoiceRule } from '../language/definition.ts';
import { StateError } from '../language/errors.ts';
import { isObject, sizeOf, type Json, type JsonObject } from '../language/json.ts';
import { evaluateJsonata, type Results } from '../language/jsonata.ts';
import { putResult } from '../language/reference-path.ts';
import { select } from '../language/scope.ts';
import { fillTemplate } from '../language/template.ts';
import { largestPayload, record, scopeOf, type Visiting } from './thread.ts';

/** Where a thread goes from a state; without `next` it has come to its end. */
export interface Leaving {
  readonly output: Json;
  readonly next?: string;
}

/** What is said of a result, or an output, that is too large. */
export const tooLarge = (what: string) =>
  new StateError(
    'States.DataLimitExceeded',
    `The state/task '${what}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );

/** A fault that no policy of its state is asked about. */
export class FinalError extends StateError {}

/**
 * Makes a state's output of its result, assigns variables, and writes down that it was left.
 *
 * @param effective - the input after `InputPath` and `Parameters`, which is a Pass state's result
 * @throws Fault, FinalError
 */
export async function leaveWithResult(visiting: Visiting, result: Json): Promise<Leaving> {
  const { state, jsonata, thread } = visiting;
  if (jsonata) return leaveByJsonata(visiting, state, { result }, result);
  const selected =
    state.ResultSelector === undefined
      ? result
      : fillTemplate(state.ResultSelector, scopeOf(visiting, result));
  const assigned = assignByPath(visiting, state.Assign, selected);
  const placed = putResult(thread.frame.input, state.ResultPath, selected);
  const output = select(state.OutputPath, scopeOf(visiting, placed));
  return leave(visiting, { output, next: state.Next }, assigned);
}

/** The same of a state that has no result: its input goes on. */
export async function leaveWithInput(
  visiting: Visiting,
  from: { readonly Output?: Json; readonly Assign?: JsonObject } = visiting.state,
  next: string | undefined = visiting.state.Next,
): Promise<Leaving> {
  const { state, jsonata, thread } = visiting;
  if (jsonata) return leaveByJsonata(visiting, { ...from, Next: next }, {}, thread.frame.input);
  const effective = select(state.InputPath, scopeOf(visiting));
  const assigned = assignByPath(visiting, from.Assign, effective);
  const output = select(state.OutputPath, scopeOf(visiting, effective));
  return leave(visiting, { output, next }, assigned);
}

/** A Pass state's result is put into its input as that of a task is. */
export async function leavePassed(visiting: Visiting, result: Json): Promise<Leaving> {
  return visiting.jsonata ? leaveWithInput(visiting) : leaveWithResult(visiting, result);
}

/** Leaves by a catcher. `OutputPath` is not applied to what it makes. */
export async function leaveByCatcher(
  visiting: Visiting,
  catcher: Catcher,
  errorOutput: JsonObject,
): Promise<Leaving> {
  if (visiting.jsonata) return leaveByJsonata(visiting, catcher, { errorOutput }, errorOutput);
  const assigned = assignByPath(visiting, catcher.Assign, errorOutput);
  const output = putResult(visiting.thread.frame.input, catcher.ResultPath, errorOutput);
  return leave(visiting, { output, next: catcher.Next }, assigned);
}

type JsonataFields = Pick<Catcher & ChoiceRule, 'Output' | 'Assign'> & { readonly Next?: string };

async function leaveByJsonata(
  visiting: Visiting,
  { Output, Assign, Next }: JsonataFields,
  results: Results,
  otherwise: Json,
): Promise<Leaving> {
  const scope = scopeOf(visiting);
  // Both see the variables as they were before.
  const assigned = Assign && (await evaluateJsonata(Assign, 'Assign', scope, results));
  const output = Output === undefined ? otherwise : await evaluateJsonata(Output, 'Output', scope, results);
  return leave(visiting, { output, next: Next }, isObject(assigned) ? assigned : undefined);
}

function assignByPath(
  visiting: Visiting,
  assign: JsonObject | undefined,
  input: Json,
): JsonObject | undefined {
  if (!assign) return undefined;
  const assigned = fillTemplate(assign, scopeOf(visiting, input));
  return isObject(assigned) ? assigned : undefined;
}

function leave(visiting: Visiting, leaving: Leaving, assigned: JsonObject | undefined): Leaving {
  const { thread, name, state } = visiting;
  const oversized = Object.entries(assigned ?? {}).find(([, value]) => sizeOf(value) > largestPayload);
  if (sizeOf(leaving.output) > largestPayload || oversized) {
    const { error, cause } = tooLarge(name);
    throw new FinalError(error, cause);
  }
  record(visiting, `${state.Type}StateExited`, {
    name,
    output: JSON.stringify(leaving.output),
    outputDetails: { truncated: false },
    ...(assigned && {
      assignedVariables: Object.fromEntries(
        Object.entries(assigned).map(([variable, value]) => [variable, JSON.stringify(value)]),
      ),
      assignedVariablesDetails: { truncated: false },
    }),
  });
  Object.assign(thread.frame.variables, assigned);
  return leaving;
}
