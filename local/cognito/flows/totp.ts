import { createHmac } from 'node:crypto';
import { sameText } from '../srp.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A secret as authenticator apps take it: base32. */
export function encodeSecret(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((group) => alphabet[parseInt(group.padEnd(5, '0'), 2)]).join('');
}

/** The six-digit code of RFC 6238 for a 30-second step. */
export function totp(secret: string, step: number): string {
  const bits = Array.from(secret, (letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', key).update(counter).digest();
  const offset = mac[mac.length - 1]! & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/**
 * The step whose code was given: the present one or a neighbour, for clocks that differ.
 * @param now - milliseconds since the epoch.
 */
export function matchingStep(secret: string, code: string, now: number): number | undefined {
  const present = Math.floor(now / 30_000);
  return [present, present - 1, present + 1].find((step) => sameText(totp(secret, step), code));
}
