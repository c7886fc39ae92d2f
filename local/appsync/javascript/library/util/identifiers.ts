import type { Library } from '../../realm/realm.ts';
import type { SessionHolder } from '../../session.ts';

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** KSUIDs count seconds from 13 May 2014. */
const ksuidEpoch = 1_400_000_000;

/** `value` in the digits of an alphabet, left-padded to `length`. */
function encode(value: bigint, alphabet: string, length: number): string {
  const base = BigInt(alphabet.length);
  let text = '';
  for (let rest = value; text.length < length; rest /= base) text = alphabet[Number(rest % base)] + text;
  return text;
}

/** util.autoId (UUID v4), autoUlid (26 characters, ms first) and autoKsuid (27 characters, seconds first). */
export function identifiers(session: SessionHolder): Library {
  const randomBits = (bytes: number) => {
    let bits = 0n;
    for (let count = 0; count < bytes; count++)
      bits = (bits << 8n) | BigInt(Math.floor(session.current.environment.random() * 256));
    return bits;
  };
  return {
    autoId: () => session.current.environment.uuid(),
    autoUlid() {
      const time = BigInt(Math.floor(session.current.environment.now()));
      return encode(time, crockford, 10) + encode(randomBits(10), crockford, 16);
    },
    autoKsuid() {
      const seconds = BigInt(Math.floor(session.current.environment.now() / 1000) - ksuidEpoch);
      return encode((seconds << 128n) | randomBits(16), base62, 27);
    },
  };
}
