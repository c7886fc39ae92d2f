/** The test provider's books, kept in the shop's table as a real provider keeps them in its own. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { EntityItem } from 'electrodb';
import { openShop } from '../../../../entities/index.ts';
import type { TestCharge } from '../../../../entities/test-charge.ts';
import type { TestMovement } from '../../../../entities/test-movement.ts';

export type Charge = EntityItem<typeof TestCharge>;
export type Recorded = EntityItem<typeof TestMovement>;

/** How the sums of a charge change; each number is added to what is there. */
export interface Sums {
  readonly capturable?: number;
  readonly captured?: number;
  readonly refundable?: number;
  readonly refunded?: number;
}

/** What came of a transaction. */
interface Outcome {
  readonly canceled: boolean;
  readonly data: readonly { readonly code?: string }[];
}

/**
 * Every change is conditional, so that a key that comes twice, or twice at once, does nothing twice. Only a condition that
 * fails is a no; a transaction that lost a race is no answer, and throws.
 */
export interface TestBooks {
  charge(chargeId: string): Promise<Charge | undefined>;
  movement(key: string): Promise<Recorded | undefined>;
  /** Opens a charge, unless there is one. */
  open(charge: Omit<Charge, 'createdAt' | 'updatedAt'>): Promise<boolean>;
  /** Moves a charge from one state to another with its money set aside; false when it stands elsewhere. */
  decide(charge: Charge, state: Charge['state'], capturable: number): Promise<boolean>;
  /** Ends a movement that waited; false when it did not. */
  finish(movement: Recorded): Promise<boolean>;
  /**
   * Records a movement and what it does to its charge, both or neither.
   *
   * @param end - the charge as it was read, when the movement ends it: it must not have changed meanwhile.
   * @returns `known`: there is one with that key; `short`: the charge has less than the sums would take, or changed.
   */
  move(movement: Omit<Recorded, 'createdAt'>, sums: Sums, end?: Charge): Promise<'done' | 'known' | 'short'>;
  /** Notes that a key was seen, without doing anything; false when it was before. */
  see(movement: Omit<Recorded, 'createdAt' | 'result'>): Promise<boolean>;
}

const numbers = ['capturable', 'captured', 'refundable', 'refunded'] as const;

/** Opens the books in the table of that name. */
export function openTestBooks(client: DynamoDBDocumentClient, table: string): TestBooks {
  const shop = openShop({ client, table });
  const { TestCharge, TestMovement } = shop.entities;
  const now = () => new Date().toISOString();

  async function charge(chargeId: string): Promise<Charge | undefined> {
    return (await TestCharge.get({ chargeId }).go({ consistent: true })).data ?? undefined;
  }

  async function movement(key: string): Promise<Recorded | undefined> {
    return (await TestMovement.get({ key }).go({ consistent: true })).data ?? undefined;
  }

  async function open(made: Omit<Charge, 'createdAt' | 'updatedAt'>): Promise<boolean> {
    const outcome = await shop.transaction
      .write(({ TestCharge: charges }) => [
        charges.create({ ...made, createdAt: now(), updatedAt: now() }).commit(),
      ])
      .go();
    return written(outcome);
  }

  async function decide(from: Charge, state: Charge['state'], capturable: number): Promise<boolean> {
    const outcome = await shop.transaction
      .write(({ TestCharge: charges }) => [
        charges
          .patch({ chargeId: from.chargeId })
          .set({ state, capturable, updatedAt: now() })
          .where((attribute, { eq }) => eq(attribute.state, from.state))
          .commit(),
      ])
      .go();
    return written(outcome);
  }

  async function move(
    made: Omit<Recorded, 'createdAt'>,
    sums: Sums,
    end?: Charge,
  ): Promise<'done' | 'known' | 'short'> {
    const { canceled, data } = await shop.transaction
      .write(({ TestCharge: charges, TestMovement: movements }) => [
        movements
          .put({ ...made, createdAt: now() })
          .where(({ key, result }, { notExists, eq }) => `${notExists(key)} OR ${eq(result, 'SEEN')}`)
          .commit(),
        charges
          .patch({ chargeId: made.chargeId })
          .add(Object.fromEntries(numbers.map((name) => [name, sums[name] ?? 0])))
          .set({ updatedAt: now(), ...(end && end.captured === 0 ? { state: 'VOIDED' } : {}) })
          .where((attribute, { eq, gte }) =>
            [
              ...numbers.map((name) => gte(attribute[name], Math.max(0, -(sums[name] ?? 0)))),
              ...(end ? [eq(attribute.state, end.state), eq(attribute.capturable, end.capturable)] : []),
            ].join(' AND '),
          )
          .commit(),
      ])
      .go();
    if (!canceled) return 'done';
    return data[0]?.code === 'ConditionalCheckFailed' ? 'known' : conflictOr(data[1]?.code);
  }

  async function finish({ key }: Recorded): Promise<boolean> {
    const outcome = await shop.transaction
      .write(({ TestMovement: movements }) => [
        movements
          .patch({ key })
          .set({ result: 'SUCCEEDED' })
          .where(({ result }, { eq }) => eq(result, 'PENDING'))
          .commit(),
      ])
      .go();
    return written(outcome);
  }

  async function see(made: Omit<Recorded, 'createdAt' | 'result'>): Promise<boolean> {
    const outcome = await shop.transaction
      .write(({ TestMovement: movements }) => [
        movements.create({ ...made, result: 'SEEN', createdAt: now() }).commit(),
      ])
      .go();
    return written(outcome);
  }

  return { charge, movement, open, decide, finish, move, see };
}

/** Whether a change was written: not when its condition failed. */
function written({ canceled, data }: Outcome): boolean {
  if (canceled) conflictOr(data[0]?.code);
  return !canceled;
}

/** A charge whose condition failed has too little; anything else is no answer. */
function conflictOr(code: string | undefined): 'short' {
  if (code === 'ConditionalCheckFailed') return 'short';
  throw new Error(`The books were not written: ${code ?? 'unknown'}`);
}
