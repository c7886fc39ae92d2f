import { AwsError } from '../../core/aws-error.ts';
import { invalidValue, missingParameter, wholeNumber } from '../errors.ts';
import type { Message } from '../message.ts';
import type { Queue } from '../queue.ts';
import type { Input, Operations, Service } from './operation.ts';

interface MoveTask {
  readonly handle: string;
  readonly source: Queue;
  readonly destination?: string;
  readonly perSecond?: number;
  readonly startedAt: number;
  readonly toMove: number;
  moved: number;
  status: 'RUNNING' | 'COMPLETED' | 'CANCELLED' | 'FAILED';
  failure?: string;
}

/** Messages moved at a time when no rate is given. */
const step = 100;

/** Redrive: brings messages of a dead-letter queue back to where they came from, or to another queue. */
export function moveTaskOperations({ environment, registry }: Service): Operations {
  const { clock, ids } = environment;
  const tasks: MoveTask[] = [];

  const moveOne = (task: MoveTask, message: Message): string | undefined => {
    const arn = task.destination ?? message.deadLetterSource;
    if (arn === undefined) return 'CouldNotDetermineMessageSource';
    const target = registry.byArn(arn);
    if (!target) return 'AWS.SimpleQueueService.NonExistentQueue';
    // A message that is moved counts as a new one, with an id and a time of its own.
    const { body, attributes, traceHeader, senderId, groupId, deduplicationId } = message;
    target.send({ body, attributes, traceHeader, senderId, groupId, deduplicationId });
    return undefined;
  };

  const advance = (task: MoveTask): void => {
    if (task.status !== 'RUNNING') return;
    const messages = task.source.peek(Math.min(task.perSecond ?? step, task.toMove - task.moved));
    for (const message of messages) {
      const failure = moveOne(task, message);
      if (failure) {
        task.status = 'FAILED';
        task.failure = failure;
        return;
      }
      task.source.remove(message);
      task.moved++;
    }
    if (messages.length === 0 || task.moved >= task.toMove) task.status = 'COMPLETED';
    else clock.after(task.perSecond === undefined ? 0 : 1000, () => advance(task));
  };

  // Source: SQS Developer Guide, "Configuring queue permissions for dead-letter queue redrive".
  const permissionsToMove = ({ SourceArn: arn, DestinationArn: destination }: Input) => {
    const source = registry.byArn(String(arn));
    const back = source ? registry.sourcesOf(source).map((queue) => queue.arn) : [];
    const targets: string[] = destination === undefined ? back : [String(destination)];
    return [
      ...['StartMessageMoveTask', 'ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map(
        (action) => [action, String(arn)] as const,
      ),
      ...targets.map((target) => ['SendMessage', target] as const),
    ];
  };

  const sourceOf = ({ SourceArn: arn }: Input): Queue => {
    if (typeof arn !== 'string' || arn === '') throw missingParameter('SourceArn');
    const queue = registry.byArn(arn);
    if (queue) return queue;
    throw new AwsError(
      'ResourceNotFoundException',
      "The resource that you specified for the SourceArn parameter doesn't exist.",
    );
  };

  return {
    StartMessageMoveTask: {
      permissions: permissionsToMove,
      run: (input) => {
        const source = sourceOf(input);
        const { SourceArn: arn, DestinationArn: destination } = input;
        if (registry.sourcesOf(source).length === 0) {
          throw invalidValue(arn, 'SourceArn', 'Source queue must be configured as a Dead Letter Queue.');
        }
        const target = destination === undefined ? undefined : registry.byArn(destination);
        if (destination !== undefined && !target) {
          throw new AwsError(
            'ResourceNotFoundException',
            "The resource that you specified for the DestinationArn parameter doesn't exist.",
          );
        }
        if (target && (target === source || target.settings.fifo !== source.settings.fifo)) {
          throw invalidValue(
            destination,
            'DestinationArn',
            'Destination must be another queue of the same type as the source.',
          );
        }
        if (tasks.some((task) => task.source === source && task.status === 'RUNNING')) {
          throw new AwsError(
            'UnsupportedOperation',
            'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
          );
        }
        const perSecond = wholeNumber(input, 'MaxNumberOfMessagesPerSecond', 1, 500);
        const handle = Buffer.from(JSON.stringify({ taskId: ids.uuid(), sourceArn: arn })).toString('base64');
        const task: MoveTask = {
          handle,
          source,
          destination,
          perSecond,
          startedAt: clock.now(),
          toMove: source.counts().visible,
          moved: 0,
          status: 'RUNNING',
        };
        tasks.unshift(task);
        clock.after(0, () => advance(task));
        return { TaskHandle: handle };
      },
    },
    ListMessageMoveTasks: {
      permissions: ({ SourceArn: source }) => [['ListMessageMoveTasks', String(source)]],
      run: (input) => {
        const source = sourceOf(input);
        const maximum = wholeNumber(input, 'MaxResults', 1, 10) ?? 1;
        return {
          Results: tasks
            .filter((task) => task.source === source)
            .slice(0, maximum)
            .map(describe),
        };
      },
    },
    CancelMessageMoveTask: {
      permissions: (input) => [['CancelMessageMoveTask', sourceIn(input)]],
      run: ({ TaskHandle: handle }) => {
        const task = tasks.find((one) => one.handle === handle && one.status === 'RUNNING');
        if (!task) throw new AwsError('ResourceNotFoundException', 'Task does not exist.');
        task.status = 'CANCELLED';
        return { ApproximateNumberOfMessagesMoved: task.moved };
      },
    },
  };
}

const describe = (task: MoveTask) => ({
  ...(task.status === 'RUNNING' && { TaskHandle: task.handle }),
  Status: task.status,
  SourceArn: task.source.arn,
  DestinationArn: task.destination,
  MaxNumberOfMessagesPerSecond: task.perSecond,
  ApproximateNumberOfMessagesMoved: task.moved,
  ApproximateNumberOfMessagesToMove: task.toMove,
  FailureReason: task.failure,
  StartedTimestamp: task.startedAt,
});

function sourceIn({ TaskHandle: handle }: Input): string {
  try {
    return String(JSON.parse(Buffer.from(String(handle), 'base64').toString()).sourceArn);
  } catch {
    throw invalidValue(handle, 'TaskHandle', 'Task handle is invalid.');
  }
}
