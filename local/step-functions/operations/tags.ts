import { AwsError } from '../../core/aws-error.ts';
import { on, required, type Input, type Operations, type Service } from './operation.ts';

/** Operations on the tags of state machines. */
export function tagOperations({ machines }: Service): Operations {
  const tagsOf = (input: Input): Map<string, string> => {
    const arn = required(input, 'resourceArn');
    const machine = machines.find(arn);
    if (machine) return machine.tags;
    throw new AwsError('ResourceNotFound', `Resource not found: '${arn}'`);
  };
  return {
    TagResource: {
      resource: on('resourceArn'),
      run(input) {
        const tags = tagsOf(input);
        for (const { key, value } of input.tags ?? []) tags.set(key, value);
        machines.changed();
        return {};
      },
    },
    UntagResource: {
      resource: on('resourceArn'),
      run(input) {
        const tags = tagsOf(input);
        for (const key of input.tagKeys ?? []) tags.delete(key);
        machines.changed();
        return {};
      },
    },
    ListTagsForResource: {
      resource: on('resourceArn'),
      run: (input) => ({ tags: [...tagsOf(input)].map(([key, value]) => ({ key, value })) }),
    },
  };
}
