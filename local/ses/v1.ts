import type { AwsRequest, AwsResponse } from '../core/aws-api.ts';
import { AwsError } from '../core/aws-error.ts';
import type { Principal } from '../core/ports.ts';
import { readQuery, writeAnswer } from '../core/query-protocol.ts';
import { addressesIn, parseMail } from './mime.ts';
import type { Registry } from './registry.ts';
import type { Sender } from './sender.ts';

type Input = Readonly<Record<string, any>>;
type Operation = (input: Input, principal: Principal | undefined) => object;

const namespace = 'http://ses.amazonaws.com/doc/2010-12-01/';

/** What the first version calls errors of the second. */
const codes: Readonly<Record<string, string>> = {
  AccessDeniedException: 'AccessDenied',
  BadRequestException: 'InvalidParameterValue',
  NotFoundException: 'ConfigurationSetDoesNotExist',
};

/** SES's first API, in the query protocol: to send mails and to verify senders. */
export function createV1(registry: Registry, sender: Sender): (request: AwsRequest) => Promise<AwsResponse> {
  const operations: Readonly<Record<string, Operation>> = {
    SendEmail({ Source, Destination = {}, Message = {}, ConfigurationSetName }, principal) {
      const { ToAddresses = [], CcAddresses = [], BccAddresses = [] } = Destination;
      const { Subject, Body = {} } = Message;
      const id = sender.send(
        {
          from: String(Source ?? ''),
          to: [...ToAddresses, ...CcAddresses, ...BccAddresses],
          content: { subject: Subject?.Data ?? '', text: Body.Text?.Data, html: Body.Html?.Data },
          ...(ConfigurationSetName !== undefined && { configurationSet: ConfigurationSetName }),
          action: 'SendEmail',
        },
        principal,
      );
      return { MessageId: id };
    },
    SendRawEmail({ Source, Destinations = [], RawMessage = {}, ConfigurationSetName }, principal) {
      const parsed = parseMail(Buffer.from(String(RawMessage.Data ?? ''), 'base64'));
      const id = sender.send(
        {
          from: String(Source ?? parsed.from ?? ''),
          to: Destinations.length > 0 ? Destinations.flatMap(addressesIn) : parsed.to,
          content: parsed,
          ...(ConfigurationSetName !== undefined && { configurationSet: ConfigurationSetName }),
          action: 'SendRawEmail',
        },
        principal,
      );
      return { MessageId: id };
    },
    VerifyEmailIdentity({ EmailAddress }) {
      registry.identities.set(String(EmailAddress).toLowerCase(), true);
      return {};
    },
    ListIdentities: () => ({ Identities: registry.identities.names() }),
  };

  return async ({ body, query, principal, requestId }) => {
    const {
      Action: name = '',
      Version: _,
      ...input
    } = readQuery(new URLSearchParams(body.toString() || query.toString()));
    try {
      const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
      if (!operation)
        throw new AwsError('InvalidAction', `The local cloud does not serve the operation ${name} of SES.`);
      const result = operation(input, principal);
      await registry.flush();
      return xml(200, writeAnswer(name, result, requestId, namespace));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return xml(error.statusCode, failure(codes[error.name] ?? error.name, error, requestId));
    }
  };
}

const xml = (status: number, body: string): AwsResponse => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body,
});

function failure(code: string, { message, statusCode }: AwsError, requestId: string): string {
  const escaped = message.replace(/[<>&]/g, (character) => `&#${character.charCodeAt(0)};`);
  const fault = statusCode < 500 ? 'Sender' : 'Receiver';
  return (
    `<ErrorResponse xmlns="${namespace}"><Error><Type>${fault}</Type><Code>${code}</Code>` +
    `<Message>${escaped}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`
  );
}
