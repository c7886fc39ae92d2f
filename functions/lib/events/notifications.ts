import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { openShop } from '../../../entities/index.ts';
import { holds } from '../condition.ts';

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
    claim(told, recipient, at) {
      return holds(
        Notification.put({ ...told, recipient, at, status: 'SENDING' })
          .where(({ status }, { notExists, eq }) => `${notExists(status)} OR ${eq(status, 'FAILED')}`)
          .go(),
      );
    },
    sent: (told, messageId) => note(told, { status: 'SENT', messageId }),
    failed: (told) => note(told, { status: 'FAILED' }),
    refused: (told) => note(told, { status: 'REFUSED' }),
  };
}
