/** The page on which a customer of the test provider confirms a payment, or does not. */
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { env } from './lib/env.ts';
import { observed } from './lib/observed.ts';
import { openTestBooks, type Charge } from './lib/payments/test-provider/books.ts';
import { openTable } from './lib/table.ts';

const books = openTestBooks(openTable(), env('TABLE_NAME'));

export const handler = observed(
  'testBank',
  async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const charge = await books.charge(event.pathParameters?.['charge'] ?? '');
    if (!charge) return page(404, 'There is no such payment.');
    if (event.requestContext.http.method === 'POST' && charge.state === 'ACTION') {
      const approved = decisionIn(event) === 'approve';
      await books.decide(charge, approved ? 'AUTHORIZED' : 'DECLINED', approved ? charge.amount : 0);
      return page(200, said(await books.charge(charge.chargeId)));
    }
    return page(200, said(charge), charge.state === 'ACTION' ? buttons : '');
  },
);

const buttons = `<form method="post"><button name="decision" value="approve">Confirm</button>
<button name="decision" value="decline">Refuse</button></form>`;

function decisionIn({ body, isBase64Encoded }: APIGatewayProxyEventV2): string | null {
  const text = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8').toString();
  return new URLSearchParams(text).get('decision');
}

function said(charge: Charge | undefined): string {
  if (charge?.state === 'ACTION')
    return `A shop asks for ${charge.amount} minor units of ${charge.currency}.`;
  if (charge?.state === 'AUTHORIZED') return 'The payment is confirmed. You may go back to the shop.';
  return 'The payment is not confirmed.';
}

function page(statusCode: number, text: string, form = ''): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    body: `<!doctype html><html lang="en"><title>Test bank</title><h1>Test bank</h1><p>${text}</p>${form}</html>`,
  };
}
