/** The test provider's cards, by the token that a client sends: each behaves in its own way, always the same. */

/** How a card behaves. */
export interface TestCard {
  /** What an authorisation of it comes to. */
  readonly authorize: 'AUTHORIZED' | 'DECLINED' | 'ACTION' | 'PENDING';
  /** What an authorisation that is `PENDING` comes to in the end. */
  readonly later?: 'AUTHORIZED' | 'DECLINED';
  /** Why it is declined, when it is. */
  readonly code?: string;
  /** When the first answer to each request is lost, before or after the provider acted. */
  readonly timeout?: 'before' | 'after';
  /** Whether the provider never answers. */
  readonly down?: true;
  /** Whether each request is carried out twice and each webhook is sent twice. */
  readonly twice?: true;
  /** Why a capture fails. */
  readonly capture?: string;
  /** Whether what is set aside has lapsed by the time it is to be captured. */
  readonly lapses?: true;
  /** Why a refund fails; `later`: its success is told by webhook. */
  readonly refund?: string;
  /** Why what is set aside cannot be freed. */
  readonly void?: string;
  /** Whether it can be captured once only, as most are with a provider. */
  readonly singleCapture?: true;
}

const good = { authorize: 'AUTHORIZED' } as const;
const declined = (code: string) => ({ authorize: 'DECLINED', code }) as const;

/** Every card; docs/payments.md lists them. */
export const testCards: Readonly<Record<string, TestCard>> = {
  pm_success: good,
  pm_decline: declined('card_declined'),
  pm_decline_insufficient_funds: declined('insufficient_funds'),
  pm_decline_expired_card: declined('expired_card'),
  pm_action: { authorize: 'ACTION', code: 'authentication_failed' },
  pm_late: { authorize: 'PENDING', later: 'AUTHORIZED' },
  pm_late_decline: { authorize: 'PENDING', later: 'DECLINED', code: 'card_declined' },
  pm_timeout_before: { ...good, timeout: 'before' },
  pm_timeout_after: { ...good, timeout: 'after' },
  pm_down: { ...good, down: true },
  pm_twice: { ...good, twice: true },
  pm_single_capture: { ...good, singleCapture: true },
  pm_capture_fails: { ...good, capture: 'processing_error' },
  pm_lapses: { ...good, lapses: true },
  pm_refund_fails: { ...good, refund: 'account_closed' },
  pm_refund_late: { ...good, refund: 'later' },
  pm_void_fails: { ...good, void: 'not_possible' },
};

/** The card of a token; one that nobody knows is declined. */
export function cardOf(token: string): TestCard {
  return testCards[token] ?? declined('unknown_card');
}
