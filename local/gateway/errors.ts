import type { AwsApi, AwsResponse } from '../core/aws-api.ts';
import type { AwsError } from '../core/aws-error.ts';

/** The query protocol's own names of errors that are common to all services. */
const queryNames: Readonly<Record<string, string>> = {
  InvalidSignatureException: 'SignatureDoesNotMatch',
  UnrecognizedClientException: 'InvalidClientTokenId',
  MissingAuthenticationTokenException: 'MissingAuthenticationToken',
  IncompleteSignatureException: 'IncompleteSignature',
  ExpiredTokenException: 'ExpiredToken',
  AccessDeniedException: 'AccessDenied',
};

/** Writes an error as the protocol of a service does. */
export function renderError(error: AwsError, protocol: AwsApi['protocol'], requestId: string): AwsResponse {
  if (protocol === 'query') return renderXml(error, requestId);
  return {
    // The JSON protocols know the caller's fault only as 400.
    status: protocol !== 'rest-json' && error.statusCode === 403 ? 400 : error.statusCode,
    headers: {
      'content-type': protocol === 'rest-json' ? 'application/json' : `application/x-amz-${protocol}`,
      'x-amzn-errortype': error.name,
    },
    body: JSON.stringify(
      protocol === 'rest-json'
        ? { message: error.message, ...error.members }
        : { __type: error.name, message: error.message, ...error.members },
    ),
  };
}

function renderXml(error: AwsError, requestId: string): AwsResponse {
  const code = queryNames[error.name] ?? error.name;
  const fault = error.statusCode < 500 ? 'Sender' : 'Receiver';
  return {
    status: error.statusCode,
    headers: { 'content-type': 'text/xml' },
    body:
      `<ErrorResponse><Error><Type>${fault}</Type><Code>${escape(code)}</Code>` +
      `<Message>${escape(error.message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
  };
}

const escape = (text: string) => text.replace(/[<>&]/g, (character) => `&#${character.charCodeAt(0)};`);
