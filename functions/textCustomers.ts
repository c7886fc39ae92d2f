/** Tells customers who asked for it by text message what happened to their orders, in order, each event once. */
import { InvalidParameterException, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { SQSEvent } from 'aws-lambda';
import { openShop } from '../entities/index.ts';
import { phonePattern } from '../rules/limits.ts';
import { env } from './lib/env.ts';
import { openNotifications } from './lib/events/notifications.ts';
import { tellAll, type Channel } from './lib/events/tell.ts';
import { textOf } from './lib/events/texts.ts';
import { observed, tracer } from './lib/observed.ts';
import { openTable } from './lib/table.ts';

const table = env('TABLE_NAME');
const sender = env('SENDER_ID');
const client = openTable();
const { Customer, Order } = openShop({ client, table }).entities;
const notifications = openNotifications(client, table);
const sns = tracer.captureAWSv3Client(new SNSClient({ maxAttempts: 1 }));
const international = new RegExp(phonePattern);
const text = (StringValue: string) => ({ DataType: 'String', StringValue });

const texts: Channel<string> = {
  name: 'sms',
  async compose(event) {
    // Asked at the last moment: whoever wants none any more gets none.
    const { data: customer } = await Customer.get({ customerId: event.customerId }).go({ consistent: true });
    const to = customer?.textMessages ? (customer.phone ?? '') : '';
    if (!international.test(to)) return undefined;
    const { data: order } = await Order.get({ orderId: event.orderId }).go({ consistent: true });
    const message = order ? textOf(event.type, order, event, sender) : undefined;
    return message === undefined ? undefined : { to, message };
  },
  async send(to, message) {
    const { MessageId = '' } = await sns.send(
      new PublishCommand({
        PhoneNumber: to,
        Message: message,
        MessageAttributes: {
          'AWS.SNS.SMS.SenderID': text(sender),
          // Not the cheapest way but the most reliable, as SNS's developer guide has it.
          'AWS.SNS.SMS.SMSType': text('Transactional'),
        },
      }),
    );
    return MessageId;
  },
  // `Invalid parameter: PhoneNumber Reason: +49… is not valid to publish to`. Others are the shop's own mistakes.
  refuses: (error) => error instanceof InvalidParameterException && error.message.includes('PhoneNumber'),
};

export const handler = observed('textCustomers', (event: SQSEvent) => tellAll(event, texts, notifications));
