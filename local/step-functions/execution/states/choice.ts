import { holds } from '../../language/choice.ts';
import type { ChoiceRule } from '../../language/definition.ts';
import { StateError } from '../../language/errors.ts';
import { evaluateAs } from '../../language/jsonata.ts';
import { leaveWithInput, type Leaving } from '../leaving.ts';
import { effectiveScope, type Visiting } from '../thread.ts';

/** Goes on by the first rule that holds, otherwise by `Default`. */
export async function choose(visiting: Visiting): Promise<Leaving> {
  const { state, name, visit } = visiting;
  for (const [index, rule] of state.Choices!.entries()) {
    if (!(await applies(visiting, rule, index))) continue;
    return leaveWithInput(visiting, rule, rule.Next);
  }
  if (state.Default !== undefined) return leaveWithInput(visiting, state, state.Default);
  throw new StateError(
    'States.NoChoiceMatched',
    `An error occurred while executing the state '${name}' (entered at the event id #${visit.event}). Failed to transition out of the state. The state does not point to a next state.`,
  );
}

async function applies(visiting: Visiting, rule: ChoiceRule, index: number): Promise<boolean> {
  const scope = effectiveScope(visiting);
  if (!visiting.jsonata) return holds(rule, scope);
  return evaluateAs<boolean>('boolean', rule.Condition!, `Choices[${index}]/Condition`, scope);
}
