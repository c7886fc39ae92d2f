import type { AddressItem } from '../generated/model.ts';
import type { Address, ShippingAddress } from '../generated/schema.ts';

/** The parts that every postal address has. */
type Parts = Pick<
  AddressItem,
  'name' | 'line1' | 'line2' | 'city' | 'region' | 'postalCode' | 'country' | 'phone'
>;

/** The postal parts alone, absent ones left out: what an order keeps as its copy. */
export function postalParts(address: Parts): Parts {
  const parts: Parts = {
    name: address.name,
    line1: address.line1,
    city: address.city,
    postalCode: address.postalCode,
    country: address.country,
  };
  if (address.line2) parts.line2 = address.line2;
  if (address.region) parts.region = address.region;
  if (address.phone) parts.phone = address.phone;
  return parts;
}

export function toShippingAddress(address: Parts): ShippingAddress {
  return postalParts(address);
}

export function toAddress(address: Parts & Pick<AddressItem, 'addressId'>): Address {
  return { id: address.addressId, ...postalParts(address) };
}
