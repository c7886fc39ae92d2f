// DER tags (X.690) of the few forms needed.
const sequence = 0x30;
const permittedSubtrees = 0xa0;
const dnsName = 0x82;
const ipAddress = 0x87;

/**
 * The value of the NameConstraints extension (RFC 5280, section 4.2.1.10): names and address ranges that an authority
 * may vouch for, and no others.
 *
 * @param names - DNS names, each with everything below it.
 * @param ranges - `127.0.0.0/8`, `::1/128`.
 */
export function nameConstraints(names: readonly string[], ranges: readonly string[]): Buffer {
  const subtrees = [
    ...names.map((name) => der(dnsName, Buffer.from(name, 'ascii'))),
    ...ranges.map((range) => der(ipAddress, addressAndMask(range))),
  ];
  return der(sequence, der(permittedSubtrees, ...subtrees.map((subtree) => der(sequence, subtree))));
}

/** Tag, length and value; lengths here stay below 128. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const value = Buffer.concat(parts);
  if (value.length > 127) throw new RangeError('too many names');
  return Buffer.concat([Buffer.from([tag, value.length]), value]);
}

function addressAndMask(range: string): Buffer {
  const [address = '', prefix = ''] = range.split('/');
  const bytes = address.includes(':') ? ipv6(address) : Buffer.from(address.split('.').map(Number));
  const mask = Buffer.alloc(bytes.length);
  for (let bit = 0; bit < Number(prefix); bit++) mask[bit >> 3]! |= 0x80 >> (bit & 7);
  return Buffer.concat([bytes, mask]);
}

/** An IPv6 address with at most one `::`. */
function ipv6(address: string): Buffer {
  const [head = '', tail = ''] = address.split('::').map((part) => part.split(':').filter(Boolean));
  const groups = [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail];
  return Buffer.from(groups.map((group) => group.padStart(4, '0')).join(''), 'hex');
}
