import { select } from '../../language/scope.ts';
import { fillTemplate } from '../../language/template.ts';
import { leavePassed, type Leaving } from '../leaving.ts';
import { scopeOf, type Visiting } from '../thread.ts';

/** Hands its input on, or a fixed result. Source: Amazon States Language, "Pass state". */
export async function pass(visiting: Visiting): Promise<Leaving> {
  const { state, jsonata } = visiting;
  if (jsonata) return leavePassed(visiting, null);
  const selected = select(state.InputPath, scopeOf(visiting));
  const effective =
    state.Parameters === undefined ? selected : fillTemplate(state.Parameters, scopeOf(visiting, selected));
  return leavePassed(visiting, state.Result === undefined ? effective : state.Result);
}
