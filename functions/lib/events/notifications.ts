import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { openShop } from '../../../entities/index.ts';

/** Which message: of which event, by which channel. */
export interface Told {
  readonly orderId: string;
  readonly sequence: number;
  readonly channel: string;
}

/** Remembers who was told of what, so that nobody is told twice. */
export interface Notifications {
  /** Takes the sending of a message upon itself; false when it went out before, or may have. */
  claim(told: Told, recipient: string, at: string): Promise<boolean>;
  sent(told: Told, messageId: string): Promise<void>;
  /** It certainly did not go out, and may be tried again. */
  failed(told: Told): Promise<void>;
  /** It did not go out, and nothing ever will to this recipient. */
  refused(told: Told): Promise<void>;
}

/** Opens the notifications of the table of that name. */
export function openNotifications(client: DynamoDBDocumentClient, table: string): Notifications {
  const { Notification } = openShop({ client, table }).entities;
  const note = async (told: Told, outcome: { status: 'SENT' | 'FAILED' | 'REFUSED'; messageId?: string }) => {
    await Notification.patch(told).set(outcome).go();
  };
  return {
    async claim(told, recipient, at) {
      try {
        await Notification.put({ ...told, recipient, at, status: 'SENDING' })
          .where(({ status }, { notExists, eq }) => `${notExists(status)} OR ${eq(status, 'FAILED')}`)
          .go();
        return true;
      } catch (error) {
        const { cause } = error as { cause?: unknown };
        if (cause instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
    sent: (told, messageId) => note(told, { status: 'SENT', messageId }),
    failed: (told) => note(told, { status: 'FAILED' }),
    refused: (told) => note(told, { status: 'REFUSED' }),
  };
}
