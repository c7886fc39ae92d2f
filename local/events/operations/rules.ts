import { AwsError } from '../../core/aws-error.ts';
import { invalid, required } from '../errors.ts';
import { defaultBus, type Bus, type Rule, type RuleDefinition, type RuleState } from '../model.ts';
import { compileRuleSchedule } from '../timers.ts';
import {
  asBus,
  asRule,
  nameIn,
  onRule,
  pageOf,
  tagsIn,
  type Input,
  type Operations,
  type Service,
} from './operation.ts';

/** Operations that make, look at, switch and delete rules. */
export function ruleOperations(service: Service): Operations {
  const { registry, environment } = service;
  const named = (input: Input) => nameIn(input, 'Name');

  const switchTo = (State: RuleState) =>
    onRule(service, named, (rule, bus) => {
      refuseManaged(rule);
      registry.putRule(bus, { ...rule.definition, State });
      return {};
    });

  return {
    PutRule: {
      asks: (input) => [asRule(registry, input['EventBusName'], named(input))],
      run(input) {
        const bus = registry.bus(input['EventBusName']);
        const there = bus.rules.get(named(input));
        if (there) refuseManaged(there);
        const rule = registry.putRule(bus, readRule(input, bus));
        for (const [key, value] of tagsIn(input['Tags'])) rule.tags.set(key, value);
        registry.changed(bus);
        return { RuleArn: rule.arn };
      },
    },
    DeleteRule: {
      asks: (input) => [asRule(registry, input['EventBusName'], named(input))],
      run(input) {
        const bus = registry.bus(input['EventBusName']);
        const rule = bus.rules.get(named(input));
        // A rule that is not there counts as deleted.
        if (!rule) return {};
        if (!input['Force']) refuseManaged(rule);
        if (rule.targets.size > 0) throw invalid("Rule can't be deleted since it has targets.");
        registry.deleteRule(rule);
        return {};
      },
    },
    EnableRule: switchTo('ENABLED'),
    DisableRule: switchTo('DISABLED'),
    DescribeRule: onRule(service, named, (rule) => ({
      ...describeRule(rule),
      CreatedBy: environment.accountId,
    })),
    ListRules: {
      asks: (input) => [asBus(registry, input['EventBusName'])],
      run(input) {
        const wanted = [...registry.bus(input['EventBusName']).rules.values()]
          .filter(({ definition }) => definition.Name.startsWith(input['NamePrefix'] ?? ''))
          .sort(byName);
        const { page, token } = pageOf(wanted, input);
        return { Rules: page.map(describeRule), ...token };
      },
    },
    ListRuleNamesByTarget: {
      asks: (input) => [asBus(registry, input['EventBusName'])],
      run(input) {
        const arn = required(input, 'TargetArn');
        const wanted = [...registry.bus(input['EventBusName']).rules.values()]
          .filter(({ targets }) => [...targets.values()].some(({ Arn }) => Arn === arn))
          .sort(byName);
        const { page, token } = pageOf(wanted, input);
        return { RuleNames: page.map(({ definition }) => definition.Name), ...token };
      },
    },
  };
}

/**
 * Reads what PutRule, or a template, says of a rule.
 *
 * @throws AwsError ValidationException.
 */
export function readRule(input: Input, bus: Pick<Bus, 'name'>): RuleDefinition {
  const { EventPattern, ScheduleExpression, State = 'ENABLED', Description, RoleArn } = input;
  if (EventPattern === undefined && !ScheduleExpression) {
    throw invalid('Parameter(s) EventPattern or ScheduleExpression must be specified.');
  }
  if (ScheduleExpression && bus.name !== defaultBus) {
    throw invalid('ScheduleExpression is supported only on the default event bus.');
  }
  if (ScheduleExpression && !compileRuleSchedule(ScheduleExpression, 0)) {
    throw invalid('Parameter ScheduleExpression is not valid.');
  }
  return {
    Name: input['Name'],
    State,
    ...(EventPattern !== undefined && { EventPattern }),
    ...(ScheduleExpression && { ScheduleExpression }),
    ...(Description !== undefined && { Description }),
    ...(RoleArn !== undefined && { RoleArn }),
  };
}

/** Rules that a service keeps for itself are changed by it alone. @throws AwsError ManagedRuleException */
export function refuseManaged({ definition: { Name, ManagedBy } }: Rule): void {
  if (!ManagedBy) return;
  // The wording is not established.
  throw new AwsError(
    'ManagedRuleException',
    `Rule ${Name} is managed by ${ManagedBy} and cannot be modified.`,
  );
}

const describeRule = ({ arn, busName, definition }: Rule) => ({
  Arn: arn,
  EventBusName: busName,
  ...definition,
});

const byName = (one: Rule, other: Rule) => (one.definition.Name < other.definition.Name ? -1 : 1);
