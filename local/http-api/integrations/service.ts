import { XMLBuilder } from 'fast-xml-parser';
import { AwsError } from '../../core/aws-error.ts';
import type { Principal } from '../../core/ports.ts';
import type { Answer, Call } from '../call.ts';
import { evaluate } from '../mapping.ts';
import type { Integration, Subtype } from '../model.ts';
import { Refusal } from '../request.ts';
import type { Backends } from './index.ts';

type Parameters = Readonly<Record<string, string | undefined>>;
type Action = (
  parameters: Parameters,
  principal: Principal,
  backends: Backends,
  requestId: string,
) => Promise<Answer>;

/** The parameters of each action, and whether they are required. Source: "Integration subtype reference". */
export const subtypeParameters: Readonly<Record<Subtype, Readonly<Record<string, boolean>>>> = {
  'SQS-SendMessage': {
    QueueUrl: true,
    MessageBody: true,
    DelaySeconds: false,
    MessageAttributes: false,
    MessageDeduplicationId: false,
    MessageGroupId: false,
    MessageSystemAttributes: false,
    Region: false,
  },
  'EventBridge-PutEvents': {
    Detail: true,
    DetailType: true,
    Source: true,
    Time: false,
    EventBusName: false,
    Resources: false,
    Region: false,
    TraceHeader: false,
  },
  'StepFunctions-StartExecution': { StateMachineArn: true, Name: false, Input: false, Region: false },
};

const actions: Readonly<Record<Subtype, Action>> = {
  'SQS-SendMessage': sendMessage,
  'EventBridge-PutEvents': putEvents,
  'StepFunctions-StartExecution': startExecution,
};

/**
 * Calls a service's action on behalf of the integration's role, with parameters taken from the request; the caller
 * gets what the service answers.
 */
export function callService(
  { subtype, parameters, credentialsArn }: Extract<Integration, { kind: 'service' }>,
  call: Call,
  backends: Backends,
): Promise<Answer> {
  const values = Object.fromEntries(
    Object.entries(parameters).map(([name, text]) => [name, evaluate(text, call)]),
  );
  return actions[subtype](values, backends.callerOf(call, credentialsArn), backends, call.request.id);
}

const xml = new XMLBuilder({ ignoreAttributes: false });

// SQS answers an HTTP API in its query protocol, of which the samples of serverless-land show the answer.
async function sendMessage(
  parameters: Parameters,
  principal: Principal,
  { sqs }: Backends,
  requestId: string,
): Promise<Answer> {
  const { DelaySeconds, MessageAttributes, MessageSystemAttributes, Region: _, ...plain } = parameters;
  const input = {
    ...plain,
    ...(DelaySeconds !== undefined && { DelaySeconds: Number(DelaySeconds) }),
    ...(MessageAttributes !== undefined && {
      MessageAttributes: fromJson(MessageAttributes, 'MessageAttributes'),
    }),
    ...(MessageSystemAttributes !== undefined && {
      MessageSystemAttributes: fromJson(MessageSystemAttributes, 'MessageSystemAttributes'),
    }),
  };
  try {
    const result = await sqs.call('SendMessage', input, principal);
    return xmlAnswer(200, {
      SendMessageResponse: {
        '@_xmlns': 'http://queue.amazonaws.com/doc/2012-11-05/',
        SendMessageResult: result,
        ResponseMetadata: { RequestId: requestId },
      },
    });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const { name, message, statusCode } = error;
    const code =
      name === 'AccessDeniedException'
        ? 'AccessDenied'
        : name === 'MissingRequiredParameterException'
          ? 'MissingParameter'
          : name.replace(/Exception$/, '');
    const status = name === 'AccessDeniedException' ? 403 : statusCode;
    const answer = xmlAnswer(status, {
      ErrorResponse: {
        '@_xmlns': 'http://queue.amazonaws.com/doc/2012-11-05/',
        Error: { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message },
        RequestId: requestId,
      },
    });
    return { ...answer, reason: `${code}: ${message}` };
  }
}

async function putEvents(
  parameters: Parameters,
  principal: Principal,
  { eventBuses }: Backends,
): Promise<Answer> {
  const { Detail = '', DetailType = '', Source = '', EventBusName = 'default', Resources, Time } = parameters;
  const at = Time === undefined ? undefined : Date.parse(Time) / 1000;
  const entry = {
    Detail,
    DetailType,
    Source,
    EventBusName,
    ...(Resources !== undefined && { Resources: fromJson(Resources, 'Resources') as string[] }),
    ...(at !== undefined && !Number.isNaN(at) && { Time: at }),
  };
  return jsonAnswer(() => eventBuses!.putEvents([entry], principal));
}

async function startExecution(
  parameters: Parameters,
  principal: Principal,
  { stateMachines }: Backends,
): Promise<Answer> {
  const { StateMachineArn = '', Name, Input = '{}' } = parameters;
  return jsonAnswer(() => stateMachines!.start(StateMachineArn, Input, principal, Name));
}

async function jsonAnswer(run: () => Promise<object>): Promise<Answer> {
  const headers = { 'content-type': 'application/x-amz-json-1.1' };
  try {
    return { status: 200, headers, body: JSON.stringify(await run()) };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const { name, message, statusCode } = error;
    const body = JSON.stringify({ __type: name, message });
    return {
      status: statusCode === 403 ? 400 : statusCode,
      headers,
      body,
      reason: `${name}: ${message}`,
    };
  }
}

function xmlAnswer(status: number, tree: object): Answer {
  const body = `<?xml version="1.0"?>${xml.build(tree)}`;
  return { status, headers: { 'content-type': 'text/xml' }, body };
}

// What the service answers when a mapped value makes no JSON is not established.
function fromJson(text: string, parameter: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, 'Bad Request', { reason: `${parameter} is not JSON: ${text}` });
  }
}
