/** Stored items of a small shop: what the table would answer. */
import {
  addressItem,
  cartItem,
  categoryItem,
  customerItem,
  orderEventItem,
  orderItem,
  paymentItem,
  productItem,
  variantItem,
  zoneItem,
  type AddressItem,
  type CartItem,
  type OrderEventItem,
  type OrderItem,
  type PaymentItem,
  type ProductItem,
  type VariantItem,
  type ZoneItem,
} from '../../resolvers/generated/model.ts';

export const at = '2026-01-02T03:04:05.678Z';

export const postal = {
  name: 'Ada Example',
  line1: 'Long Lane 1',
  city: 'Hamburg',
  postalCode: '20095',
  country: 'DE',
};

/** A key as the table's requests carry it. */
export const keyOf = ({ pk, sk }: { pk: string; sk: string }) => ({ pk: { S: pk }, sk: { S: sk } });

export const product = (changes: Partial<ProductItem> = {}) =>
  productItem({
    productId: 'p1',
    handle: 'enamel-mug',
    title: 'Enamel mug',
    description: 'Holds tea.',
    status: 'ACTIVE',
    sellerId: 'shop',
    categoryId: 'kitchen',
    tags: [],
    options: [{ name: 'Colour', values: ['Red', 'Blue'] }],
    taxClass: 'STANDARD',
    media: [{ source: 'mug.jpg', type: 'IMAGE' }],
    minPrice: 1250,
    maxPrice: 1400,
    currency: 'EUR',
    variantCount: 2,
    createdAt: at,
    updatedAt: at,
    version: 3,
    ...changes,
  });

export const variant = (changes: Partial<VariantItem> = {}) =>
  variantItem({
    productId: 'p1',
    sku: 'MUG-RED',
    title: 'Red',
    productTitle: 'Enamel mug',
    selectedOptions: [{ name: 'Colour', value: 'Red' }],
    position: 0,
    price: 1250,
    currency: 'EUR',
    available: 10,
    reserved: 2,
    sold: 0,
    sellerId: 'shop',
    categoryId: 'kitchen',
    taxClass: 'STANDARD',
    active: true,
    createdAt: at,
    updatedAt: at,
    version: 1,
    ...changes,
  });

export const blue = (changes: Partial<VariantItem> = {}) =>
  variant({
    sku: 'MUG-BLUE',
    title: 'Blue',
    selectedOptions: [{ name: 'Colour', value: 'Blue' }],
    position: 1,
    price: 1400,
    ...changes,
  });

export const category = () =>
  categoryItem({
    categoryId: 'kitchen',
    name: 'Kitchen',
    position: 7,
    createdAt: at,
    updatedAt: at,
    version: 1,
  });

/** Germany, where prices hold 19 %, and sending costs 4.90 or nothing from 100 on. */
export const zone = (changes: Partial<ZoneItem> = {}) =>
  zoneItem({
    country: 'DE',
    region: '*',
    pricesIncludeTax: true,
    taxRates: { STANDARD: 1900, REDUCED: 700, SUPER_REDUCED: 0, ZERO: 0 },
    shippingTaxClass: 'STANDARD',
    shippingMethods: [
      { id: 'standard', name: 'Standard', price: 490, freeFrom: 10_000 },
      { id: 'express', name: 'Express', price: 990 },
    ],
    currency: 'EUR',
    version: 1,
    updatedAt: at,
    ...changes,
  });

export const account = () =>
  customerItem({ customerId: 'ada', email: 'ada@example.com', name: 'Ada', createdAt: at });

export const address = (changes: Partial<AddressItem> = {}) =>
  addressItem({ customerId: 'ada', addressId: 'a1', ...postal, createdAt: at, updatedAt: at, ...changes });

/** A cart of units by SKU, added one second apart; every SKU belongs to product `p1`. */
export const cart = (units: Record<string, number>, changes: Partial<CartItem> = {}) =>
  cartItem({
    customerId: 'ada',
    lines: Object.fromEntries(
      Object.entries(units).map(([sku, quantity], index) => [
        sku,
        { productId: 'p1', quantity, addedAt: new Date(Date.UTC(2026, 0, 1, 0, 0, index)).toISOString() },
      ]),
    ),
    version: 4,
    updatedAt: at,
    ...changes,
  });

export const order = (changes: Partial<OrderItem> = {}) =>
  orderItem({
    orderId: 'o1',
    bucket: '3',
    customerId: 'ada',
    status: 'PLACED',
    lines: [
      {
        sku: 'MUG-RED',
        productId: 'p1',
        productTitle: 'Enamel mug',
        variantTitle: 'Red',
        sellerId: 'shop',
        quantity: 2,
        unitPrice: 1250,
        taxClass: 'STANDARD',
        taxRate: 1900,
        discount: 0,
        tax: 399,
        total: 2500,
        packed: 0,
        shipped: 0,
        returning: 0,
        returned: 0,
        refunded: 0,
      },
    ],
    pricesIncludeTax: true,
    subtotal: 2500,
    discount: 0,
    shipping: 490,
    shippingDiscount: 0,
    shippingTax: 78,
    tax: 477,
    total: 2990,
    authorized: 0,
    captured: 0,
    refunded: 0,
    currency: 'EUR',
    shippingMethod: 'standard',
    reservedUntil: '2026-01-02T03:34:05.678Z',
    shippingAddress: postal,
    placedAt: at,
    placedOn: '2026-01-02',
    updatedAt: at,
    sequence: 1,
    ...changes,
  });

export const event = (changes: Partial<OrderEventItem> = {}) =>
  orderEventItem({
    orderId: 'o1',
    customerId: 'ada',
    sequence: 1,
    type: 'PLACED',
    status: 'PLACED',
    at,
    actor: 'customer',
    ...changes,
  });

export const payment = (changes: Partial<PaymentItem> = {}) =>
  paymentItem({
    orderId: 'o1',
    paymentId: 'pay1',
    method: 'CARD',
    status: 'CAPTURED',
    amount: 2500,
    currency: 'EUR',
    capturable: 0,
    captured: 2500,
    refundable: 2500,
    refunded: 0,
    provider: 'test',
    reference: 'ch_1',
    createdAt: at,
    updatedAt: at,
    ...changes,
  });
