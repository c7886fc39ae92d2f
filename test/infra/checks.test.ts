import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { check } from '../../infra/checks.ts';
import { shop } from '../../infra/shop.ts';
import { withApp } from './synthesized.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  process.exitCode = 0;
});

test.each(['dev', 'prod'])('%s has no finding of AwsSolutions or of the built-in rules', (stage) => {
  vi.stubEnv('CDK_VALIDATION', 'true');
  const text = withApp({ stage }, (app) => {
    shop(app);
    check(app);
    return readFileSync(join(app.synth().directory, 'validation-report.json'), 'utf8');
  });
  const report = JSON.parse(text) as { pluginReports: { violations: { ruleName: string }[] }[] };
  expect(
    report.pluginReports.flatMap(({ violations }) => violations.map(({ ruleName }) => ruleName)),
  ).toEqual([]);
});
