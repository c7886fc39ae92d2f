import { memberOf, type HistoryEvent } from '../execution/history.ts';
import { executionOf } from './executions.ts';
import { on, page, seconds, type Operations, type Service } from './operation.ts';

/** Operations that tell what happened in an execution. */
export function historyOperations(service: Service): Operations {
  return {
    GetExecutionHistory: {
      resource: on('executionArn'),
      run(input) {
        const { events } = executionOf(service, input).history;
        const ordered = input.reverseOrder === true ? [...events].reverse() : events;
        const { items, nextToken } = page(ordered, input);
        const data = input.includeExecutionData !== false;
        return { events: items.map((event) => eventOf(event, data)), nextToken };
      },
    },
    ListMapRuns: {
      resource: on('executionArn'),
      run(input) {
        const { header, history } = executionOf(service, input);
        const runs = history.events.filter(({ type }) => type === 'MapRunStarted');
        return {
          mapRuns: runs.map(({ details, at, id }) => ({
            executionArn: header.arn,
            mapRunArn: details!.mapRunArn,
            stateMachineArn: machineOf(String(details!.mapRunArn)),
            startDate: seconds(at),
            stopDate: stopOf(history.events, id),
          })),
        };
      },
    },
  };
}

/** A Map Run's machine is that of its state: `…:stateMachine:Orders/Label`. */
const machineOf = (mapRunArn: string) =>
  mapRunArn.replace(':mapRun:', ':stateMachine:').replace(/:[^:]+$/, '');

function stopOf(events: readonly HistoryEvent[], started: number): number | undefined {
  const end = events.find(({ id, type }) => id > started && /^MapRun(?:Succeeded|Failed)$/.test(type));
  return end && seconds(end.at);
}

const dataMembers = ['input', 'output', 'parameters', 'assignedVariables'];

function eventOf({ id, previousEventId, at, type, details }: HistoryEvent, data: boolean): object {
  const shown =
    details && !data
      ? Object.fromEntries(Object.entries(details).filter(([name]) => !dataMembers.includes(name)))
      : details;
  return {
    timestamp: seconds(at),
    type,
    id,
    previousEventId,
    ...(shown && { [memberOf(type)]: shown }),
  };
}
