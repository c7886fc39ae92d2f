import type { Activity } from '../activities.ts';
import { invalidName, invalidOutput } from '../errors.ts';
import { largestPayload } from '../execution/thread.ts';
import { parseJson } from '../language/json.ts';
import { isName } from '../machines.ts';
import { on, page, required, seconds, type Operations, type Service } from './operation.ts';

/** Operations of those who hold a task's token. Policies allow them by state machine, as CDK's `grantTaskResponse` does. */
export function taskOperations({ tokens, kept }: Service): Operations {
  /** Lets what was told take effect, and waits until that is kept. */
  const told = async (): Promise<object> => {
    await new Promise((resolve) => setImmediate(resolve));
    await kept();
    return {};
  };
  const resource = (input: any) => tokens.machineOf(input.taskToken);
  return {
    SendTaskSuccess: {
      resource,
      async run(input) {
        const holder = await tokens.require(required(input, 'taskToken'));
        const text = required(input, 'output');
        if (Buffer.byteLength(text) > largestPayload)
          throw invalidOutput(`The output is longer than ${largestPayload} bytes.`);
        const output = parseJson(text);
        if (output === undefined) throw invalidOutput('The output is not valid JSON.');
        holder.succeed(output);
        return told();
      },
    },
    SendTaskFailure: {
      resource,
      async run(input) {
        (await tokens.require(required(input, 'taskToken'))).fail(input.error, input.cause);
        return told();
      },
    },
    SendTaskHeartbeat: {
      resource,
      async run(input) {
        (await tokens.require(required(input, 'taskToken'))).heartbeat();
        return told();
      },
    },
  };
}

/** Operations on activities, and of their workers. */
export function activityOperations({ activities }: Service): Operations {
  return {
    CreateActivity: {
      resource: () => '*',
      run(input) {
        const name = required(input, 'name');
        if (!isName(name)) throw invalidName(name);
        const { arn, createdAt } = activities.create(name);
        return { activityArn: arn, creationDate: seconds(createdAt) };
      },
    },
    DeleteActivity: {
      resource: on('activityArn'),
      run(input) {
        activities.delete(required(input, 'activityArn'));
        return {};
      },
    },
    DescribeActivity: {
      resource: on('activityArn'),
      run: (input) => describe(activities.require(required(input, 'activityArn'))),
    },
    ListActivities: {
      resource: () => '*',
      run(input) {
        const { items, nextToken } = page(activities.all(), input);
        return { activities: items.map(describe), nextToken };
      },
    },
    GetActivityTask: {
      resource: on('activityArn'),
      async run(input) {
        const taken = await activities.take(required(input, 'activityArn'), input.workerName);
        return taken ?? { taskToken: null, input: null };
      },
    },
  };
}

const describe = ({ arn, name, createdAt }: Activity) => ({
  activityArn: arn,
  name,
  creationDate: seconds(createdAt),
});
