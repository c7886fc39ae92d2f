import { createHash } from 'node:crypto';
import type { MessageAttributes } from './message.ts';

export const md5 = (data: string | Buffer): string => createHash('md5').update(data).digest('hex');

/**
 * The MD5 of message attributes, with which clients check what was stored.
 * Source: SQS Developer Guide, "Calculating the MD5 message digest for message attributes": by name, each of name,
 * type and value with its length before it in four bytes, the value with one byte more for its transport type.
 *
 * @returns undefined when there are none
 */
export function md5OfAttributes(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const parts = names.flatMap((name) => {
    const { DataType, StringValue, BinaryValue } = attributes[name]!;
    const binary = BinaryValue !== undefined;
    return [
      ...withLength(Buffer.from(name)),
      ...withLength(Buffer.from(DataType)),
      Buffer.from([binary ? 2 : 1]),
      ...withLength(binary ? Buffer.from(BinaryValue, 'base64') : Buffer.from(StringValue ?? '')),
    ];
  });
  return md5(Buffer.concat(parts));
}

function withLength(data: Buffer): Buffer[] {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return [length, data];
}
