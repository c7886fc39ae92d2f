import { invalid, notFound, required } from '../errors.ts';
import { compilePattern } from '../registry.ts';
import { tagsIn, type Operations, type Service } from './operation.ts';

/** Operations on events and on tags. */
export function eventOperations({ registry, putEvents }: Service): Operations {
  const tagged = (arn: string) => {
    const found = registry.byArn(arn);
    if (found) return found;
    const [kind, ...names] = arn.split(':').slice(5).join(':').split('/');
    const [bus, name] = names.length > 1 ? names : ['default', names[0]];
    throw notFound(
      kind === 'rule'
        ? `Rule ${name} does not exist on EventBus ${bus}.`
        : `Event bus ${name} does not exist.`,
    );
  };
  const changed = (one: ReturnType<typeof tagged>) =>
    registry.changed('rules' in one ? one : registry.bus(one.busName));

  return {
    PutEvents: {
      // Asked entry by entry, with its source and detail type.
      asks: () => [],
      run: ({ Entries }, principal) => putEvents(Entries, principal),
    },
    TestEventPattern: {
      asks: () => ['*'],
      run(input) {
        const matches = compilePattern(required(input, 'EventPattern'))!;
        return { Result: matches(readEvent(required(input, 'Event'))) };
      },
    },
    ListTagsForResource: {
      asks: (input) => [required(input, 'ResourceARN')],
      run: (input) => ({
        Tags: [...tagged(required(input, 'ResourceARN')).tags].map(([Key, Value]) => ({ Key, Value })),
      }),
    },
    TagResource: {
      asks: (input) => [required(input, 'ResourceARN')],
      run(input) {
        const one = tagged(required(input, 'ResourceARN'));
        for (const [key, value] of tagsIn(input['Tags'])) one.tags.set(key, value);
        changed(one);
        return {};
      },
    },
    UntagResource: {
      asks: (input) => [required(input, 'ResourceARN')],
      run(input) {
        const one = tagged(required(input, 'ResourceARN'));
        for (const key of input['TagKeys'] ?? []) one.tags.delete(key);
        changed(one);
        return {};
      },
    },
  };
}

/** Members that an event to be tried must have. Source: API reference, TestEventPattern. */
const members = ['id', 'account', 'source', 'time', 'region', 'detail-type'];

function readEvent(text: string): unknown {
  try {
    const event: unknown = JSON.parse(text);
    if (typeof event === 'object' && event !== null && members.every((member) => member in event))
      return event;
  } catch {
    // Answered below like every other text that is no event.
  }
  throw invalid('Parameter Event is not valid.');
}
