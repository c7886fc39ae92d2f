import type { AddressItem, CartItem, CustomerItem } from '../generated/model.ts';
import type { Address } from '../generated/schema.ts';
import { toAddress } from './address.ts';
import type { Page } from './pages.ts';

/** A customer as its fields' resolvers find it in `ctx.source`: with what one Query brought along. */
export interface CustomerView {
  id: string;
  email: string | null;
  name: string | null;
  phone: string | null;
  textMessages: boolean;
  createdAt: string | null;
  addresses?: Page<Address>;
  /** The stored cart; null when the account has none yet, absent when it was not read. */
  storedCart?: CartItem | null;
}

/** An account may be asked for before anything of it was stored. */
export function toCustomer(customerId: string, customer: CustomerItem | null | undefined): CustomerView {
  return {
    id: customerId,
    email: customer?.email ?? null,
    name: customer?.name ?? null,
    phone: customer?.phone ?? null,
    textMessages: customer?.textMessages ?? false,
    createdAt: customer?.createdAt ?? null,
  };
}

export function addressPage(addresses: AddressItem[], nextToken: string | null): Page<Address> {
  return { items: addresses.map((address) => toAddress(address)), nextToken };
}
