import { describe, expect, it } from 'vitest';
import { behaviours } from '../../parity/behaviour.ts';
import { bedrockReference } from '../../parity/sources.ts';
import { openTestApi, type ApiSketch } from './harness.ts';

const templates = behaviours('Templates');

/** What the deployment of `sketch` says; fails when it stands. */
const refusalOf = (sketch: Partial<ApiSketch>): Promise<string> =>
  openTestApi({ schema: 'type Query { hello: String }', ...sketch }).then(
    async (api) => {
      await api.close();
      throw new Error('It was deployed.');
    },
    (error: Error) => error.message,
  );

const source = (properties: Record<string, unknown>) => ({ dataSources: { Source: properties } });
const named = 'the deployment fails with the name of the resource';

describe('what is not offered is refused by name', () => {
  it('Bedrock data sources', templates.absent('complete', named, bedrockReference), async () => {
    expect(await refusalOf(source({ Type: 'AMAZON_BEDROCK_RUNTIME' }))).toBe(
      'Source: the data source type AMAZON_BEDROCK_RUNTIME is not known.',
    );
  });
});
