import type { Outcome } from '../../../../rules/orders/settle.ts';
import { ProviderUnavailable } from '../errors.ts';
import {
  keyOf,
  type Authorization,
  type Capture,
  type FollowUp,
  type PaymentProvider,
  type Refund,
  type Sought,
} from '../provider.ts';
import type { Charge, Recorded, Sums, TestBooks } from './books.ts';
import { cardOf, type TestCard } from './cards.ts';
import { newsOf } from './webhooks.ts';

export interface TestProviderOptions {
  readonly books: TestBooks;
  /** Where customers confirm payments, without a slash at its end. */
  readonly bankUrl: string;
  /** What its webhooks are signed with. */
  readonly secret: () => Promise<string>;
}

/**
 * A provider without an account, for laptops and tests: its cards behave as their tokens say (`cards.ts`), and its
 * books say what it did (`books.ts`). Of each charge it takes no more than was authorised and gives back no more than
 * was taken, whatever it is asked for.
 */
export function createTestProvider({ books, bankUrl, secret }: TestProviderOptions): PaymentProvider {
  async function authorize(request: Authorization): Promise<Outcome> {
    const chargeId = keyOf(request);
    const card = answering(cardOf(request.token));
    const { amount, currency, token } = request;
    const state = card.timeout === 'before' ? 'NEW' : card.authorize;
    const fresh = await asked(() =>
      books.open({
        chargeId,
        token,
        amount,
        currency,
        state,
        capturable: state === 'AUTHORIZED' ? amount : 0,
        captured: 0,
        refundable: 0,
        refunded: 0,
        ...(card.code ? { code: card.code } : {}),
      }),
    );
    if (fresh && card.timeout) throw new ProviderUnavailable('The test provider timed out.');
    const charge = await chargeOf(chargeId);
    if (charge.state !== 'NEW') return outcomeOf(charge, bankUrl);
    await asked(() => books.decide(charge, 'AUTHORIZED', amount));
    return outcomeOf(await chargeOf(chargeId), bankUrl);
  }

  async function capture(request: Capture): Promise<Outcome> {
    const { amount, reference } = request;
    const charge = await chargeOf(reference);
    if (answering(cardOf(charge.token)).lapses) {
      await asked(() => books.decide(charge, 'VOIDED', 0));
      return { result: 'RELEASED', reference, failureCode: 'expired_authorization' };
    }
    const sums = { capturable: -amount, captured: amount, refundable: amount };
    return (await follow('CAPTURE', request, sums)) ?? tooMuch('CAPTURE', request);
  }

  async function refund(request: Refund): Promise<Outcome> {
    const { amount } = request;
    const sums = { refundable: -amount, refunded: amount };
    return (await follow('REFUND', request, sums)) ?? tooMuch('REFUND', request);
  }

  /** The bank refuses what is more than there is, and remembers that it did. */
  async function tooMuch(kind: Recorded['kind'], request: FollowUp): Promise<Outcome> {
    const { amount, reference: chargeId } = request;
    const key = keyOf(request);
    await asked(() =>
      books.move({ key, chargeId, kind, amount, result: 'FAILED', code: 'amount_too_large' }, {}),
    );
    return resultOf((await asked(() => books.movement(key)))!);
  }

  async function free(request: FollowUp): Promise<Outcome> {
    // Whatever is set aside is freed, also what the customer has confirmed since the shop looked.
    for (;;) {
      const charge = await chargeOf(request.reference);
      const outcome = await follow('VOID', request, { capturable: -charge.capturable }, charge);
      if (outcome) return outcome;
    }
  }

  /** Does a movement once and answers as often as it is asked; undefined when the charge does not have the money. */
  async function follow(
    kind: Recorded['kind'],
    request: FollowUp,
    sums: Sums,
    end?: Charge,
  ): Promise<Outcome | undefined> {
    const { token } = await chargeOf(request.reference);
    const card = answering(cardOf(token));
    const { amount, reference: chargeId } = request;
    const movement = { key: keyOf(request), chargeId, kind, amount };
    if (card.timeout === 'before' && (await asked(() => books.see(movement)))) {
      throw new ProviderUnavailable('The test provider timed out.');
    }
    const code = codeOf(card, kind);
    const result = code === undefined ? 'SUCCEEDED' : code === 'later' ? 'PENDING' : 'FAILED';
    const failure = result === 'FAILED' ? { code: code! } : {};
    let done: 'done' | 'known' | 'short' = 'known';
    for (let time = 0; time < (card.twice ? 2 : 1); time += 1) {
      const again = await asked(() =>
        result === 'FAILED'
          ? books.move({ ...movement, result, ...failure }, {})
          : books.move({ ...movement, result }, sums, end),
      );
      if (time === 0) done = again;
    }
    if (done === 'short') return undefined;
    if (done === 'done' && card.timeout === 'after') {
      throw new ProviderUnavailable('The test provider timed out.');
    }
    return resultOf((await asked(() => books.movement(movement.key)))!);
  }

  async function lookup(sought: Sought): Promise<Outcome | undefined> {
    const key = keyOf(sought);
    if (sought.kind === 'AUTHORIZE') {
      const charge = await asked(() => books.charge(key));
      return charge && charge.state !== 'NEW' ? outcomeOf(charge, bankUrl) : undefined;
    }
    const movement = await asked(() => books.movement(key));
    return movement && movement.result !== 'SEEN' ? resultOf(movement) : undefined;
  }

  async function chargeOf(chargeId: string): Promise<Charge> {
    const charge = await asked(() => books.charge(chargeId));
    if (!charge) throw new ProviderUnavailable(`There is no charge ${chargeId}.`);
    return charge;
  }

  return {
    authorize,
    capture,
    refund,
    void: free,
    lookup,
    readWebhook: async (letter) => newsOf(letter, await secret()),
  };
}

/** The card, as long as its provider answers at all. */
function answering(card: TestCard): TestCard {
  if (card.down) throw new ProviderUnavailable('The test provider does not answer.');
  return card;
}

/** What keeps the books from answering keeps the provider from it. */
async function asked<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    throw new ProviderUnavailable('The books of the test provider did not answer.', { cause });
  }
}

function codeOf(card: TestCard, kind: Recorded['kind']): string | undefined {
  if (kind === 'CAPTURE') return card.capture;
  return kind === 'REFUND' ? card.refund : card.void;
}

/** What a charge's state means for the entry that opened it. */
export function outcomeOf({ chargeId, state, token, code }: Charge, bankUrl: string): Outcome {
  const known = { reference: chargeId, paymentReference: chargeId };
  if (state === 'ACTION') {
    return { result: 'ACTION', ...known, action: { type: 'redirect', url: `${bankUrl}/${chargeId}` } };
  }
  if (state === 'PENDING') return { result: 'PENDING', ...known };
  if (state === 'VOIDED') return { result: 'RELEASED', ...known };
  if (state === 'DECLINED') return { result: 'FAILED', ...known, failureCode: code ?? 'card_declined' };
  return { result: 'SUCCEEDED', ...known, ...(cardOf(token).singleCapture ? { singleCapture: true } : {}) };
}

/** What a movement means for its entry. */
export function resultOf({ key, result, code }: Recorded): Outcome {
  if (result === 'SUCCEEDED' || result === 'PENDING') return { result, reference: key };
  return { result: 'FAILED', reference: key, failureCode: code ?? 'failed' };
}
