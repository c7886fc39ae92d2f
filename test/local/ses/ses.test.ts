import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateEmailIdentityCommand,
  CreateEmailTemplateCommand,
  GetEmailIdentityCommand,
  GetEmailTemplateCommand,
  ListEmailIdentitiesCommand,
  SendEmailCommand,
  SESv2Client,
  TestRenderEmailTemplateCommand,
  type SendEmailCommandInput,
} from '@aws-sdk/client-sesv2';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterEach, expect, it } from 'vitest';
import { generatedName } from '../../../local/cloudformation/names.ts';
import { role, standUp, type Standing } from '../standing.ts';

const Resources = {
  Domain: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'shop.example' } },
  Set: { Type: 'AWS::SES::ConfigurationSet', Properties: { Name: 'orders' } },
  Confirmation: {
    Type: 'AWS::SES::Template',
    Properties: {
      Template: {
        TemplateName: 'confirmation',
        SubjectPart: 'Order {{order.number}}',
        TextPart: 'Dear {{name}}{{#if gift}}, a gift{{else}}, no gift{{/if}}',
        HtmlPart: '<ul>{{#each lines}}<li>{{sku}}</li>{{/each}}</ul>',
      },
    },
  },
};
const template = { Resources, Outputs: {} };

let cloud: Standing;
let client: SESv2Client;
afterEach(async () => {
  client?.destroy();
  await cloud?.close();
});
async function start(what: object = template, options?: Parameters<typeof standUp>[1]) {
  cloud = await standUp(what, options);
  client = new SESv2Client(cloud.client);
}
const send = (input: Partial<SendEmailCommandInput>) =>
  client.send(
    new SendEmailCommand({
      FromEmailAddress: 'Shop <hello@shop.example>',
      Destination: { ToAddresses: ['ada@example.com'], CcAddresses: ['bob@example.com'] },
      Content: {
        Simple: {
          Subject: { Data: 'Hello' },
          Body: { Text: { Data: 'text' }, Html: { Data: '<b>html</b>' } },
        },
      },
      ...input,
    }),
  );

it('puts a mail of a verified sender in the outbox', async () => {
  await start();
  const { MessageId } = await send({ ConfigurationSetName: 'orders' });
  expect(MessageId).toMatch(/^0100[0-9a-f]{12}-[0-9a-f-]{36}-000000$/);
  expect(cloud.outbox.list()).toMatchObject([
    {
      service: 'ses',
      medium: 'EMAIL',
      from: 'Shop <hello@shop.example>',
      destination: 'ada@example.com, bob@example.com',
      subject: 'Hello',
      text: 'text',
      html: '<b>html</b>',
    },
  ]);
  expect(cloud.ses.inspect()).toMatchObject({
    identities: ['shop.example'],
    templates: ['confirmation'],
    configurationSets: ['orders'],
    mails: [{ subject: 'Hello' }],
  });
});

it('rejects a sender that is not verified, in the words of the service', async () => {
  await start();
  const from = { FromEmailAddress: 'eve@elsewhere.example' };
  await expect(send(from)).rejects.toMatchObject({
    name: 'MessageRejected',
    message:
      'Email address is not verified. The following identities failed the check in region US-EAST-1: eve@elsewhere.example',
  });
  await client.send(new CreateEmailIdentityCommand({ EmailIdentity: 'Eve@elsewhere.example' }));
  expect(
    await client.send(new GetEmailIdentityCommand({ EmailIdentity: 'eve@elsewhere.example' })),
  ).toMatchObject({ IdentityType: 'EMAIL_ADDRESS', VerifiedForSendingStatus: true });
  await send(from);
  const { EmailIdentities } = await client.send(new ListEmailIdentitiesCommand({}));
  expect(EmailIdentities!.map(({ IdentityName }) => IdentityName)).toEqual([
    'eve@elsewhere.example',
    'shop.example',
  ]);
  await expect(send({ ConfigurationSetName: 'absent' })).rejects.toMatchObject({ name: 'NotFoundException' });
});

it('fills templates; what lacks data is not delivered', async () => {
  await start();
  const of = (TemplateName: string, data: object) =>
    send({ Content: { Template: { TemplateName, TemplateData: JSON.stringify(data) } } });
  await of('confirmation', {
    order: { number: 7 },
    name: 'Ada',
    gift: true,
    lines: [{ sku: 'tea' }, { sku: 'mug' }],
  });
  expect(cloud.outbox.list()).toMatchObject([
    { subject: 'Order 7', text: 'Dear Ada, a gift', html: '<ul><li>tea</li><li>mug</li></ul>' },
  ]);
  await of('confirmation', { order: { number: 7 } });
  expect(cloud.outbox.list()).toHaveLength(1);
  await expect(of('absent', {})).rejects.toMatchObject({ name: 'NotFoundException' });
  await client.send(
    new CreateEmailTemplateCommand({
      TemplateName: 'made',
      TemplateContent: { Subject: '{{a}}', Text: 'x' },
    }),
  );
  expect(await client.send(new GetEmailTemplateCommand({ TemplateName: 'made' }))).toMatchObject({
    TemplateContent: { Subject: '{{a}}', Text: 'x' },
  });
  const test = (TemplateData: string) =>
    client.send(new TestRenderEmailTemplateCommand({ TemplateName: 'made', TemplateData }));
  expect((await test('{"a":"b"}')).RenderedTemplate).toBe('Subject: b\r\n\r\nx');
  await expect(test('{}')).rejects.toMatchObject({
    name: 'BadRequestException',
    message: "Attribute 'a' is not present in the rendering data.",
  });
});

