import { AwsError } from '../../core/aws-error.ts';

/** Concise Binary Object Representation (RFC 8949), as far as Smithy's RPC v2 protocol uses it. Moments are `Date`s. */

const malformed = () => new AwsError('SerializationException', 'The request is not CBOR.', 400);

/** A header's argument, and whether its length is left open. */
const open = Symbol('open');

/**
 * Reads one value.
 * @throws AwsError SerializationException
 */
export function decodeCbor(bytes: Buffer): unknown {
  let at = 0;

  const take = (length: number): Buffer => {
    if (at + length > bytes.length) throw malformed();
    return bytes.subarray(at, (at += length));
  };

  const argument = (info: number): number | typeof open => {
    if (info < 24) return info;
    if (info === 24) return take(1).readUInt8();
    if (info === 25) return take(2).readUInt16BE();
    if (info === 26) return take(4).readUInt32BE();
    if (info === 27) return Number(take(8).readBigUInt64BE());
    if (info === 31) return open;
    throw malformed();
  };

  const isBreak = (): boolean => {
    if (bytes[at] !== 0xff) return false;
    at++;
    return true;
  };

  /** Texts and bytes of an open length come in chunks of the same kind. */
  const chunks = (length: number | typeof open): Buffer => {
    if (length !== open) return take(length);
    const parts: Buffer[] = [];
    while (!isBreak()) parts.push(take(fixed(argument(take(1)[0]! & 31))));
    return Buffer.concat(parts);
  };

  const fixed = (length: number | typeof open): number => {
    if (length === open) throw malformed();
    return length;
  };

  const repeat = (length: number | typeof open, read: () => void): void => {
    if (length === open) while (!isBreak()) read();
    else for (let index = 0; index < length; index++) read();
  };

  const simple = (info: number): unknown => {
    if (info === 20 || info === 21) return info === 21;
    if (info === 22 || info === 23) return undefined;
    if (info === 25) return half(take(2).readUInt16BE());
    if (info === 26) return take(4).readFloatBE();
    if (info === 27) return take(8).readDoubleBE();
    throw malformed();
  };

  const value = (): unknown => {
    const head = take(1)[0]!;
    const [major, info] = [head >> 5, head & 31];
    if (major === 7) return simple(info);
    const length = argument(info);
    switch (major) {
      case 0:
        return fixed(length);
      case 1:
        return -1 - fixed(length);
      case 2:
        return Buffer.from(chunks(length));
      case 3:
        return chunks(length).toString('utf8');
      case 4: {
        const list: unknown[] = [];
        repeat(length, () => list.push(value()));
        return list;
      }
      case 5: {
        const map: Record<string, unknown> = Object.create(null);
        repeat(length, () => {
          const key = String(value());
          map[key] = value();
        });
        return map;
      }
      default: {
        const tagged = value();
        return length === 1 ? new Date(Number(tagged) * 1000) : tagged;
      }
    }
  };

  return value();
}

function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023];
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Writes one value; members of an object that are undefined are left out. */
export function encodeCbor(value: unknown): Buffer {
  const parts: Buffer[] = [];

  const head = (major: number, argument: number): void => {
    const first = major << 5;
    if (argument < 24) return void parts.push(Buffer.of(first | argument));
    const bytes = Buffer.alloc(9);
    if (argument <= 0xff) {
      bytes[0] = first | 24;
      bytes.writeUInt8(argument, 1);
      parts.push(bytes.subarray(0, 2));
    } else if (argument <= 0xffff) {
      bytes[0] = first | 25;
      bytes.writeUInt16BE(argument, 1);
      parts.push(bytes.subarray(0, 3));
    } else if (argument <= 0xffffffff) {
      bytes[0] = first | 26;
      bytes.writeUInt32BE(argument, 1);
      parts.push(bytes.subarray(0, 5));
    } else {
      bytes[0] = first | 27;
      bytes.writeBigUInt64BE(BigInt(argument), 1);
      parts.push(bytes);
    }
  };

  const double = (number: number): void => {
    const bytes = Buffer.alloc(9);
    bytes[0] = 0xfb;
    bytes.writeDoubleBE(number, 1);
    parts.push(bytes);
  };

  const write = (each: unknown): void => {
    if (each === undefined || each === null) parts.push(Buffer.of(0xf6));
    else if (typeof each === 'boolean') parts.push(Buffer.of(each ? 0xf5 : 0xf4));
    else if (typeof each === 'number') {
      if (!Number.isSafeInteger(each)) double(each);
      else if (each >= 0) head(0, each);
      else head(1, -1 - each);
    } else if (typeof each === 'string') {
      const text = Buffer.from(each);
      head(3, text.length);
      parts.push(text);
    } else if (each instanceof Date) {
      head(6, 1);
      double(each.getTime() / 1000);
    } else if (Array.isArray(each)) {
      head(4, each.length);
      each.forEach(write);
    } else {
      const members = Object.entries(each as object).filter(([, member]) => member !== undefined);
      head(5, members.length);
      for (const [key, member] of members) {
        write(key);
        write(member);
      }
    }
  };

  write(value);
  return Buffer.concat(parts);
}
