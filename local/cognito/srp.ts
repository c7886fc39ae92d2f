import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Ids } from '../core/ids.ts';
import type { Verifier } from './pools/model.ts';

/**
 * The server's half of Cognito's SRP-6a: the 3072-bit group of RFC 5054, SHA-256, and a key derived with the label
 * "Caldera Derived Key". The client's half is in `@aws-amplify/auth` (`providers/cognito/utils/srp`); numbers are hashed
 * in the minimal two's complement form of Java's BigInteger, which is why `padded` exists.
 */
const N = BigInt(
  '0xFFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B' +
    '302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE6' +
    '49286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D' +
    '670C354E4ABC9804F1746C08CA18217C32905E462E36CE3BE39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF695581718' +
    '3995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7D' +
    'B3970F85A6E1E4C7ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C' +
    'BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF',
);
const g = 2n;
const k = hashToInteger(padded(N), padded(g));

/** Server's ephemeral values of one exchange; hexadecimal. */
export interface ServerKeys {
  readonly b: string;
  readonly B: string;
}

/** Makes what is kept instead of a password. `poolId` gives the pool's name, the part after `_`. */
export function makeVerifier(poolId: string, username: string, password: string, ids: Ids): Verifier {
  const salt = ids.bytes(16).toString('hex');
  return { salt, verifier: power(g, secretExponent(poolId, username, password, salt)).toString(16) };
}

/** Whether a password is the one a verifier was made from. */
export function matches(poolId: string, username: string, password: string, known: Verifier): boolean {
  const given = power(g, secretExponent(poolId, username, password, known.salt)).toString(16);
  return sameText(given, known.verifier);
}

/** Opens an exchange: draws `b` and computes `B = kv + g^b`. */
export function openExchange(verifier: string, ids: Ids): ServerKeys {
  const b = toInteger(ids.bytes(32).toString('hex'));
  return { b: b.toString(16), B: ((k * toInteger(verifier) + power(g, b)) % N).toString(16) };
}

/** Whether the client's public value can be used: a hexadecimal number that is not a multiple of N. */
export const isPublicValue = (A: string) => /^[0-9a-f]{1,800}$/i.test(A) && toInteger(A) % N !== 0n;

/**
 * The signature that only someone who knows the password can give over the pool's name, the user, the secret block and
 * the timestamp.
 * @returns base64.
 */
export function expectedSignature(exchange: {
  poolId: string;
  username: string;
  verifier: string;
  A: string;
  keys: ServerKeys;
  secretBlock: string;
  timestamp: string;
}): string {
  const { poolId, username, verifier, keys, secretBlock, timestamp } = exchange;
  const A = toInteger(exchange.A);
  const u = hashToInteger(padded(A), padded(toInteger(keys.B)));
  const S = power(A * power(toInteger(verifier), u), toInteger(keys.b));
  const prk = createHmac('sha256', padded(u)).update(padded(S)).digest();
  const key = createHmac('sha256', prk).update('Caldera Derived Key\u0001').digest().subarray(0, 16);
  return createHmac('sha256', key)
    .update(poolName(poolId))
    .update(username)
    .update(Buffer.from(secretBlock, 'base64'))
    .update(timestamp)
    .digest('base64');
}

/** Compares two texts in a time that does not tell where they differ. */
export function sameText(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

const poolName = (poolId: string) => poolId.slice(poolId.indexOf('_') + 1);
function toInteger(hex: string): bigint {
  return BigInt(`0x${hex}`);
}

function secretExponent(poolId: string, username: string, password: string, salt: string): bigint {
  const identity = createHash('sha256')
    .update(`${poolName(poolId)}${username}:${password}`)
    .digest();
  return hashToInteger(padded(toInteger(salt)), identity);
}

function hashToInteger(...parts: Buffer[]): bigint {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return toInteger(hash.digest('hex'));
}

/** A non-negative number in the fewest bytes that leave the sign bit clear. */
function padded(value: bigint): Buffer {
  const hex = value.toString(16);
  const even = hex.length % 2 ? `0${hex}` : hex;
  return Buffer.from(/^[89a-f]/i.test(even) ? `00${even}` : even, 'hex');
}

/** `base ^ exponent mod N`, by squaring. */
function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base % N;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % N;
    square = (square * square) % N;
  }
  return result;
}