it('reads raw mails', async () => {
  await start();
  const raw = [
    'From: Shop <hello@shop.example>',
    'To: "Lovelace, Ada" <ada@example.com>, bob@example.com',
    'Subject: =?UTF-8?B?R3LDvMOfZQ==?=',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="outer"',
    '',
    '--outer',
    'Content-Type: multipart/alternative; boundary=inner',
    '',
    '--inner',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    'Gr=C3=BC=C3=9Fe aus =',
    'K=C3=B6ln',
    '--inner',
    'Content-Type: text/html; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from('<b>Grüße</b>').toString('base64'),
    '--inner--',
    '--outer',
    'Content-Type: text/plain',
    'Content-Disposition: attachment; filename=a.txt',
    '',
    'attached',
    '--outer--',
  ].join('\r\n');
  await client.send(new SendEmailCommand({ Content: { Raw: { Data: Buffer.from(raw) } } }));
  expect(cloud.outbox.list()).toMatchObject([
    {
      from: 'Shop <hello@shop.example>',
      destination: '"Lovelace, Ada" <ada@example.com>, bob@example.com',
      subject: 'Grüße',
      text: 'Grüße aus Köln',
      html: '<b>Grüße</b>',
    },
  ]);
});

it('lets a role send what its policy allows', async () => {
  const allowed = {
    Effect: 'Allow',
    Action: 'ses:SendEmail',
    Resource: { 'Fn::Sub': 'arn:aws:ses:${AWS::Region}:${AWS::AccountId}:identity/shop.example' },
  };
  await start({ Resources: { ...Resources, Mailer: role(allowed), Other: role() } });
  const as = (name: string) => {
    const roleArn = `arn:aws:iam::123456789012:role/${generatedName('Stack', name, 'AWS::IAM::Role')}`;
    client.destroy();
    client = new SESv2Client({ ...cloud.client, credentials: cloud.iam.assume(roleArn, 'test') });
  };
  as('Mailer');
  await send({});
  as('Other');
  await expect(send({})).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining('ses:SendEmail'),
  });
});

it('keeps who may send with the data directory', async () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'ses-'));
  try {
    await start(template, { environment: { dataDirectory } });
    await client.send(new CreateEmailIdentityCommand({ EmailIdentity: 'a@made.example' }));
    await cloud.close();
    await start({ Resources: { Set: Resources.Set } }, { environment: { dataDirectory } });
    expect(cloud.ses.inspect().identities).toEqual(['a@made.example']);
  } finally {
    await cloud.close();
    rmSync(dataDirectory, { recursive: true });
  }
});

it('serves the first version of the API as well', async () => {
  await start();
  const ask = async (form: Record<string, string>) => {
    const url = new URL(cloud.gateway.url);
    const body = new URLSearchParams({ Version: '2010-12-01', ...form }).toString();
    const signer = new SignatureV4({
      service: 'ses',
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      sha256: Sha256,
    });
    const { headers } = await signer.sign({
      method: 'POST',
      protocol: 'http:',
      hostname: url.hostname,
      port: Number(url.port),
      path: '/',
      query: {},
      headers: { host: url.host, 'content-type': 'application/x-www-form-urlencoded' },
      body,
    });
    const response = await fetch(url, { method: 'POST', headers, body });
    return [response.status, await response.text()] as const;
  };
  const mail = {
    Action: 'SendEmail',
    Source: 'hello@shop.example',
    'Destination.ToAddresses.member.1': 'ada@example.com',
    'Message.Subject.Data': 'Hi',
    'Message.Body.Text.Data': 'text',
  };
  const [status, text] = await ask(mail);
  expect([status, text]).toEqual([200, expect.stringMatching(/<SendEmailResult><MessageId>0100/)]);
  expect(cloud.outbox.list()).toMatchObject([{ subject: 'Hi', destination: 'ada@example.com' }]);
  const [refused, reason] = await ask({ ...mail, Source: 'eve@elsewhere.example' });
  expect(refused).toBe(400);
  expect(reason).toContain('<Code>MessageRejected</Code>');
});
