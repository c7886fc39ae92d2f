import type { Context } from '@aws-appsync/utils';
import type { RiskReviewItem } from './generated/model.ts';
import { riskReviewByStatus } from './generated/model.ts';
import type { QueryRiskReviewsArgs } from './generated/schema.ts';
import { checkLimit } from './lib/check.ts';
import { failFrom } from './lib/fail.ts';
import { pageOf } from './lib/pages.ts';

export function request(ctx: Context<QueryRiskReviewsArgs>) {
  const { status, limit, nextToken } = ctx.args;
  return {
    operation: 'Query',
    ...riskReviewByStatus({ status: status ?? 'OPEN' }),
    limit: checkLimit(limit, 20),
    nextToken,
  };
}

export function response(ctx: Context<QueryRiskReviewsArgs>) {
  if (ctx.error) failFrom(ctx.error, ctx.args.nextToken);
  return pageOf(
    ctx,
    ctx.result.items.map((review: RiskReviewItem) => ({
      orderId: review.orderId,
      status: review.status,
      reasons: review.reasons,
      openedAt: review.openedAt,
      decideBy: review.decideBy,
      decidedAt: review.decidedAt ?? null,
      note: review.note ?? null,
    })),
  );
}
