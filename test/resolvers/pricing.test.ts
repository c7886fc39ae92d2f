/** Resolvers and functions share the pricing rules: what one shows must be what the other charges. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { price } from '../../rules/pricing.ts';
import { captureOf, refundOf } from '../../rules/settlement.ts';
import { refusalOf } from '../../rules/vouchers.ts';
import { cart } from '../rules/carts.ts';
import { bundleOfSource } from './bundle.ts';
import { evaluateCode } from './evaluate.ts';

const now = '2026-11-24T18:00:00.000Z';
const source = `
import { price } from './rules/pricing.ts';
import { captureOf, refundOf } from './rules/settlement.ts';
import { refusalOf } from './rules/vouchers.ts';

export function request(ctx) {
  const priced = price(ctx.args);
  const [line] = priced.lines;
  return {
    priced,
    refund: refundOf(line, 0, 1),
    capture: captureOf(priced, {}, { [line.sku]: 1 }),
    refusal: ctx.args.voucher ? refusalOf(ctx.args.voucher, priced.lines, '${now}') : undefined,
  };
}

export function response() {}
`;

test('the pricing rules come to the same in the runtime of resolvers', async () => {
  const code = await bundleOfSource(source);
  await fc.assert(
    fc.asyncProperty(cart, async (input) => {
      const priced = price(input);
      fc.pre(!priced.tooLarge);
      const [line] = priced.lines;
      const { error, evaluationResult } = await evaluateCode(code, 'request', { arguments: input });
      expect(error).toBeUndefined();
      expect(JSON.parse(evaluationResult!)).toEqual({
        priced,
        refund: refundOf(line!, 0, 1),
        capture: captureOf(priced, {}, { [line!.sku]: 1 }),
        refusal: input.voucher ? refusalOf(input.voucher, priced.lines, now) : undefined,
      });
    }),
    { numRuns: 50 },
  );
});
