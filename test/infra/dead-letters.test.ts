import { beforeAll, describe, expect, test } from 'vitest';
import { deadLettersTag } from '../../infra/operations/dead-letters-tag.ts';
import { synthesize } from './synthesized.ts';

type Resources = Record<string, { Properties: Record<string, any> }>;

/** DynamoDB throttles more: its API reference, LimitExceededException of GetRecords. */
const mostReaders = 2;

describe.each(['dev', 'prod'])('the dead letters of %s', (stage) => {
  let queues: Resources;
  let mappings: Resources;
  let rules: Resources;
  let alarms: Resources;
  let calls: Resources;
  let functions: Resources;
  /** Logical ids of the queues of dead letters. */
  let dead: string[];
  beforeAll(() => {
    const { stateless } = synthesize(stage);
    const of = (type: string) => stateless.findResources(type) as Resources;
    queues = of('AWS::SQS::Queue');
    mappings = of('AWS::Lambda::EventSourceMapping');
    rules = of('AWS::Events::Rule');
    alarms = of('AWS::CloudWatch::Alarm');
    calls = of('AWS::Lambda::EventInvokeConfig');
    functions = of('AWS::Lambda::Function');
    dead = Object.keys(queues).filter((id) => meaningOf(queues[id]!));
  });

  const meaningOf = ({ Properties }: Resources[string]): string | undefined =>
    Properties.Tags?.find(({ Key }: { Key: string }) => Key === deadLettersTag)?.Value;
  const idOf = (arn: unknown) => (arn as { 'Fn::GetAtt': [string, string] })?.['Fn::GetAtt']?.[0];
  /** The functions that rules call by the clock, with the names under which they count their runs. */
  const schedules = () =>
    Object.values(rules)
      .filter(({ Properties }) => Properties.ScheduleExpression)
      .flatMap(({ Properties }) => Properties.Targets as { Arn: unknown }[])
      .map((target) => {
        const id = idOf(target.Arn)!;
        const { Variables } = functions[id]!.Properties.Environment;
        return { target, function: id, name: Variables.POWERTOOLS_SERVICE_NAME as string };
      });
  const streams = () => Object.values(mappings).filter(({ Properties }) => Properties.StartingPosition);

  test('each queue that is worked off has some', () => {
    const worked = Object.entries(queues).filter(([id]) => !dead.includes(id));
    expect(worked.length).toBeGreaterThan(3);
    for (const [id, { Properties }] of worked) {
      expect(dead, id).toContain(idOf(Properties.RedrivePolicy?.deadLetterTargetArn));
    }
  });

  test('each reader of the stream has some, and there are two at most', () => {
    expect(streams()).toHaveLength(mostReaders);
    for (const { Properties } of streams()) {
      expect(dead).toContain(idOf(Properties.DestinationConfig.OnFailure.Destination));
      expect(Properties).toMatchObject({
        BisectBatchOnFunctionError: true,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        MaximumRetryAttempts: 6,
      });
      // Nothing is given up for its age alone.
      expect(Properties).not.toHaveProperty('MaximumRecordAgeInSeconds');
    }
  });

  test('each target of a rule for events has some, and each function that is called and not waited for', () => {
    const waiting = Object.values(rules).filter(({ Properties }) => Properties.EventPattern);
    const targets = waiting.flatMap(({ Properties }) => Properties.Targets);
    expect(targets.length).toBeGreaterThan(3);
    for (const { DeadLetterConfig } of targets) expect(dead).toContain(idOf(DeadLetterConfig?.Arn));
    const scheduled = schedules().map(({ function: id }) => id);
    for (const { Properties } of Object.values(calls)) {
      if (scheduled.includes(Properties.FunctionName.Ref)) continue;
      expect(dead).toContain(idOf(Properties.DestinationConfig?.OnFailure?.Destination));
    }
  });

  test('what runs by the clock has none: the next run makes up for it, and silence rings', () => {
    expect(
      schedules()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['reconcile', 'releaseOverdue', 'retryMovements']);
    for (const { name, function: id, target } of schedules()) {
      expect(target).not.toHaveProperty('DeadLetterConfig');
      const own = Object.values(calls).find(({ Properties }) => Properties.FunctionName.Ref === id)!;
      expect(own.Properties).not.toHaveProperty('DestinationConfig');
      const missed = Object.values(alarms).filter(
        ({ Properties }) => Properties.MetricName === 'Runs' && Properties.Dimensions[0].Value === name,
      );
      expect(missed).toMatchObject([
        {
          Properties: {
            Namespace: 'Bodega',
            Statistic: 'Sum',
            Threshold: 1,
            ComparisonOperator: 'LessThanThreshold',
            TreatMissingData: 'breaching',
          },
        },
      ]);
    }
  });

  test('each rings, says what it means, and is kept for two weeks', () => {
    const watched = Object.values(alarms)
      .filter(({ Properties }) => Properties.MetricName === 'ApproximateNumberOfMessagesVisible')
      .map(({ Properties }) => {
        expect(Properties).toMatchObject({ Threshold: 0, ComparisonOperator: 'GreaterThanThreshold' });
        return Properties.Dimensions[0].Value['Fn::GetAtt'][0] as string;
      });
    expect(watched.sort()).toEqual([...dead].sort());
    for (const id of dead) {
      // What a tag's value may hold.
      expect(meaningOf(queues[id]!)).toMatch(/^[\p{L}\p{N} _.:/=+@-]{1,256}$/u);
      expect(queues[id]!.Properties.MessageRetentionPeriod).toBe(1_209_600);
    }
  });

  test('each alarm tells staff when it goes off, and when it is over', () => {
    for (const { Properties } of Object.values(alarms)) {
      for (const actions of [Properties.AlarmActions, Properties.OKActions]) {
        expect(actions).toEqual([{ Ref: expect.stringMatching(/^StaffTopic/) as string }]);
      }
    }
  });

  test('each reader of the stream that falls behind rings', () => {
    const behind = Object.values(alarms).filter(({ Properties }) => Properties.MetricName === 'IteratorAge');
    expect(behind.map(({ Properties }) => Properties.Dimensions[0].Value.Ref).sort()).toEqual(
      streams()
        .map(({ Properties }) => Properties.FunctionName.Ref)
        .sort(),
    );
  });
});
