import { constraint } from '../errors.ts';
import type { Target } from '../model.ts';
import { checkTargets, warnOfTarget } from '../targets.ts';
import { nameIn, onRule, pageOf, type Input, type Operations, type Service } from './operation.ts';
import { refuseManaged } from './rules.ts';

/** Operations on the targets of a rule. */
export function targetOperations(service: Service): Operations {
  const { registry, environment } = service;
  const log = environment.log.scope('events');
  const ruleOf = (input: Input) => nameIn(input, 'Rule');

  return {
    PutTargets: onRule(service, ruleOf, (rule, bus, input) => {
      const targets: Target[] = input['Targets'] ?? [];
      if (targets.length === 0) throw constraint('[]', 'targets', 'have length greater than or equal to 1');
      refuseManaged(rule);
      checkTargets(targets, rule.targets);
      for (const target of targets) {
        rule.targets.set(target.Id, target);
        warnOfTarget(target, rule.definition.Name, log);
      }
      registry.changed(bus);
      return { FailedEntryCount: 0, FailedEntries: [] };
    }),
    RemoveTargets: onRule(service, ruleOf, (rule, bus, input) => {
      if (!input['Force']) refuseManaged(rule);
      const ids: string[] = input['Ids'] ?? [];
      // The wording is not established.
      const FailedEntries = ids
        .filter((id) => !rule.targets.delete(id))
        .map((id) => ({
          TargetId: id,
          ErrorCode: 'ResourceNotFoundException',
          ErrorMessage: `Rule ${rule.definition.Name} does not have the target ${id}.`,
        }));
      registry.changed(bus);
      return { FailedEntryCount: FailedEntries.length, FailedEntries };
    }),
    ListTargetsByRule: onRule(service, ruleOf, (rule, _bus, input) => {
      const { page, token } = pageOf([...rule.targets.values()], input);
      return { Targets: page, ...token };
    }),
  };
}
