import { BlockList, isIP } from 'node:net';
import { refuse, type Place } from './refusal.ts';

/** @throws EventPatternError for what is not a range of IPv4 or IPv6 addresses. */
export function cidrTest(range: string, place: Place): (value: string) => boolean {
  const [address = '', bits = '', ...more] = range.split('/');
  if (!range.includes('/') || more.length > 0) return refuse("Malformed CIDR, one '/' required", place);
  if (!/^\d+$/.test(bits)) return refuse('Malformed CIDR, mask bits must be an integer', place);
  const version = isIP(address);
  if (version === 0) return refuse(`Nonstandard IP address: ${address}`, place);
  const most = version === 4 ? 32 : 128;
  if (Number(bits) > most) return refuse(`IPv${version} mask bits must be < ${most}`, place);
  const list = new BlockList();
  list.addSubnet(address, Number(bits), version === 4 ? 'ipv4' : 'ipv6');
  return (value) => isIP(value) === version && list.check(value, version === 4 ? 'ipv4' : 'ipv6');
}
