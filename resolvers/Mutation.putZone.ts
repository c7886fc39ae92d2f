import type { Context } from '@aws-appsync/utils';
import { VersionConflict } from '../rules/errors.ts';
import { maxShippingMethods } from '../rules/limits.ts';
import type { ZoneItem } from './generated/model.ts';
import { zoneItem } from './generated/model.ts';
import type { MutationPutZoneArgs, ShippingMethodInput } from './generated/schema.ts';
import {
  checkCountry,
  checkHandle,
  checkMoney,
  checkOptionalText,
  checkText,
  checkWithin,
  isGiven,
  refuse,
  withoutNulls,
} from './lib/check.ts';
import { fail, failFrom } from './lib/fail.ts';
import { checkDistinct } from './lib/product-input.ts';
import { isNew, isStill, put } from './lib/table.ts';
import { timestamp } from './lib/time.ts';
import { toZone, wholeCountry } from './lib/zone.ts';

/** The whole of what is taxed, in basis points. */
const whole = 10_000;

export function request(ctx: Context<MutationPutZoneArgs>) {
  const { input } = ctx.args;
  const currency = ctx.env.CURRENCY!;
  const { length } = input.shippingMethods;
  if (length < 1 || length > maxShippingMethods) {
    refuse('shippingMethods', `must be 1 to ${maxShippingMethods}`);
  }
  checkDistinct(
    'shippingMethods.id',
    input.shippingMethods.map((method) => method.id),
  );
  const rates = input.taxRates;
  const zone: ZoneItem = {
    country: checkCountry('country', input.country),
    region: checkOptionalText('region', input.region, 100) ?? wholeCountry,
    pricesIncludeTax: input.pricesIncludeTax,
    taxRates: {
      STANDARD: checkWithin('taxRates.standard', rates.standard, 0, whole),
      REDUCED: checkWithin('taxRates.reduced', rates.reduced, 0, whole),
      SUPER_REDUCED: checkWithin('taxRates.superReduced', rates.superReduced, 0, whole),
      ZERO: 0,
    },
    shippingTaxClass: input.shippingTaxClass ?? 'STANDARD',
    shippingMethods: input.shippingMethods.map((method) => checkShippingMethod(method, currency)),
    currency,
    version: (input.version ?? 0) + 1,
    updatedAt: timestamp(),
  };
  if (zone.region.indexOf('#') >= 0) refuse('region', 'must not contain #');
  return {
    operation: 'PutItem',
    ...put(zoneItem(zone)),
    condition: isGiven(input.version) ? isStill('version', input.version) : isNew,
  };
}

export function response(ctx: Context<MutationPutZoneArgs>) {
  if (ctx.error) {
    if (ctx.error.type === 'DynamoDB:ConditionalCheckFailedException') {
      fail(VersionConflict, { version: ctx.result?.version ?? null });
    }
    failFrom(ctx.error);
  }
  return toZone(ctx.result);
}

function checkShippingMethod(method: ShippingMethodInput, currency: string) {
  const { minDays, maxDays } = method;
  return withoutNulls({
    id: checkHandle('shippingMethods.id', method.id, 60),
    name: checkText('shippingMethods.name', method.name, 1, 100),
    price: checkMoney('shippingMethods.price', method.price, currency),
    freeFrom: method.freeFrom ? checkMoney('shippingMethods.freeFrom', method.freeFrom, currency) : null,
    minDays: isGiven(minDays) ? checkWithin('shippingMethods.minDays', minDays, 0, 365) : null,
    maxDays: isGiven(maxDays) ? checkWithin('shippingMethods.maxDays', maxDays, minDays ?? 0, 365) : null,
  });
}
