import { processorOf } from '../../language/definition.ts';
import { runtimeFault, StateError } from '../../language/errors.ts';
import { isObject } from '../../language/json.ts';
import type { FanPlan } from '../fan.ts';
import type { Fan } from '../frame.ts';
import { silentRecorder } from '../history.ts';
import { numberOf } from '../settings.ts';
import { isoTime, record, type Run, type Visiting } from '../thread.ts';

/** How many items of a distributed Map state may fail. */
export interface Tolerance {
  readonly count?: number;
  /** From 0 to 100. */
  readonly percentage?: number;
}

/** @throws Fault States.Runtime for numbers out of range */
export async function tolerance(visiting: Visiting): Promise<Tolerance> {
  const count = await numberOf(visiting, 'ToleratedFailureCount');
  const percentage = await numberOf(visiting, 'ToleratedFailurePercentage', undefined, 'float');
  if (count !== undefined && count < 0) throw runtimeFault('ToleratedFailureCount cannot be negative.');
  if (percentage !== undefined && (percentage < 0 || percentage > 100))
    throw runtimeFault('ToleratedFailurePercentage must be between 0 and 100.');
  return { count, percentage };
}

/** Names the Map Run and writes its start down. */
export function startMapRun(visiting: Visiting, fan: Fan): string {
  const { thread } = visiting;
  const mapRunArn = `${thread.run.stateMachineArn.replace(':stateMachine:', ':mapRun:')}/${labelOf(visiting)}:${thread.run.environment.ids.uuid()}`;
  fan.event = record(visiting, 'MapRunStarted', { mapRunArn });
  return mapRunArn;
}

/**
 * Iterations that are executions of their own: they see no variables from outside and write no events into the
 * history of the parent. The list is the state's own input: items are not read from S3 here.
 */
export function distributedPlan(visiting: Visiting, fan: Fan, limit: number, tolerated: Tolerance): FanPlan {
  const { thread, state } = visiting;
  const processor = processorOf(state);
  return {
    statesOf: () => processor,
    limit,
    outer: {},
    runOf: (index) => childRun(visiting, fan, index),
    failed: ({ failures, inputs }) => {
      if (!exceeds(failures, inputs.length, tolerated)) return undefined;
      const error = 'States.ExceedToleratedFailureThreshold';
      const cause = 'The specified tolerated failure threshold was exceeded';
      thread.run.recorder.add('MapRunFailed', fan.event, { error, cause }, visiting.visit.event);
      return new StateError(error, cause);
    },
  };
}

/** Either threshold ends the state; where none is set, the first failure does. */
function exceeds(failures: number, total: number, { count, percentage }: Tolerance): boolean {
  if (count === undefined && percentage === undefined) return failures > 0;
  return (
    (count !== undefined && failures > count) ||
    (percentage !== undefined && (failures / total) * 100 > percentage)
  );
}

function childRun(visiting: Visiting, fan: Fan, index: number): Run {
  const { run } = visiting.thread;
  const name = `${fan.mapRun!.split(':').at(-1)}-${index}`;
  const own = run.stateMachineArn.replace(':stateMachine:', ':execution:');
  const executionArn = `${own}/${labelOf(visiting)}:${name}`;
  const parent = run.context.Execution;
  return {
    ...run,
    executionArn,
    recorder: silentRecorder(),
    context: {
      ...run.context,
      Execution: {
        ...(isObject(parent) ? parent : {}),
        Id: executionArn,
        Name: name,
        Input: fan.inputs[index]!,
        StartTime: isoTime(run.environment.clock.now()),
      },
    },
  };
}

const labelOf = ({ state, name }: Visiting) => state.Label ?? name.replace(/[^\w-]/g, '').slice(0, 40);
