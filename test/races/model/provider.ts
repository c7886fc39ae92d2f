/** A payment provider's books: each key does its thing once, and is answered as often as it is asked. */
import type { LedgerRecord, PaymentRecord } from '../../../rules/orders/records.ts';
import type { Outcome } from '../../../rules/orders/settle.ts';
import type { Random } from './random.ts';
import { BrokenOff } from './scheduler.ts';

export interface Charge {
  readonly chargeId: string;
  readonly card: string;
  readonly amount: number;
  state: 'PENDING' | 'ACTION' | 'AUTHORIZED' | 'DECLINED' | 'VOIDED';
  capturable: number;
  captured: number;
  refunded: number;
}

/** What the provider tells by itself. */
export interface News {
  readonly orderId: string;
  readonly entryId: string;
  readonly outcome: Outcome;
}

/**
 * `late` is decided by the bank, `lost` loses requests and answers, `single` is captured once only, `stubborn` does
 * nothing at one try in two, but hold money, and `lapsing` holds it until the bank thinks otherwise.
 */
export const cards = [
  'success',
  'success',
  'success',
  'decline',
  'action',
  'late',
  'lost',
  'single',
  'stubborn',
  'stubborn',
  'lapsing',
];

const states: Record<string, Charge['state']> = { decline: 'DECLINED', action: 'ACTION', late: 'PENDING' };

export type Provider = ReturnType<typeof createProvider>;

export function createProvider(random: Random) {
  const charges = new Map<string, Charge>();
  const answers = new Map<string, Outcome>();
  const news: News[] = [];

  const keyOf = ({ orderId, entryId }: Pick<LedgerRecord, 'orderId' | 'entryId'>) => `${orderId}.${entryId}`;

  function outcomeOf({ chargeId, state, card }: Charge): Outcome {
    const known = { reference: chargeId, paymentReference: chargeId };
    if (state === 'ACTION') return { result: 'ACTION', ...known, action: { type: 'redirect' } };
    if (state === 'PENDING') return { result: 'PENDING', ...known };
    if (state === 'AUTHORIZED') return { result: 'SUCCEEDED', ...known, singleCapture: card === 'single' };
    if (state === 'VOIDED') return { result: 'RELEASED', ...known };
    return { result: 'FAILED', ...known, failureCode: state.toLowerCase() };
  }

  function authorize(entry: LedgerRecord, token: string): Outcome {
    const chargeId = keyOf(entry);
    if (!charges.has(chargeId)) {
      const state = states[token] ?? 'AUTHORIZED';
      const capturable = state === 'AUTHORIZED' ? entry.amount : 0;
      const { amount } = entry;
      charges.set(chargeId, { chargeId, card: token, amount, state, capturable, captured: 0, refunded: 0 });
      tell(charges.get(chargeId)!);
    }
    return outcomeOf(charges.get(chargeId)!);
  }

  function move({ kind, amount }: LedgerRecord, charge: Charge): Outcome {
    if (kind === 'CAPTURE' && charge.state === 'VOIDED' && random.chance(0.5)) {
      return { result: 'RELEASED', failureCode: 'expired' };
    }
    if (charge.card === 'stubborn' && random.chance(0.5)) {
      return { result: 'FAILED', failureCode: 'not_now' };
    }
    if (kind === 'VOID') {
      charge.capturable = 0;
      if (charge.captured === 0) charge.state = 'VOIDED';
      return { result: 'SUCCEEDED' };
    }
    const most = kind === 'CAPTURE' ? charge.capturable : charge.captured - charge.refunded;
    if (amount > most) return { result: 'FAILED', failureCode: 'amount_too_large' };
    if (kind === 'REFUND') charge.refunded += amount;
    else {
      charge.capturable = charge.card === 'single' ? 0 : charge.capturable - amount;
      charge.captured += amount;
    }
    return { result: 'SUCCEEDED' };
  }

  /** Webhooks come twice, and in any order. */
  function tell(charge: Charge): void {
    if (charge.state === 'PENDING' || charge.state === 'ACTION') return;
    const [orderId = '', entryId = ''] = charge.chargeId.split('.');
    const letter = { orderId, entryId, outcome: outcomeOf(charge) };
    news.push(letter, ...(random.chance(0.3) ? [letter] : []));
  }

  return {
    charges,
    news,
    /**
     * Does what an entry asks for.
     *
     * @throws BrokenOff when the answer is lost, or the request was.
     */
    carryOut(entry: LedgerRecord, payment: PaymentRecord): Outcome {
      if (payment.token === 'lost' && random.chance(0.3)) throw new BrokenOff();
      const key = keyOf(entry);
      if (entry.kind === 'AUTHORIZE') answers.set(key, authorize(entry, payment.token!));
      else if (!answers.has(key)) answers.set(key, move(entry, charges.get(payment.reference!)!));
      if (payment.token === 'lost' && random.chance(0.3)) throw new BrokenOff();
      return answers.get(key)!;
    },
    /** The bank, or the customer at the bank, decides about a charge that waits, or lets it go. */
    decide(charge: Charge): void {
      if (charge.card === 'lapsing' && charge.state === 'AUTHORIZED' && random.chance(0.3)) {
        Object.assign(charge, { state: 'VOIDED', capturable: 0 });
        tell(charge);
      }
      if (charge.state !== 'PENDING' && charge.state !== 'ACTION') return;
      charge.state = random.chance(0.7) ? 'AUTHORIZED' : 'DECLINED';
      if (charge.state === 'AUTHORIZED') charge.capturable = charge.amount;
      tell(charge);
    },
  };
}
