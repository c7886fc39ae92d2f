import type { Answer } from '../call.ts';
import { Refusal } from '../request.ts';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Reads what a function answered. In format 2.0 whatever has no `statusCode` is a body of JSON with status 200; in
 * format 1.0 it is an error.
 * Source: API Gateway Developer Guide, "Lambda function response for format 2.0".
 *
 * @throws Refusal 500 when it is not an answer.
 */
export function readAnswer(payload: string, format: '1.0' | '2.0'): Answer {
  const answer: unknown = JSON.parse(payload === '' ? 'null' : payload);
  if (!isObject(answer) || answer.statusCode === undefined) {
    if (format === '1.0') throw malformed(payload);
    return { status: 200, headers: { 'content-type': 'application/json' }, body: payload };
  }
  const status = Number(answer.statusCode);
  const { body = '', headers = {}, multiValueHeaders = {}, cookies = [] } = answer;
  if (
    !Number.isInteger(status) ||
    status < 100 ||
    status > 599 ||
    (body !== null && typeof body !== 'string')
  )
    throw malformed(payload);
  const all: Record<string, string | string[]> = { 'content-type': 'text/plain; charset=utf-8' };
  for (const [name, value] of Object.entries(headers ?? {})) all[name.toLowerCase()] = String(value);
  if (format === '1.0') {
    for (const [name, values] of Object.entries(multiValueHeaders ?? {})) {
      if (Array.isArray(values)) all[name.toLowerCase()] = values.map(String);
    }
  } else if (Array.isArray(cookies) && cookies.length > 0) {
    all['set-cookie'] = cookies.map(String);
  }
  return {
    status,
    headers: all,
    body: answer.isBase64Encoded === true ? Buffer.from(body ?? '', 'base64') : (body ?? ''),
  };
}

const malformed = (payload: string) =>
  new Refusal(500, 'Internal Server Error', {
    reason: `the function's answer is malformed: ${payload.slice(0, 500)}`,
  });
