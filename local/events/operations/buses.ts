import { constraint, invalid, notFound } from '../errors.ts';
import { defaultBus, type Bus } from '../model.ts';
import { asBus, nameIn, onBus, pageOf, seconds, tagsIn, type Operations, type Service } from './operation.ts';
import type { PolicyStatement } from '../../core/ports.ts';
import { statementsOfBus, withStatement, withoutStatement } from '../bus-policy.ts';

/** Operations that make, look at and delete buses, and change their policies. */
export function busOperations(service: Service): Operations {
  const { registry, environment } = service;
  const busName = /^[/.\-_A-Za-z0-9]+$/;

  return {
    CreateEventBus: {
      asks: (input) => [asBus(registry, nameIn(input, 'Name', 256, busName))],
      run(input) {
        const name = nameIn(input, 'Name', 256, busName);
        // The wording is not established.
        if (name.includes('/')) throw invalid(`Event bus name ${name} must not contain a slash.`);
        const bus = registry.createBus(
          name,
          input['Description'] === undefined ? {} : { description: input['Description'] },
        );
        for (const [key, value] of tagsIn(input['Tags'])) bus.tags.set(key, value);
        registry.changed(bus);
        return {
          EventBusArn: bus.arn,
          ...(bus.description !== undefined && { Description: bus.description }),
        };
      },
    },
    UpdateEventBus: onBus(
      service,
      (input) => input['Name'],
      (bus, { Description }) => {
        if (Description !== undefined) bus.description = Description;
        touch(bus);
        return {
          Arn: bus.arn,
          Name: bus.name,
          ...(bus.description !== undefined && { Description: bus.description }),
        };
      },
    ),
    DeleteEventBus: {
      asks: (input) => [asBus(registry, nameIn(input, 'Name', 1600, /^.+$/))],
      run(input) {
        const name = nameIn(input, 'Name', 1600, /^.+$/);
        if (name === defaultBus) throw invalid('Cannot delete event bus default.');
        const bus = registry.bus(name);
        const own = [...bus.rules.values()].filter(({ definition }) => !definition.ManagedBy);
        // The wording is not established.
        if (own.length > 0) throw invalid(`Event bus ${name} can't be deleted since it has rules.`);
        registry.deleteBus(bus);
        return {};
      },
    },
    DescribeEventBus: onBus(service, (input) => input['Name'], describe),
    ListEventBuses: {
      asks: () => ['*'],
      run(input) {
        const wanted = registry
          .buses()
          .filter(({ name }) => name.startsWith(input['NamePrefix'] ?? ''))
          .sort(byName);
        const { page, token } = pageOf(wanted, input);
        return { EventBuses: page.map(describe), ...token };
      },
    },
    PutPermission: onBus(
      service,
      (input) => input['EventBusName'],
      (bus, input) => {
        bus.policy = input['Policy']
          ? readPolicy(input['Policy'])
          : withStatement(bus.policy, statementIn(input, bus));
        touch(bus);
        return {};
      },
    ),
    RemovePermission: onBus(
      service,
      (input) => input['EventBusName'],
      (bus, { StatementId, RemoveAllPermissions = false }) => {
        if (RemoveAllPermissions) delete bus.policy;
        else {
          if (!bus.policy || !statementsOfBus(bus.policy).some(({ Sid }) => Sid === StatementId)) {
            throw notFound('Statement with the provided id does not exist.');
          }
          const rest = withoutStatement(bus.policy, StatementId);
          if (rest) bus.policy = rest;
          else delete bus.policy;
        }
        touch(bus);
        return {};
      },
    ),
  };

  function touch(bus: Bus): void {
    bus.modifiedAt = environment.clock.now();
    registry.changed(bus);
  }

  function statementIn(
    { StatementId, Action, Principal, Condition }: Record<string, any>,
    bus: Bus,
  ): PolicyStatement {
    if (!StatementId) throw constraint(undefined, 'statementId', 'not be null');
    const root = `arn:${environment.partition}:iam::${Principal}:root`;
    return {
      Sid: StatementId,
      Effect: 'Allow',
      Principal: Principal === '*' ? '*' : { AWS: root },
      Action,
      Resource: bus.arn,
      ...(Condition && { Condition: { [Condition.Type]: { [Condition.Key]: Condition.Value } } }),
    };
  }
}

function readPolicy(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid('Parameter Policy is not valid. Reason: Policy is not a JSON object.');
  }
}

const describe = (bus: Bus) => ({
  Arn: bus.arn,
  Name: bus.name,
  CreationTime: seconds(bus.createdAt),
  LastModifiedTime: seconds(bus.modifiedAt),
  ...(bus.description !== undefined && { Description: bus.description }),
  ...(bus.policy && { Policy: JSON.stringify(bus.policy) }),
});

const byName = (one: Bus, other: Bus) => (one.name < other.name ? -1 : 1);
