import { isIPv4, isIPv6 } from 'node:net';

/**
 * Fn::Cidr: the first `count` blocks of an address range.
 *
 * @param block - a range, `10.0.0.0/16` or `2600:1f16::/56`.
 * @param count - how many blocks, 1 to 256.
 * @param bits - size of each block as the number of host bits: 8 makes /24 of IPv4. Default 32 less the mask's rest,
 *   that is blocks of 256 addresses; IPv6 takes 64.
 * @throws Error when the range is malformed or too small.
 *
 * @example
 * cidrBlocks('10.0.0.0/16', 2, 8); // ['10.0.0.0/24', '10.0.1.0/24']
 */
export function cidrBlocks(block: string, count: number, bits?: number): string[] {
  const [address = '', mask = ''] = block.split('/');
  const width = isIPv4(address) ? 32 : isIPv6(address) ? 128 : 0;
  const prefix = Number(mask);
  if (width === 0 || mask === '' || !Number.isInteger(prefix) || prefix < 0 || prefix > width) {
    throw new Error(`${block} is not an address range`);
  }
  const hostBits = bits ?? (width === 32 ? 8 : 64);
  if (!Number.isInteger(count) || count < 1 || count > 256) throw new Error('count must be 1 to 256');
  if (!Number.isInteger(hostBits) || hostBits < 1 || hostBits > width)
    throw new Error('cidrBits is out of range');
  const size = 1n << BigInt(hostBits);
  const span = 1n << BigInt(width - prefix);
  if (size * BigInt(count) > span)
    throw new Error(`${block} does not hold ${count} blocks of ${hostBits} bits`);
  const numeric = width === 32 ? fromIPv4(address) : fromIPv6(address);
  const start = numeric - (numeric % span);
  const render = width === 32 ? toIPv4 : toIPv6;
  return Array.from(
    { length: count },
    (_, index) => `${render(start + size * BigInt(index))}/${width - hostBits}`,
  );
}

function fromIPv4(address: string): bigint {
  return address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function toIPv4(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
}

function fromIPv6(address: string): bigint {
  const [head = '', tail] = address.split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':'));
  const before = groups(head);
  const after = tail === undefined ? [] : groups(tail);
  const zeros = Array<string>(tail === undefined ? 0 : 8 - before.length - after.length).fill('0');
  return [...before, ...zeros, ...after].reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
}

function toIPv6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16),
  );
  // URL writes the canonical short form.
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}
