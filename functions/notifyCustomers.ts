/** Tells customers by mail what happened to their orders, in order, each event once. */
import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import type { SQSEvent } from 'aws-lambda';
import { openShop } from '../entities/index.ts';
import { env } from './lib/env.ts';
import { letterOf, type Letter } from './lib/events/letters.ts';
import { openNotifications } from './lib/events/notifications.ts';
import { tellAll, type Channel } from './lib/events/tell.ts';
import { observed, tracer } from './lib/observed.ts';
import { openTable } from './lib/table.ts';

const table = env('TABLE_NAME');
const sender = env('SENDER');
const client = openTable();
const { Order } = openShop({ client, table }).entities;
const notifications = openNotifications(client, table);
const ses = tracer.captureAWSv3Client(new SESv2Client({ maxAttempts: 1 }));

const mails: Channel<Letter> = {
  name: 'email',
  async compose(event) {
    const { data: order } = await Order.get({ orderId: event.orderId }).go({ consistent: true });
    const letter = order && letterOf(event.type, order, event);
    return order?.email && letter ? { to: order.email, message: letter } : undefined;
  },
  async send(to, { subject, text }) {
    const charset = { Charset: 'UTF-8' };
    const { MessageId = '' } = await ses.send(
      new SendEmailCommand({
        FromEmailAddress: sender,
        Destination: { ToAddresses: [to] },
        Content: {
          Simple: { Subject: { Data: subject, ...charset }, Body: { Text: { Data: text, ...charset } } },
        },
      }),
    );
    return MessageId;
  },
  // SES refuses what is wrong with the shop's account; what is wrong with an address comes back as a bounce.
  refuses: () => false,
};

export const handler = observed('notifyCustomers', (event: SQSEvent) => tellAll(event, mails, notifications));
