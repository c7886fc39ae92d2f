import { Fault, runtimeFault } from '../../language/errors.ts';
import { sizeOf, type Json } from '../../language/json.ts';
import { evaluateAs, evaluateJsonata } from '../../language/jsonata.ts';
import { lookUp, type Scope } from '../../language/scope.ts';
import { fillTemplate } from '../../language/template.ts';
import { numberOf } from '../settings.ts';
import { effectiveScope, type Visiting } from '../thread.ts';

/** The items of a Map state, before anything is made of them. @throws Fault */
export async function itemsOf(visiting: Visiting): Promise<readonly Json[]> {
  const { state, jsonata } = visiting;
  const scope = effectiveScope(visiting);
  if (jsonata && state.Items !== undefined)
    return evaluateAs<readonly Json[]>('array', state.Items, 'Items', scope);
  if (jsonata) {
    if (Array.isArray(scope.input)) return scope.input;
    throw new Fault(
      'States.QueryEvaluationError',
      `Map state input must be an array but was: ${JSON.stringify(scope.input)}`,
      { location: '' },
    );
  }
  const path = state.ItemsPath ?? '$';
  const found = lookUp(path, scope);
  if (!found.found) throw runtimeFault(`Invalid path '${path}' : ${found.missing}`);
  if (Array.isArray(found.value)) return found.value;
  throw runtimeFault(`Reference path "${path}" must point to array.`);
}

/** What each iteration gets of its item: the item, or what `ItemSelector` makes of it. */
export async function selectItems(visiting: Visiting, items: readonly Json[]): Promise<readonly Json[]> {
  const { state, jsonata } = visiting;
  const selector = state.ItemSelector ?? state.Parameters;
  if (selector === undefined) return items;
  const scope = effectiveScope(visiting);
  const selected: Json[] = [];
  for (const [index, value] of items.entries()) {
    const context = { ...scope.context, Map: { Item: { Index: index, Value: value } } };
    const seen: Scope = { ...scope, context };
    selected.push(
      jsonata ? await evaluateJsonata(selector, 'ItemSelector', seen) : fillTemplate(selector, seen),
    );
  }
  return selected;
}

/** Puts items together as `ItemBatcher` says; without one they stay as they are. */
export async function batchItems(visiting: Visiting, items: readonly Json[]): Promise<readonly Json[]> {
  const { state, jsonata } = visiting;
  const batcher = state.ItemBatcher;
  if (!batcher) return items;
  const scope = effectiveScope(visiting);
  const most = (await numberOf(visiting, 'MaxItemsPerBatch', batcher as never)) ?? Infinity;
  const largest = (await numberOf(visiting, 'MaxInputBytesPerBatch', batcher as never)) ?? Infinity;
  const shared: Record<string, Json> = {};
  if (batcher.BatchInput !== undefined) {
    shared.BatchInput = jsonata
      ? await evaluateJsonata(batcher.BatchInput, 'ItemBatcher/BatchInput', scope)
      : fillTemplate(batcher.BatchInput, scope);
  }
  const batches: { readonly Items: Json[]; readonly [name: string]: Json }[] = [];
  for (const item of items) {
    const batch = batches.at(-1);
    const fits =
      batch &&
      batch.Items.length < most &&
      (largest === Infinity || sizeOf({ ...shared, Items: [...batch.Items, item] }) <= largest);
    if (fits) batch.Items.push(item);
    else batches.push({ ...shared, Items: [item] });
  }
  return batches;
}
