/**
 * Currencies without minor units that Stripe counts in hundredths nevertheless.
 * Source: Stripe documentation, "Supported currencies", special cases.
 */
const inHundredths = ['ISK', 'UGX'];

/**
 * An amount as Stripe counts it.
 *
 * @param amount - minor units, as ISO 4217 counts them.
 * @param currency - ISO 4217, capitals.
 * @example
 * stripeAmount(500, 'EUR') // 500
 * stripeAmount(500, 'ISK') // 50000
 */
export function stripeAmount(amount: number, currency: string): number {
  return inHundredths.includes(currency) ? amount * 100 : amount;
}
