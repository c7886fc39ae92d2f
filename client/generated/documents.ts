import type * as types from './operations.ts';
type GeneratedQuery<Input, Output> = string & { __generatedQueryInput: Input; __generatedQueryOutput: Output };
type GeneratedMutation<Input, Output> = string & { __generatedMutationInput: Input; __generatedMutationOutput: Output };
type GeneratedSubscription<Input, Output> = string & { __generatedSubscriptionInput: Input; __generatedSubscriptionOutput: Output };
export const getMe = /* GraphQL */ `
query GetMe($addresses: Int, $orders: Int, $nextOrders: String) {
  me {
    ...CustomerParts
    addresses(limit: $addresses) {
      items {
        ...AddressParts
      }
      nextToken
    }
    orders(limit: $orders, nextToken: $nextOrders) {
      items {
        ...OrderSummary
      }
      nextToken
    }
  }
}

fragment CustomerParts on Customer {
  id
  email
  name
  phone
  textMessages
  createdAt
}

fragment AddressParts on Address {
  id
  name
  line1
  line2
  city
  region
  postalCode
  country
  phone
}

fragment OrderSummary on Order {
  id
  status
  total {
    ...MoneyParts
  }
  placedAt
  updatedAt
  sequence
}

fragment MoneyParts on Money {
  amount
  currency
}
` as GeneratedQuery<types.GetMeQueryVariables, types.GetMeQuery>;

export const updateProfile = /* GraphQL */ `
mutation UpdateProfile($input: UpdateProfileInput!) {
  updateProfile(input: $input) {
    ...CustomerParts
  }
}

fragment CustomerParts on Customer {
  id
  email
  name
  phone
  textMessages
  createdAt
}
` as GeneratedMutation<types.UpdateProfileMutationVariables, types.UpdateProfileMutation>;

export const addAddress = /* GraphQL */ `
mutation AddAddress($input: AddAddressInput!) {
  addAddress(input: $input) {
    ...AddressParts
  }
}

fragment AddressParts on Address {
  id
  name
  line1
  line2
  city
  region
  postalCode
  country
  phone
}
` as GeneratedMutation<types.AddAddressMutationVariables, types.AddAddressMutation>;

export const updateAddress = /* GraphQL */ `
mutation UpdateAddress($input: UpdateAddressInput!) {
  updateAddress(input: $input) {
    ...AddressParts
  }
}

fragment AddressParts on Address {
  id
  name
  line1
  line2
  city
  region
  postalCode
  country
  phone
}
` as GeneratedMutation<types.UpdateAddressMutationVariables, types.UpdateAddressMutation>;

export const removeAddress = /* GraphQL */ `
mutation RemoveAddress($input: RemoveAddressInput!) {
  removeAddress(input: $input) {
    ...AddressParts
  }
}

fragment AddressParts on Address {
  id
  name
  line1
  line2
  city
  region
  postalCode
  country
  phone
}
` as GeneratedMutation<types.RemoveAddressMutationVariables, types.RemoveAddressMutation>;

export const getCart = /* GraphQL */ `
query GetCart {
  cart {
    ...CartParts
  }
}

fragment CartParts on Cart {
  lines {
    sku
    productId
    productTitle
    variantTitle
    quantity
    unitPrice {
      ...MoneyParts
    }
    lineTotal {
      ...MoneyParts
    }
    available
  }
  totalQuantity
  subtotal {
    ...MoneyParts
  }
  version
  updatedAt
}

fragment MoneyParts on Money {
  amount
  currency
}
` as GeneratedQuery<types.GetCartQueryVariables, types.GetCartQuery>;

export const addToCart = /* GraphQL */ `
mutation AddToCart($input: AddToCartInput!) {
  addToCart(input: $input) {
    ...CartParts
  }
}

fragment CartParts on Cart {
  lines {
    sku
    productId
    productTitle
    variantTitle
    quantity
    unitPrice {
      ...MoneyParts
    }
    lineTotal {
      ...MoneyParts
    }
    available
  }
  totalQuantity
  subtotal {
    ...MoneyParts
  }
  version
  updatedAt
}

fragment MoneyParts on Money {
  amount
  currency
}
` as GeneratedMutation<types.AddToCartMutationVariables, types.AddToCartMutation>;

export const updateCartLine = /* GraphQL */ `
mutation UpdateCartLine($input: UpdateCartLineInput!) {
  updateCartLine(input: $input) {
    ...CartParts
  }
}

fragment CartParts on Cart {
  lines {
    sku
    productId
    productTitle
    variantTitle
    quantity
    unitPrice {
      ...MoneyParts
    }
    lineTotal {
      ...MoneyParts
    }
    available
  }
  totalQuantity
  subtotal {
    ...MoneyParts
  }
  version
  updatedAt
}

fragment MoneyParts on Money {
  amount
  currency
}
` as GeneratedMutation<types.UpdateCartLineMutationVariables, types.UpdateCartLineMutation>;

export const removeFromCart = /* GraphQL */ `
mutation RemoveFromCart($input: RemoveFromCartInput!) {
  removeFromCart(input: $input) {
    ...CartParts
  }
}

fragment CartParts on Cart {
  lines {
    sku
    productId
    productTitle
    variantTitle
    quantity
    unitPrice {
      ...MoneyParts
    }
    lineTotal {
      ...MoneyParts
    }
    available
  }
  totalQuantity
  subtotal {
    ...MoneyParts
  }
  version
  updatedAt
}

fragment MoneyParts on Money {
  amount
  currency
}
` as GeneratedMutation<types.RemoveFromCartMutationVariables, types.RemoveFromCartMutation>;

export const clearCart = /* GraphQL */ `
mutation ClearCart {
  clearCart {
    ...CartParts
  }
}

fragment CartParts on Cart {
  lines {
    sku
    productId
    productTitle
    variantTitle
    quantity
    unitPrice {
      ...MoneyParts
    }
    lineTotal {
      ...MoneyParts
    }
    available
  }
  totalQuantity
  subtotal {
    ...MoneyParts
  }
  version
  updatedAt
}

fragment MoneyParts on Money {
  amount
  currency
}
` as GeneratedMutation<types.ClearCartMutationVariables, types.ClearCartMutation>;

export const placeOrder = /* GraphQL */ `
mutation PlaceOrder($input: PlaceOrderInput!, $idempotencyKey: ID!) {
  placeOrder(input: $input, idempotencyKey: $idempotencyKey) {
    ...OrderParts
  }
}

fragment OrderParts on Order {
  ...OrderSummary
  customerId
  nextStatuses
  lines {
    sku
    productId
    productTitle
    variantTitle
    quantity
    unitPrice {
      ...MoneyParts
    }
    lineTotal {
      ...MoneyParts
    }
    discount {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    taxRate
    total {
      ...MoneyParts
    }
    sellerId
    shipped
    returning
    returned
    refunded
  }
  pricesIncludeTax
  subtotal {
    ...MoneyParts
  }
  discount {
    ...MoneyParts
  }
  shipping {
    ...MoneyParts
  }
  shippingDiscount {
    ...MoneyParts
  }
  tax {
    ...MoneyParts
  }
  authorized {
    ...MoneyParts
  }
  paid {
    ...MoneyParts
  }
  refunded {
    ...MoneyParts
  }
  owed {
    ...MoneyParts
  }
  voucherCode
  shippingMethod
  reservedUntil
  shippingAddress {
    name
    line1
    line2
    city
    region
    postalCode
    country
    phone
  }
  note
}

fragment OrderSummary on Order {
  id
  status
  total {
    ...MoneyParts
  }
  placedAt
  updatedAt
  sequence
}

fragment MoneyParts on Money {
  amount
  currency
}
` as GeneratedMutation<types.PlaceOrderMutationVariables, types.PlaceOrderMutation>;

export const getProduct = /* GraphQL */ `
query GetProduct($id: ID!) {
  product(id: $id) {
    ...ProductParts
  }
}

fragment ProductParts on Product {
  ...ProductSummary
  description
  status
  sellerId
  category {
    id
    name
  }
  options {
    name
    values
  }
  variants {
    items {
      ...VariantParts
    }
    nextToken
  }
  createdAt
  updatedAt
  version
}

fragment ProductSummary on Product {
  id
  handle
  title
  vendor
  categoryId
  tags
  media {
    source
    type
    alt
  }
  priceRange {
    min {
      ...MoneyParts
    }
    max {
      ...MoneyParts
    }
  }
}

fragment MoneyParts on Money {
  amount
  currency
}

fragment VariantParts on Variant {
  sku
  productId
  title
  selectedOptions {
    name
    value
  }
  price {
    ...MoneyParts
  }
  compareAtPrice {
    ...MoneyParts
  }
  available
  weightGrams
  updatedAt
  version
}
` as GeneratedQuery<types.GetProductQueryVariables, types.GetProductQuery>;

export const getProductByHandle = /* GraphQL */ `
query GetProductByHandle($handle: String!) {
  productByHandle(handle: $handle) {
    ...ProductParts
  }
}

fragment ProductParts on Product {
  ...ProductSummary
  description
  status
  sellerId
  category {
    id
    name
  }
  options {
    name
    values
  }
  variants {
    items {
      ...VariantParts
    }
    nextToken
  }
  createdAt
  updatedAt
  version
}

fragment ProductSummary on Product {
  id
  handle
  title
  vendor
  categoryId
  tags
  media {
    source
    type
    alt
  }
  priceRange {
    min {
      ...MoneyParts
    }
    max {
      ...MoneyParts
    }
  }
}

fragment MoneyParts on Money {
  amount
  currency
}

fragment VariantParts on Variant {
  sku
  productId
  title
  selectedOptions {
    name
    value
  }
  price {
    ...MoneyParts
  }
  compareAtPrice {
    ...MoneyParts
  }
  available
  weightGrams
  updatedAt
  version
}
` as GeneratedQuery<types.GetProductByHandleQueryVariables, types.GetProductByHandleQuery>;

export const listProducts = /* GraphQL */ `
query ListProducts($categoryId: ID, $limit: Int, $nextToken: String) {
  products(categoryId: $categoryId, limit: $limit, nextToken: $nextToken) {
    items {
      ...ProductSummary
    }
    nextToken
  }
}

fragment ProductSummary on Product {
  id
  handle
  title
  vendor
  categoryId
  tags
  media {
    source
    type
    alt
  }
  priceRange {
    min {
      ...MoneyParts
    }
    max {
      ...MoneyParts
    }
  }
}

fragment MoneyParts on Money {
  amount
  currency
}
` as GeneratedQuery<types.ListProductsQueryVariables, types.ListProductsQuery>;

export const listCategories = /* GraphQL */ `
query ListCategories($limit: Int, $nextToken: String) {
  categories(limit: $limit, nextToken: $nextToken) {
    items {
      id
      name
      description
      position
      image
      version
    }
    nextToken
  }
}
` as GeneratedQuery<types.ListCategoriesQueryVariables, types.ListCategoriesQuery>;

export const getCategory = /* GraphQL */ `
query GetCategory($id: ID!, $limit: Int, $nextToken: String) {
  category(id: $id) {
    id
    name
    description
    position
    image
    version
    products(limit: $limit, nextToken: $nextToken) {
      items {
        ...ProductSummary
      }
      nextToken
    }
  }
}

fragment ProductSummary on Product {
  id
  handle
  title
  vendor
  categoryId
  tags
  media {
    source
    type
    alt
  }
  priceRange {
    min {
      ...MoneyParts
    }
    max {
      ...MoneyParts
    }
  }
}

fragment MoneyParts on Money {
  amount
  currency
}
` as GeneratedQuery<types.GetCategoryQueryVariables, types.GetCategoryQuery>;

export const onStockChange = /* GraphQL */ `
subscription OnStockChange($productId: ID!) {
  onStockChange(productId: $productId) {
    productId
    sku
    available
    at
  }
}
` as GeneratedSubscription<types.OnStockChangeSubscriptionVariables, types.OnStockChangeSubscription>;

export const getOrder = /* GraphQL */ `
query GetOrder($id: ID!) {
  order(id: $id) {
    ...OrderParts
    payments {
      items {
        ...PaymentParts
      }
      nextToken
    }
    ledger {
      ...LedgerEntryParts
    }
    shipments {
      ...ShipmentParts
    }
    returns {
      ...ReturnParts
    }
    events {
      items {
        ...OrderEventParts
      }
      nextToken
    }
  }
}

fragment OrderParts on Order {
  ...OrderSummary
  customerId
  nextStatuses
  lines {
    sku
    productId
    productTitle
    variantTitle
    quantity
    unitPrice {
      ...MoneyParts
    }
    lineTotal {
      ...MoneyParts
    }
    discount {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    taxRate
    total {
      ...MoneyParts
    }
    sellerId
    shipped
    returning
    returned
    refunded
  }
  pricesIncludeTax
  subtotal {
    ...MoneyParts
  }
  discount {
    ...MoneyParts
  }
  shipping {
    ...MoneyParts
  }
  shippingDiscount {
    ...MoneyParts
  }
  tax {
    ...MoneyParts
  }
  authorized {
    ...MoneyParts
  }
  paid {
    ...MoneyParts
  }
  refunded {
    ...MoneyParts
  }
  owed {
    ...MoneyParts
  }
  voucherCode
  shippingMethod
  reservedUntil
  shippingAddress {
    name
    line1
    line2
    city
    region
    postalCode
    country
    phone
  }
  note
}

fragment OrderSummary on Order {
  id
  status
  total {
    ...MoneyParts
  }
  placedAt
  updatedAt
  sequence
}

fragment MoneyParts on Money {
  amount
  currency
}

fragment PaymentParts on Payment {
  id
  method
  status
  amount {
    ...MoneyParts
  }
  captured {
    ...MoneyParts
  }
  refunded {
    ...MoneyParts
  }
  action {
    type
    url
    clientSecret
  }
  declineCode
  reference
  createdAt
}

fragment LedgerEntryParts on LedgerEntry {
  id
  paymentId
  kind
  status
  amount {
    ...MoneyParts
  }
  subjectId
  reason
  reference
  failureCode
  createdAt
  updatedAt
}

fragment ShipmentParts on Shipment {
  id
  status
  nextStatuses
  lines {
    sku
    quantity
  }
  carrier
  trackingNumber
  createdAt
  updatedAt
}

fragment ReturnParts on Return {
  id
  orderId
  status
  nextStatuses
  lines {
    sku
    quantity
    reason
    received
    restocked
  }
  refund {
    ...MoneyParts
  }
  note
  createdAt
  updatedAt
}

fragment OrderEventParts on OrderEvent {
  sequence
  type
  status
  at
  actor
  subjectId
  amount {
    ...MoneyParts
  }
  note
}
` as GeneratedQuery<types.GetOrderQueryVariables, types.GetOrderQuery>;

export const getOrderEvents = /* GraphQL */ `
query GetOrderEvents($id: ID!, $afterSequence: Int, $limit: Int, $nextToken: String) {
  order(id: $id) {
    ...OrderSummary
    events(afterSequence: $afterSequence, limit: $limit, nextToken: $nextToken) {
      items {
        ...OrderEventParts
      }
      nextToken
    }
  }
}

fragment OrderSummary on Order {
  id
  status
  total {
    ...MoneyParts
  }
  placedAt
  updatedAt
  sequence
}

fragment MoneyParts on Money {
  amount
  currency
}

fragment OrderEventParts on OrderEvent {
  sequence
  type
  status
  at
  actor
  subjectId
  amount {
    ...MoneyParts
  }
  note
}
` as GeneratedQuery<types.GetOrderEventsQueryVariables, types.GetOrderEventsQuery>;

export const getQuote = /* GraphQL */ `
query GetQuote($input: QuoteInput!) {
  quote(input: $input) {
    lines {
      sku
      quantity
      unitPrice {
        ...MoneyParts
      }
      discount {
        ...MoneyParts
      }
      tax {
        ...MoneyParts
      }
      taxRate
      total {
        ...MoneyParts
      }
    }
    pricesIncludeTax
    subtotal {
      ...MoneyParts
    }
    discount {
      ...MoneyParts
    }
    shipping {
      ...MoneyParts
    }
    shippingDiscount {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    total {
      ...MoneyParts
    }
    shippingMethod
    shippingMethods {
      ...ShippingMethodParts
    }
  }
}

fragment MoneyParts on Money {
  amount
  currency
}

fragment ShippingMethodParts on ShippingMethod {
  id
  name
  price {
    ...MoneyParts
  }
  freeFrom {
    ...MoneyParts
  }
  minDays
  maxDays
}
` as GeneratedQuery<types.GetQuoteQueryVariables, types.GetQuoteQuery>;

export const listZones = /* GraphQL */ `
query ListZones($limit: Int, $nextToken: String) {
  zones(limit: $limit, nextToken: $nextToken) {
    items {
      ...ZoneParts
    }
    nextToken
  }
}

fragment ZoneParts on Zone {
  country
  region
  pricesIncludeTax
  taxRates {
    standard
    reduced
    superReduced
  }
  shippingTaxClass
  shippingMethods {
    ...ShippingMethodParts
  }
  version
}

fragment ShippingMethodParts on ShippingMethod {
  id
  name
  price {
    ...MoneyParts
  }
  freeFrom {
    ...MoneyParts
  }
  minDays
  maxDays
}

fragment MoneyParts on Money {
  amount
  currency
}
` as GeneratedQuery<types.ListZonesQueryVariables, types.ListZonesQuery>;

export const listMyOrders = /* GraphQL */ `
query ListMyOrders($limit: Int, $nextToken: String) {
  me {
    id
    orders(limit: $limit, nextToken: $nextToken) {
      items {
        ...OrderSummary
      }
      nextToken
    }
  }
}

fragment OrderSummary on Order {
  id
  status
  total {
    ...MoneyParts
  }
  placedAt
  updatedAt
  sequence
}

fragment MoneyParts on Money {
  amount
  currency
}
` as GeneratedQuery<types.ListMyOrdersQueryVariables, types.ListMyOrdersQuery>;

export const cancelOrder = /* GraphQL */ `
mutation CancelOrder($input: CancelOrderInput!, $idempotencyKey: ID!) {
  cancelOrder(input: $input, idempotencyKey: $idempotencyKey) {
    ...OrderParts
  }
}

fragment OrderParts on Order {
  ...OrderSummary
  customerId
  nextStatuses
  lines {
    sku
    productId
    productTitle
    variantTitle
    quantity
    unitPrice {
      ...MoneyParts
    }
    lineTotal {
      ...MoneyParts
    }
    discount {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    taxRate
    total {
      ...MoneyParts
    }
    sellerId
    shipped
    returning
    returned
    refunded
  }
  pricesIncludeTax
  subtotal {
    ...MoneyParts
  }
  discount {
    ...MoneyParts
  }
  shipping {
    ...MoneyParts
  }
  shippingDiscount {
    ...MoneyParts
  }
  tax {
    ...MoneyParts
  }
  authorized {
    ...MoneyParts
  }
  paid {
    ...MoneyParts
  }
  refunded {
    ...MoneyParts
  }
  owed {
    ...MoneyParts
  }
  voucherCode
  shippingMethod
  reservedUntil
  shippingAddress {
    name
    line1
    line2
    city
    region
    postalCode
    country
    phone
  }
  note
}

fragment OrderSummary on Order {
  id
  status
  total {
    ...MoneyParts
  }
  placedAt
  updatedAt
  sequence
}

fragment MoneyParts on Money {
  amount
  currency
}
` as GeneratedMutation<types.CancelOrderMutationVariables, types.CancelOrderMutation>;

export const payOrder = /* GraphQL */ `
mutation PayOrder($input: PayOrderInput!, $idempotencyKey: ID!) {
  payOrder(input: $input, idempotencyKey: $idempotencyKey) {
    ...OrderParts
  }
}

fragment OrderParts on Order {
  ...OrderSummary
  customerId
  nextStatuses
  lines {
    sku
    productId
    productTitle
    variantTitle
    quantity
    unitPrice {
      ...MoneyParts
    }
    lineTotal {
      ...MoneyParts
    }
    discount {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    taxRate
    total {
      ...MoneyParts
    }
    sellerId
    shipped
    returning
    returned
    refunded
  }
  pricesIncludeTax
  subtotal {
    ...MoneyParts
  }
  discount {
    ...MoneyParts
  }
  shipping {
    ...MoneyParts
  }
  shippingDiscount {
    ...MoneyParts
  }
  tax {
    ...MoneyParts
  }
  authorized {
    ...MoneyParts
  }
  paid {
    ...MoneyParts
  }
  refunded {
    ...MoneyParts
  }
  owed {
    ...MoneyParts
  }
  voucherCode
  shippingMethod
  reservedUntil
  shippingAddress {
    name
    line1
    line2
    city
    region
    postalCode
    country
    phone
  }
  note
}

fragment OrderSummary on Order {
  id
  status
  total {
    ...MoneyParts
  }
  placedAt
  updatedAt
  sequence
}

fragment MoneyParts on Money {
  amount
  currency
}
` as GeneratedMutation<types.PayOrderMutationVariables, types.PayOrderMutation>;

export const confirmPayment = /* GraphQL */ `
mutation ConfirmPayment($input: ConfirmPaymentInput!) {
  confirmPayment(input: $input) {
    ...OrderParts
    payments {
      items {
        ...PaymentParts
      }
      nextToken
    }
  }
}

fragment OrderParts on Order {
  ...OrderSummary
  customerId
  nextStatuses
  lines {
    sku
    productId
    productTitle
    variantTitle
    quantity
    unitPrice {
      ...MoneyParts
    }
    lineTotal {
      ...MoneyParts
    }
    discount {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    taxRate
    total {
      ...MoneyParts
    }
    sellerId
    shipped
    returning
    returned
    refunded
  }
  pricesIncludeTax
  subtotal {
    ...MoneyParts
  }
  discount {
    ...MoneyParts
  }
  shipping {
    ...MoneyParts
  }
  shippingDiscount {
    ...MoneyParts
  }
  tax {
    ...MoneyParts
  }
  authorized {
    ...MoneyParts
  }
  paid {
    ...MoneyParts
  }
  refunded {
    ...MoneyParts
  }
  owed {
    ...MoneyParts
  }
  voucherCode
  shippingMethod
  reservedUntil
  shippingAddress {
    name
    line1
    line2
    city
    region
    postalCode
    country
    phone
  }
  note
}

fragment OrderSummary on Order {
  id
  status
  total {
    ...MoneyParts
  }
  placedAt
  updatedAt
  sequence
}

fragment MoneyParts on Money {
  amount
  currency
}

fragment PaymentParts on Payment {
  id
  method
  status
  amount {
    ...MoneyParts
  }
  captured {
    ...MoneyParts
  }
  refunded {
    ...MoneyParts
  }
  action {
    type
    url
    clientSecret
  }
  declineCode
  reference
  createdAt
}
` as GeneratedMutation<types.ConfirmPaymentMutationVariables, types.ConfirmPaymentMutation>;

export const requestReturn = /* GraphQL */ `
mutation RequestReturn($input: RequestReturnInput!, $idempotencyKey: ID!) {
  requestReturn(input: $input, idempotencyKey: $idempotencyKey) {
    ...OrderParts
    returns {
      ...ReturnParts
    }
  }
}

fragment OrderParts on Order {
  ...OrderSummary
  customerId
  nextStatuses
  lines {
    sku
    productId
    productTitle
    variantTitle
    quantity
    unitPrice {
      ...MoneyParts
    }
    lineTotal {
      ...MoneyParts
    }
    discount {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    taxRate
    total {
      ...MoneyParts
    }
    sellerId
    shipped
    returning
    returned
    refunded
  }
  pricesIncludeTax
  subtotal {
    ...MoneyParts
  }
  discount {
    ...MoneyParts
  }
  shipping {
    ...MoneyParts
  }
  shippingDiscount {
    ...MoneyParts
  }
  tax {
    ...MoneyParts
  }
  authorized {
    ...MoneyParts
  }
  paid {
    ...MoneyParts
  }
  refunded {
    ...MoneyParts
  }
  owed {
    ...MoneyParts
  }
  voucherCode
  shippingMethod
  reservedUntil
  shippingAddress {
    name
    line1
    line2
    city
    region
    postalCode
    country
    phone
  }
  note
}

fragment OrderSummary on Order {
  id
  status
  total {
    ...MoneyParts
  }
  placedAt
  updatedAt
  sequence
}

fragment MoneyParts on Money {
  amount
  currency
}

fragment ReturnParts on Return {
  id
  orderId
  status
  nextStatuses
  lines {
    sku
    quantity
    reason
    received
    restocked
  }
  refund {
    ...MoneyParts
  }
  note
  createdAt
  updatedAt
}
` as GeneratedMutation<types.RequestReturnMutationVariables, types.RequestReturnMutation>;

export const withdrawReturn = /* GraphQL */ `
mutation WithdrawReturn($input: WithdrawReturnInput!, $idempotencyKey: ID!) {
  withdrawReturn(input: $input, idempotencyKey: $idempotencyKey) {
    ...OrderParts
    returns {
      ...ReturnParts
    }
  }
}

fragment OrderParts on Order {
  ...OrderSummary
  customerId
  nextStatuses
  lines {
    sku
    productId
    productTitle
    variantTitle
    quantity
    unitPrice {
      ...MoneyParts
    }
    lineTotal {
      ...MoneyParts
    }
    discount {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    taxRate
    total {
      ...MoneyParts
    }
    sellerId
    shipped
    returning
    returned
    refunded
  }
  pricesIncludeTax
  subtotal {
    ...MoneyParts
  }
  discount {
    ...MoneyParts
  }
  shipping {
    ...MoneyParts
  }
  shippingDiscount {
    ...MoneyParts
  }
  tax {
    ...MoneyParts
  }
  authorized {
    ...MoneyParts
  }
  paid {
    ...MoneyParts
  }
  refunded {
    ...MoneyParts
  }
  owed {
    ...MoneyParts
  }
  voucherCode
  shippingMethod
  reservedUntil
  shippingAddress {
    name
    line1
    line2
    city
    region
    postalCode
    country
    phone
  }
  note
}

fragment OrderSummary on Order {
  id
  status
  total {
    ...MoneyParts
  }
  placedAt
  updatedAt
  sequence
}

fragment MoneyParts on Money {
  amount
  currency
}

fragment ReturnParts on Return {
  id
  orderId
  status
  nextStatuses
  lines {
    sku
    quantity
    reason
    received
    restocked
  }
  refund {
    ...MoneyParts
  }
  note
  createdAt
  updatedAt
}
` as GeneratedMutation<types.WithdrawReturnMutationVariables, types.WithdrawReturnMutation>;

export const onMyOrderChange = /* GraphQL */ `
subscription OnMyOrderChange($orderId: ID) {
  onMyOrderChange(orderId: $orderId) {
    ...OrderChangeParts
  }
}

fragment OrderChangeParts on OrderChange {
  orderId
  customerId
  sequence
  type
  status
  at
  order {
    ...OrderParts
  }
}

fragment OrderParts on Order {
  ...OrderSummary
  customerId
  nextStatuses
  lines {
    sku
    productId
    productTitle
    variantTitle
    quantity
    unitPrice {
      ...MoneyParts
    }
    lineTotal {
      ...MoneyParts
    }
    discount {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    taxRate
    total {
      ...MoneyParts
    }
    sellerId
    shipped
    returning
    returned
    refunded
  }
  pricesIncludeTax
  subtotal {
    ...MoneyParts
  }
  discount {
    ...MoneyParts
  }
  shipping {
    ...MoneyParts
  }
  shippingDiscount {
    ...MoneyParts
  }
  tax {
    ...MoneyParts
  }
  authorized {
    ...MoneyParts
  }
  paid {
    ...MoneyParts
  }
  refunded {
    ...MoneyParts
  }
  owed {
    ...MoneyParts
  }
  voucherCode
  shippingMethod
  reservedUntil
  shippingAddress {
    name
    line1
    line2
    city
    region
    postalCode
    country
    phone
  }
  note
}

fragment OrderSummary on Order {
  id
  status
  total {
    ...MoneyParts
  }
  placedAt
  updatedAt
  sequence
}

fragment MoneyParts on Money {
  amount
  currency
}
` as GeneratedSubscription<types.OnMyOrderChangeSubscriptionVariables, types.OnMyOrderChangeSubscription>;

export const packSale = /* GraphQL */ `
mutation PackSale($input: PackShipmentInput!, $idempotencyKey: ID!) {
  packSale(input: $input, idempotencyKey: $idempotencyKey) {
    ...SaleParts
    shipments {
      ...ShipmentParts
    }
  }
}

fragment SaleParts on Sale {
  orderId
  status
  lines {
    sku
    productTitle
    variantTitle
    quantity
    total {
      ...MoneyParts
    }
    shipped
    returning
    returned
    refunded
  }
  total {
    ...MoneyParts
  }
  country
  shippingMethod
  shippingAddress {
    name
    line1
    line2
    city
    region
    postalCode
    country
    phone
  }
  placedAt
  updatedAt
  sequence
}

fragment MoneyParts on Money {
  amount
  currency
}

fragment ShipmentParts on Shipment {
  id
  status
  nextStatuses
  lines {
    sku
    quantity
  }
  carrier
  trackingNumber
  createdAt
  updatedAt
}
` as GeneratedMutation<types.PackSaleMutationVariables, types.PackSaleMutation>;

export const shipSale = /* GraphQL */ `
mutation ShipSale($input: ShipShipmentInput!, $idempotencyKey: ID!) {
  shipSale(input: $input, idempotencyKey: $idempotencyKey) {
    ...SaleParts
    shipments {
      ...ShipmentParts
    }
  }
}

fragment SaleParts on Sale {
  orderId
  status
  lines {
    sku
    productTitle
    variantTitle
    quantity
    total {
      ...MoneyParts
    }
    shipped
    returning
    returned
    refunded
  }
  total {
    ...MoneyParts
  }
  country
  shippingMethod
  shippingAddress {
    name
    line1
    line2
    city
    region
    postalCode
    country
    phone
  }
  placedAt
  updatedAt
  sequence
}

fragment MoneyParts on Money {
  amount
  currency
}

fragment ShipmentParts on Shipment {
  id
  status
  nextStatuses
  lines {
    sku
    quantity
  }
  carrier
  trackingNumber
  createdAt
  updatedAt
}
` as GeneratedMutation<types.ShipSaleMutationVariables, types.ShipSaleMutation>;

export const moveSale = /* GraphQL */ `
mutation MoveSale($input: MoveShipmentInput!, $idempotencyKey: ID!) {
  moveSale(input: $input, idempotencyKey: $idempotencyKey) {
    ...SaleParts
    shipments {
      ...ShipmentParts
    }
  }
}

fragment SaleParts on Sale {
  orderId
  status
  lines {
    sku
    productTitle
    variantTitle
    quantity
    total {
      ...MoneyParts
    }
    shipped
    returning
    returned
    refunded
  }
  total {
    ...MoneyParts
  }
  country
  shippingMethod
  shippingAddress {
    name
    line1
    line2
    city
    region
    postalCode
    country
    phone
  }
  placedAt
  updatedAt
  sequence
}

fragment MoneyParts on Money {
  amount
  currency
}

fragment ShipmentParts on Shipment {
  id
  status
  nextStatuses
  lines {
    sku
    quantity
  }
  carrier
  trackingNumber
  createdAt
  updatedAt
}
` as GeneratedMutation<types.MoveSaleMutationVariables, types.MoveSaleMutation>;

export const listMyReturns = /* GraphQL */ `
query ListMyReturns($status: ReturnStatus!, $limit: Int, $nextToken: String) {
  myReturns(status: $status, limit: $limit, nextToken: $nextToken) {
    items {
      ...ReturnParts
    }
    nextToken
  }
}

fragment ReturnParts on Return {
  id
  orderId
  status
  nextStatuses
  lines {
    sku
    quantity
    reason
    received
    restocked
  }
  refund {
    ...MoneyParts
  }
  note
  createdAt
  updatedAt
}

fragment MoneyParts on Money {
  amount
  currency
}
` as GeneratedQuery<types.ListMyReturnsQueryVariables, types.ListMyReturnsQuery>;

export const decideSaleReturn = /* GraphQL */ `
mutation DecideSaleReturn($input: DecideReturnInput!, $idempotencyKey: ID!) {
  decideSaleReturn(input: $input, idempotencyKey: $idempotencyKey) {
    ...SaleParts
    returns {
      id
      status
      nextStatuses
      lines {
        sku
        quantity
        reason
        received
        restocked
      }
      createdAt
      updatedAt
    }
  }
}

fragment SaleParts on Sale {
  orderId
  status
  lines {
    sku
    productTitle
    variantTitle
    quantity
    total {
      ...MoneyParts
    }
    shipped
    returning
    returned
    refunded
  }
  total {
    ...MoneyParts
  }
  country
  shippingMethod
  shippingAddress {
    name
    line1
    line2
    city
    region
    postalCode
    country
    phone
  }
  placedAt
  updatedAt
  sequence
}

fragment MoneyParts on Money {
  amount
  currency
}
` as GeneratedMutation<types.DecideSaleReturnMutationVariables, types.DecideSaleReturnMutation>;

export const receiveSaleReturn = /* GraphQL */ `
mutation ReceiveSaleReturn($input: ReceiveReturnInput!, $idempotencyKey: ID!) {
  receiveSaleReturn(input: $input, idempotencyKey: $idempotencyKey) {
    ...SaleParts
    returns {
      id
      status
      nextStatuses
      lines {
        sku
        quantity
        reason
        received
        restocked
      }
      createdAt
      updatedAt
    }
  }
}

fragment SaleParts on Sale {
  orderId
  status
  lines {
    sku
    productTitle
    variantTitle
    quantity
    total {
      ...MoneyParts
    }
    shipped
    returning
    returned
    refunded
  }
  total {
    ...MoneyParts
  }
  country
  shippingMethod
  shippingAddress {
    name
    line1
    line2
    city
    region
    postalCode
    country
    phone
  }
  placedAt
  updatedAt
  sequence
}

fragment MoneyParts on Money {
  amount
  currency
}
` as GeneratedMutation<types.ReceiveSaleReturnMutationVariables, types.ReceiveSaleReturnMutation>;

export const getProductReviews = /* GraphQL */ `
query GetProductReviews($id: ID!, $limit: Int, $nextToken: String) {
  product(id: $id) {
    id
    rating {
      count
      average
    }
    reviews(limit: $limit, nextToken: $nextToken) {
      items {
        ...ReviewParts
      }
      nextToken
    }
  }
}

fragment ReviewParts on Review {
  productId
  customerId
  author
  rating
  title
  text
  published
  reply
  repliedAt
  createdAt
  updatedAt
}
` as GeneratedQuery<types.GetProductReviewsQueryVariables, types.GetProductReviewsQuery>;

export const listHiddenReviews = /* GraphQL */ `
query ListHiddenReviews($productId: ID!, $limit: Int, $nextToken: String) {
  hiddenReviews(productId: $productId, limit: $limit, nextToken: $nextToken) {
    items {
      ...ReviewParts
    }
    nextToken
  }
}

fragment ReviewParts on Review {
  productId
  customerId
  author
  rating
  title
  text
  published
  reply
  repliedAt
  createdAt
  updatedAt
}
` as GeneratedQuery<types.ListHiddenReviewsQueryVariables, types.ListHiddenReviewsQuery>;

export const postReview = /* GraphQL */ `
mutation PostReview($input: PostReviewInput!, $idempotencyKey: ID!) {
  postReview(input: $input, idempotencyKey: $idempotencyKey) {
    ...ReviewParts
  }
}

fragment ReviewParts on Review {
  productId
  customerId
  author
  rating
  title
  text
  published
  reply
  repliedAt
  createdAt
  updatedAt
}
` as GeneratedMutation<types.PostReviewMutationVariables, types.PostReviewMutation>;

export const removeReview = /* GraphQL */ `
mutation RemoveReview($input: RemoveReviewInput!, $idempotencyKey: ID!) {
  removeReview(input: $input, idempotencyKey: $idempotencyKey) {
    ...ReviewParts
  }
}

fragment ReviewParts on Review {
  productId
  customerId
  author
  rating
  title
  text
  published
  reply
  repliedAt
  createdAt
  updatedAt
}
` as GeneratedMutation<types.RemoveReviewMutationVariables, types.RemoveReviewMutation>;

export const moderateReview = /* GraphQL */ `
mutation ModerateReview($input: ModerateReviewInput!, $idempotencyKey: ID!) {
  moderateReview(input: $input, idempotencyKey: $idempotencyKey) {
    ...ReviewParts
  }
}

fragment ReviewParts on Review {
  productId
  customerId
  author
  rating
  title
  text
  published
  reply
  repliedAt
  createdAt
  updatedAt
}
` as GeneratedMutation<types.ModerateReviewMutationVariables, types.ModerateReviewMutation>;

export const replyToReview = /* GraphQL */ `
mutation ReplyToReview($input: ReplyToReviewInput!) {
  replyToReview(input: $input) {
    ...ReviewParts
  }
}

fragment ReviewParts on Review {
  productId
  customerId
  author
  rating
  title
  text
  published
  reply
  repliedAt
  createdAt
  updatedAt
}
` as GeneratedMutation<types.ReplyToReviewMutationVariables, types.ReplyToReviewMutation>;

export const listMyProducts = /* GraphQL */ `
query ListMyProducts($status: ProductStatus, $limit: Int, $nextToken: String) {
  myProducts(status: $status, limit: $limit, nextToken: $nextToken) {
    items {
      ...ProductSummary
      status
      version
    }
    nextToken
  }
}

fragment ProductSummary on Product {
  id
  handle
  title
  vendor
  categoryId
  tags
  media {
    source
    type
    alt
  }
  priceRange {
    min {
      ...MoneyParts
    }
    max {
      ...MoneyParts
    }
  }
}

fragment MoneyParts on Money {
  amount
  currency
}
` as GeneratedQuery<types.ListMyProductsQueryVariables, types.ListMyProductsQuery>;

export const listMySales = /* GraphQL */ `
query ListMySales($statuses: [OrderStatus!], $from: AWSDateTime, $to: AWSDateTime, $oldestFirst: Boolean, $limit: Int, $nextToken: String) {
  mySales(
    statuses: $statuses
    from: $from
    to: $to
    oldestFirst: $oldestFirst
    limit: $limit
    nextToken: $nextToken
  ) {
    items {
      ...SaleParts
    }
    nextToken
  }
}

fragment SaleParts on Sale {
  orderId
  status
  lines {
    sku
    productTitle
    variantTitle
    quantity
    total {
      ...MoneyParts
    }
    shipped
    returning
    returned
    refunded
  }
  total {
    ...MoneyParts
  }
  country
  shippingMethod
  shippingAddress {
    name
    line1
    line2
    city
    region
    postalCode
    country
    phone
  }
  placedAt
  updatedAt
  sequence
}

fragment MoneyParts on Money {
  amount
  currency
}
` as GeneratedQuery<types.ListMySalesQueryVariables, types.ListMySalesQuery>;

export const getSale = /* GraphQL */ `
query GetSale($orderId: ID!) {
  sale(orderId: $orderId) {
    ...WholeSaleParts
  }
}

fragment WholeSaleParts on Sale {
  ...SaleParts
  shipments {
    ...ShipmentParts
  }
  returns {
    ...ReturnParts
  }
  events {
    sequence
    type
    status
    at
    actor
    subjectId
  }
}

fragment SaleParts on Sale {
  orderId
  status
  lines {
    sku
    productTitle
    variantTitle
    quantity
    total {
      ...MoneyParts
    }
    shipped
    returning
    returned
    refunded
  }
  total {
    ...MoneyParts
  }
  country
  shippingMethod
  shippingAddress {
    name
    line1
    line2
    city
    region
    postalCode
    country
    phone
  }
  placedAt
  updatedAt
  sequence
}

fragment MoneyParts on Money {
  amount
  currency
}

fragment ShipmentParts on Shipment {
  id
  status
  nextStatuses
  lines {
    sku
    quantity
  }
  carrier
  trackingNumber
  createdAt
  updatedAt
}

fragment ReturnParts on Return {
  id
  orderId
  status
  nextStatuses
  lines {
    sku
    quantity
    reason
    received
    restocked
  }
  refund {
    ...MoneyParts
  }
  note
  createdAt
  updatedAt
}
` as GeneratedQuery<types.GetSaleQueryVariables, types.GetSaleQuery>;

export const listLowStock = /* GraphQL */ `
query ListLowStock($limit: Int, $nextToken: String) {
  lowStock(limit: $limit, nextToken: $nextToken) {
    items {
      variant {
        sku
        productId
        title
        available
        reserved
        version
      }
      productTitle
      reorderPoint
      since
    }
    nextToken
  }
}
` as GeneratedQuery<types.ListLowStockQueryVariables, types.ListLowStockQuery>;

export const onSale = /* GraphQL */ `
subscription OnSale($orderId: ID) {
  onSale(orderId: $orderId) {
    sellerId
    orderId
    sequence
    sale {
      ...WholeSaleParts
    }
  }
}

fragment WholeSaleParts on Sale {
  ...SaleParts
  shipments {
    ...ShipmentParts
  }
  returns {
    ...ReturnParts
  }
  events {
    sequence
    type
    status
    at
    actor
    subjectId
  }
}

fragment SaleParts on Sale {
  orderId
  status
  lines {
    sku
    productTitle
    variantTitle
    quantity
    total {
      ...MoneyParts
    }
    shipped
    returning
    returned
    refunded
  }
  total {
    ...MoneyParts
  }
  country
  shippingMethod
  shippingAddress {
    name
    line1
    line2
    city
    region
    postalCode
    country
    phone
  }
  placedAt
  updatedAt
  sequence
}

fragment MoneyParts on Money {
  amount
  currency
}

fragment ShipmentParts on Shipment {
  id
  status
  nextStatuses
  lines {
    sku
    quantity
  }
  carrier
  trackingNumber
  createdAt
  updatedAt
}

fragment ReturnParts on Return {
  id
  orderId
  status
  nextStatuses
  lines {
    sku
    quantity
    reason
    received
    restocked
  }
  refund {
    ...MoneyParts
  }
  note
  createdAt
  updatedAt
}
` as GeneratedSubscription<types.OnSaleSubscriptionVariables, types.OnSaleSubscription>;

export const listOrders = /* GraphQL */ `
query ListOrders($status: OrderStatus!, $placedOn: AWSDate, $limit: Int, $nextToken: String) {
  orders(
    status: $status
    placedOn: $placedOn
    limit: $limit
    nextToken: $nextToken
  ) {
    items {
      ...OrderParts
    }
    nextToken
  }
}

fragment OrderParts on Order {
  ...OrderSummary
  customerId
  nextStatuses
  lines {
    sku
    productId
    productTitle
    variantTitle
    quantity
    unitPrice {
      ...MoneyParts
    }
    lineTotal {
      ...MoneyParts
    }
    discount {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    taxRate
    total {
      ...MoneyParts
    }
    sellerId
    shipped
    returning
    returned
    refunded
  }
  pricesIncludeTax
  subtotal {
    ...MoneyParts
  }
  discount {
    ...MoneyParts
  }
  shipping {
    ...MoneyParts
  }
  shippingDiscount {
    ...MoneyParts
  }
  tax {
    ...MoneyParts
  }
  authorized {
    ...MoneyParts
  }
  paid {
    ...MoneyParts
  }
  refunded {
    ...MoneyParts
  }
  owed {
    ...MoneyParts
  }
  voucherCode
  shippingMethod
  reservedUntil
  shippingAddress {
    name
    line1
    line2
    city
    region
    postalCode
    country
    phone
  }
  note
}

fragment OrderSummary on Order {
  id
  status
  total {
    ...MoneyParts
  }
  placedAt
  updatedAt
  sequence
}

fragment MoneyParts on Money {
  amount
  currency
}
` as GeneratedQuery<types.ListOrdersQueryVariables, types.ListOrdersQuery>;

export const listProductsByStatus = /* GraphQL */ `
query ListProductsByStatus($status: ProductStatus!, $limit: Int, $nextToken: String) {
  productsByStatus(status: $status, limit: $limit, nextToken: $nextToken) {
    items {
      ...ProductSummary
      status
      sellerId
      version
    }
    nextToken
  }
}

fragment ProductSummary on Product {
  id
  handle
  title
  vendor
  categoryId
  tags
  media {
    source
    type
    alt
  }
  priceRange {
    min {
      ...MoneyParts
    }
    max {
      ...MoneyParts
    }
  }
}

fragment MoneyParts on Money {
  amount
  currency
}
` as GeneratedQuery<types.ListProductsByStatusQueryVariables, types.ListProductsByStatusQuery>;

export const getProductStock = /* GraphQL */ `
query GetProductStock($id: ID!, $limit: Int, $nextToken: String) {
  product(id: $id) {
    id
    title
    status
    version
    variants(limit: $limit, nextToken: $nextToken) {
      items {
        sku
        title
        available
        reserved
        sold
        parts
        reorderPoint
        version
      }
      nextToken
    }
  }
}
` as GeneratedQuery<types.GetProductStockQueryVariables, types.GetProductStockQuery>;

export const createCategory = /* GraphQL */ `
mutation CreateCategory($input: CreateCategoryInput!) {
  createCategory(input: $input) {
    ...CategoryParts
  }
}

fragment CategoryParts on Category {
  id
  name
  description
  position
  image
  version
}
` as GeneratedMutation<types.CreateCategoryMutationVariables, types.CreateCategoryMutation>;

export const updateCategory = /* GraphQL */ `
mutation UpdateCategory($input: UpdateCategoryInput!) {
  updateCategory(input: $input) {
    ...CategoryParts
  }
}

fragment CategoryParts on Category {
  id
  name
  description
  position
  image
  version
}
` as GeneratedMutation<types.UpdateCategoryMutationVariables, types.UpdateCategoryMutation>;

export const createProduct = /* GraphQL */ `
mutation CreateProduct($input: CreateProductInput!, $idempotencyKey: ID!) {
  createProduct(input: $input, idempotencyKey: $idempotencyKey) {
    ...ProductParts
  }
}

fragment ProductParts on Product {
  ...ProductSummary
  description
  status
  sellerId
  category {
    id
    name
  }
  options {
    name
    values
  }
  variants {
    items {
      ...VariantParts
    }
    nextToken
  }
  createdAt
  updatedAt
  version
}

fragment ProductSummary on Product {
  id
  handle
  title
  vendor
  categoryId
  tags
  media {
    source
    type
    alt
  }
  priceRange {
    min {
      ...MoneyParts
    }
    max {
      ...MoneyParts
    }
  }
}

fragment MoneyParts on Money {
  amount
  currency
}

fragment VariantParts on Variant {
  sku
  productId
  title
  selectedOptions {
    name
    value
  }
  price {
    ...MoneyParts
  }
  compareAtPrice {
    ...MoneyParts
  }
  available
  weightGrams
  updatedAt
  version
}
` as GeneratedMutation<types.CreateProductMutationVariables, types.CreateProductMutation>;

export const updateProduct = /* GraphQL */ `
mutation UpdateProduct($input: UpdateProductInput!) {
  updateProduct(input: $input) {
    ...ProductParts
  }
}

fragment ProductParts on Product {
  ...ProductSummary
  description
  status
  sellerId
  category {
    id
    name
  }
  options {
    name
    values
  }
  variants {
    items {
      ...VariantParts
    }
    nextToken
  }
  createdAt
  updatedAt
  version
}

fragment ProductSummary on Product {
  id
  handle
  title
  vendor
  categoryId
  tags
  media {
    source
    type
    alt
  }
  priceRange {
    min {
      ...MoneyParts
    }
    max {
      ...MoneyParts
    }
  }
}

fragment MoneyParts on Money {
  amount
  currency
}

fragment VariantParts on Variant {
  sku
  productId
  title
  selectedOptions {
    name
    value
  }
  price {
    ...MoneyParts
  }
  compareAtPrice {
    ...MoneyParts
  }
  available
  weightGrams
  updatedAt
  version
}
` as GeneratedMutation<types.UpdateProductMutationVariables, types.UpdateProductMutation>;

export const addVariant = /* GraphQL */ `
mutation AddVariant($input: AddVariantInput!, $idempotencyKey: ID!) {
  addVariant(input: $input, idempotencyKey: $idempotencyKey) {
    ...VariantParts
  }
}

fragment VariantParts on Variant {
  sku
  productId
  title
  selectedOptions {
    name
    value
  }
  price {
    ...MoneyParts
  }
  compareAtPrice {
    ...MoneyParts
  }
  available
  weightGrams
  updatedAt
  version
}

fragment MoneyParts on Money {
  amount
  currency
}
` as GeneratedMutation<types.AddVariantMutationVariables, types.AddVariantMutation>;

export const updateVariant = /* GraphQL */ `
mutation UpdateVariant($input: UpdateVariantInput!) {
  updateVariant(input: $input) {
    ...VariantParts
  }
}

fragment VariantParts on Variant {
  sku
  productId
  title
  selectedOptions {
    name
    value
  }
  price {
    ...MoneyParts
  }
  compareAtPrice {
    ...MoneyParts
  }
  available
  weightGrams
  updatedAt
  version
}

fragment MoneyParts on Money {
  amount
  currency
}
` as GeneratedMutation<types.UpdateVariantMutationVariables, types.UpdateVariantMutation>;

export const adjustStock = /* GraphQL */ `
mutation AdjustStock($input: AdjustStockInput!, $idempotencyKey: ID!) {
  adjustStock(input: $input, idempotencyKey: $idempotencyKey) {
    ...VariantParts
    reserved
  }
}

fragment VariantParts on Variant {
  sku
  productId
  title
  selectedOptions {
    name
    value
  }
  price {
    ...MoneyParts
  }
  compareAtPrice {
    ...MoneyParts
  }
  available
  weightGrams
  updatedAt
  version
}

fragment MoneyParts on Money {
  amount
  currency
}
` as GeneratedMutation<types.AdjustStockMutationVariables, types.AdjustStockMutation>;

export const spreadStock = /* GraphQL */ `
mutation SpreadStock($input: SpreadStockInput!, $idempotencyKey: ID!) {
  spreadStock(input: $input, idempotencyKey: $idempotencyKey) {
    ...VariantParts
    reserved
    parts
  }
}

fragment VariantParts on Variant {
  sku
  productId
  title
  selectedOptions {
    name
    value
  }
  price {
    ...MoneyParts
  }
  compareAtPrice {
    ...MoneyParts
  }
  available
  weightGrams
  updatedAt
  version
}

fragment MoneyParts on Money {
  amount
  currency
}
` as GeneratedMutation<types.SpreadStockMutationVariables, types.SpreadStockMutation>;

export const importProducts = /* GraphQL */ `
mutation ImportProducts($input: ImportProductsInput!) {
  importProducts(input: $input) {
    created
    updated
    unchanged
    refused {
      index
      handle
      errorType
      message
    }
  }
}
` as GeneratedMutation<types.ImportProductsMutationVariables, types.ImportProductsMutation>;

export const recordPayment = /* GraphQL */ `
mutation RecordPayment($input: RecordPaymentInput!, $idempotencyKey: ID!) {
  recordPayment(input: $input, idempotencyKey: $idempotencyKey) {
    ...OrderParts
  }
}

fragment OrderParts on Order {
  ...OrderSummary
  customerId
  nextStatuses
  lines {
    sku
    productId
    productTitle
    variantTitle
    quantity
    unitPrice {
      ...MoneyParts
    }
    lineTotal {
      ...MoneyParts
    }
    discount {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    taxRate
    total {
      ...MoneyParts
    }
    sellerId
    shipped
    returning
    returned
    refunded
  }
  pricesIncludeTax
  subtotal {
    ...MoneyParts
  }
  discount {
    ...MoneyParts
  }
  shipping {
    ...MoneyParts
  }
  shippingDiscount {
    ...MoneyParts
  }
  tax {
    ...MoneyParts
  }
  authorized {
    ...MoneyParts
  }
  paid {
    ...MoneyParts
  }
  refunded {
    ...MoneyParts
  }
  owed {
    ...MoneyParts
  }
  voucherCode
  shippingMethod
  reservedUntil
  shippingAddress {
    name
    line1
    line2
    city
    region
    postalCode
    country
    phone
  }
  note
}

fragment OrderSummary on Order {
  id
  status
  total {
    ...MoneyParts
  }
  placedAt
  updatedAt
  sequence
}

fragment MoneyParts on Money {
  amount
  currency
}
` as GeneratedMutation<types.RecordPaymentMutationVariables, types.RecordPaymentMutation>;

export const refundOrder = /* GraphQL */ `
mutation RefundOrder($input: RefundOrderInput!, $idempotencyKey: ID!) {
  refundOrder(input: $input, idempotencyKey: $idempotencyKey) {
    ...OrderParts
  }
}

fragment OrderParts on Order {
  ...OrderSummary
  customerId
  nextStatuses
  lines {
    sku
    productId
    productTitle
    variantTitle
    quantity
    unitPrice {
      ...MoneyParts
    }
    lineTotal {
      ...MoneyParts
    }
    discount {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    taxRate
    total {
      ...MoneyParts
    }
    sellerId
    shipped
    returning
    returned
    refunded
  }
  pricesIncludeTax
  subtotal {
    ...MoneyParts
  }
  discount {
    ...MoneyParts
  }
  shipping {
    ...MoneyParts
  }
  shippingDiscount {
    ...MoneyParts
  }
  tax {
    ...MoneyParts
  }
  authorized {
    ...MoneyParts
  }
  paid {
    ...MoneyParts
  }
  refunded {
    ...MoneyParts
  }
  owed {
    ...MoneyParts
  }
  voucherCode
  shippingMethod
  reservedUntil
  shippingAddress {
    name
    line1
    line2
    city
    region
    postalCode
    country
    phone
  }
  note
}

fragment OrderSummary on Order {
  id
  status
  total {
    ...MoneyParts
  }
  placedAt
  updatedAt
  sequence
}

fragment MoneyParts on Money {
  amount
  currency
}
` as GeneratedMutation<types.RefundOrderMutationVariables, types.RefundOrderMutation>;

export const recordRefund = /* GraphQL */ `
mutation RecordRefund($input: RecordRefundInput!, $idempotencyKey: ID!) {
  recordRefund(input: $input, idempotencyKey: $idempotencyKey) {
    ...OrderParts
  }
}

fragment OrderParts on Order {
  ...OrderSummary
  customerId
  nextStatuses
  lines {
    sku
    productId
    productTitle
    variantTitle
    quantity
    unitPrice {
      ...MoneyParts
    }
    lineTotal {
      ...MoneyParts
    }
    discount {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    taxRate
    total {
      ...MoneyParts
    }
    sellerId
    shipped
    returning
    returned
    refunded
  }
  pricesIncludeTax
  subtotal {
    ...MoneyParts
  }
  discount {
    ...MoneyParts
  }
  shipping {
    ...MoneyParts
  }
  shippingDiscount {
    ...MoneyParts
  }
  tax {
    ...MoneyParts
  }
  authorized {
    ...MoneyParts
  }
  paid {
    ...MoneyParts
  }
  refunded {
    ...MoneyParts
  }
  owed {
    ...MoneyParts
  }
  voucherCode
  shippingMethod
  reservedUntil
  shippingAddress {
    name
    line1
    line2
    city
    region
    postalCode
    country
    phone
  }
  note
}

fragment OrderSummary on Order {
  id
  status
  total {
    ...MoneyParts
  }
  placedAt
  updatedAt
  sequence
}

fragment MoneyParts on Money {
  amount
  currency
}
` as GeneratedMutation<types.RecordRefundMutationVariables, types.RecordRefundMutation>;

export const writeOffClaim = /* GraphQL */ `
mutation WriteOffClaim($input: WriteOffClaimInput!, $idempotencyKey: ID!) {
  writeOffClaim(input: $input, idempotencyKey: $idempotencyKey) {
    ...OrderParts
  }
}

fragment OrderParts on Order {
  ...OrderSummary
  customerId
  nextStatuses
  lines {
    sku
    productId
    productTitle
    variantTitle
    quantity
    unitPrice {
      ...MoneyParts
    }
    lineTotal {
      ...MoneyParts
    }
    discount {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    taxRate
    total {
      ...MoneyParts
    }
    sellerId
    shipped
    returning
    returned
    refunded
  }
  pricesIncludeTax
  subtotal {
    ...MoneyParts
  }
  discount {
    ...MoneyParts
  }
  shipping {
    ...MoneyParts
  }
  shippingDiscount {
    ...MoneyParts
  }
  tax {
    ...MoneyParts
  }
  authorized {
    ...MoneyParts
  }
  paid {
    ...MoneyParts
  }
  refunded {
    ...MoneyParts
  }
  owed {
    ...MoneyParts
  }
  voucherCode
  shippingMethod
  reservedUntil
  shippingAddress {
    name
    line1
    line2
    city
    region
    postalCode
    country
    phone
  }
  note
}

fragment OrderSummary on Order {
  id
  status
  total {
    ...MoneyParts
  }
  placedAt
  updatedAt
  sequence
}

fragment MoneyParts on Money {
  amount
  currency
}
` as GeneratedMutation<types.WriteOffClaimMutationVariables, types.WriteOffClaimMutation>;

export const putZone = /* GraphQL */ `
mutation PutZone($input: ZoneInput!) {
  putZone(input: $input) {
    ...ZoneParts
  }
}

fragment ZoneParts on Zone {
  country
  region
  pricesIncludeTax
  taxRates {
    standard
    reduced
    superReduced
  }
  shippingTaxClass
  shippingMethods {
    ...ShippingMethodParts
  }
  version
}

fragment ShippingMethodParts on ShippingMethod {
  id
  name
  price {
    ...MoneyParts
  }
  freeFrom {
    ...MoneyParts
  }
  minDays
  maxDays
}

fragment MoneyParts on Money {
  amount
  currency
}
` as GeneratedMutation<types.PutZoneMutationVariables, types.PutZoneMutation>;

export const packShipment = /* GraphQL */ `
mutation PackShipment($input: PackShipmentInput!, $idempotencyKey: ID!) {
  packShipment(input: $input, idempotencyKey: $idempotencyKey) {
    ...OrderParts
    shipments {
      ...ShipmentParts
    }
  }
}

fragment OrderParts on Order {
  ...OrderSummary
  customerId
  nextStatuses
  lines {
    sku
    productId
    productTitle
    variantTitle
    quantity
    unitPrice {
      ...MoneyParts
    }
    lineTotal {
      ...MoneyParts
    }
    discount {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    taxRate
    total {
      ...MoneyParts
    }
    sellerId
    shipped
    returning
    returned
    refunded
  }
  pricesIncludeTax
  subtotal {
    ...MoneyParts
  }
  discount {
    ...MoneyParts
  }
  shipping {
    ...MoneyParts
  }
  shippingDiscount {
    ...MoneyParts
  }
  tax {
    ...MoneyParts
  }
  authorized {
    ...MoneyParts
  }
  paid {
    ...MoneyParts
  }
  refunded {
    ...MoneyParts
  }
  owed {
    ...MoneyParts
  }
  voucherCode
  shippingMethod
  reservedUntil
  shippingAddress {
    name
    line1
    line2
    city
    region
    postalCode
    country
    phone
  }
  note
}

fragment OrderSummary on Order {
  id
  status
  total {
    ...MoneyParts
  }
  placedAt
  updatedAt
  sequence
}

fragment MoneyParts on Money {
  amount
  currency
}

fragment ShipmentParts on Shipment {
  id
  status
  nextStatuses
  lines {
    sku
    quantity
  }
  carrier
  trackingNumber
  createdAt
  updatedAt
}
` as GeneratedMutation<types.PackShipmentMutationVariables, types.PackShipmentMutation>;

export const shipShipment = /* GraphQL */ `
mutation ShipShipment($input: ShipShipmentInput!, $idempotencyKey: ID!) {
  shipShipment(input: $input, idempotencyKey: $idempotencyKey) {
    ...OrderParts
    shipments {
      ...ShipmentParts
    }
  }
}

fragment OrderParts on Order {
  ...OrderSummary
  customerId
  nextStatuses
  lines {
    sku
    productId
    productTitle
    variantTitle
    quantity
    unitPrice {
      ...MoneyParts
    }
    lineTotal {
      ...MoneyParts
    }
    discount {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    taxRate
    total {
      ...MoneyParts
    }
    sellerId
    shipped
    returning
    returned
    refunded
  }
  pricesIncludeTax
  subtotal {
    ...MoneyParts
  }
  discount {
    ...MoneyParts
  }
  shipping {
    ...MoneyParts
  }
  shippingDiscount {
    ...MoneyParts
  }
  tax {
    ...MoneyParts
  }
  authorized {
    ...MoneyParts
  }
  paid {
    ...MoneyParts
  }
  refunded {
    ...MoneyParts
  }
  owed {
    ...MoneyParts
  }
  voucherCode
  shippingMethod
  reservedUntil
  shippingAddress {
    name
    line1
    line2
    city
    region
    postalCode
    country
    phone
  }
  note
}

fragment OrderSummary on Order {
  id
  status
  total {
    ...MoneyParts
  }
  placedAt
  updatedAt
  sequence
}

fragment MoneyParts on Money {
  amount
  currency
}

fragment ShipmentParts on Shipment {
  id
  status
  nextStatuses
  lines {
    sku
    quantity
  }
  carrier
  trackingNumber
  createdAt
  updatedAt
}
` as GeneratedMutation<types.ShipShipmentMutationVariables, types.ShipShipmentMutation>;

export const moveShipment = /* GraphQL */ `
mutation MoveShipment($input: MoveShipmentInput!, $idempotencyKey: ID!) {
  moveShipment(input: $input, idempotencyKey: $idempotencyKey) {
    ...OrderParts
    shipments {
      ...ShipmentParts
    }
  }
}

fragment OrderParts on Order {
  ...OrderSummary
  customerId
  nextStatuses
  lines {
    sku
    productId
    productTitle
    variantTitle
    quantity
    unitPrice {
      ...MoneyParts
    }
    lineTotal {
      ...MoneyParts
    }
    discount {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    taxRate
    total {
      ...MoneyParts
    }
    sellerId
    shipped
    returning
    returned
    refunded
  }
  pricesIncludeTax
  subtotal {
    ...MoneyParts
  }
  discount {
    ...MoneyParts
  }
  shipping {
    ...MoneyParts
  }
  shippingDiscount {
    ...MoneyParts
  }
  tax {
    ...MoneyParts
  }
  authorized {
    ...MoneyParts
  }
  paid {
    ...MoneyParts
  }
  refunded {
    ...MoneyParts
  }
  owed {
    ...MoneyParts
  }
  voucherCode
  shippingMethod
  reservedUntil
  shippingAddress {
    name
    line1
    line2
    city
    region
    postalCode
    country
    phone
  }
  note
}

fragment OrderSummary on Order {
  id
  status
  total {
    ...MoneyParts
  }
  placedAt
  updatedAt
  sequence
}

fragment MoneyParts on Money {
  amount
  currency
}

fragment ShipmentParts on Shipment {
  id
  status
  nextStatuses
  lines {
    sku
    quantity
  }
  carrier
  trackingNumber
  createdAt
  updatedAt
}
` as GeneratedMutation<types.MoveShipmentMutationVariables, types.MoveShipmentMutation>;

export const decideReturn = /* GraphQL */ `
mutation DecideReturn($input: DecideReturnInput!, $idempotencyKey: ID!) {
  decideReturn(input: $input, idempotencyKey: $idempotencyKey) {
    ...OrderParts
    returns {
      ...ReturnParts
    }
  }
}

fragment OrderParts on Order {
  ...OrderSummary
  customerId
  nextStatuses
  lines {
    sku
    productId
    productTitle
    variantTitle
    quantity
    unitPrice {
      ...MoneyParts
    }
    lineTotal {
      ...MoneyParts
    }
    discount {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    taxRate
    total {
      ...MoneyParts
    }
    sellerId
    shipped
    returning
    returned
    refunded
  }
  pricesIncludeTax
  subtotal {
    ...MoneyParts
  }
  discount {
    ...MoneyParts
  }
  shipping {
    ...MoneyParts
  }
  shippingDiscount {
    ...MoneyParts
  }
  tax {
    ...MoneyParts
  }
  authorized {
    ...MoneyParts
  }
  paid {
    ...MoneyParts
  }
  refunded {
    ...MoneyParts
  }
  owed {
    ...MoneyParts
  }
  voucherCode
  shippingMethod
  reservedUntil
  shippingAddress {
    name
    line1
    line2
    city
    region
    postalCode
    country
    phone
  }
  note
}

fragment OrderSummary on Order {
  id
  status
  total {
    ...MoneyParts
  }
  placedAt
  updatedAt
  sequence
}

fragment MoneyParts on Money {
  amount
  currency
}

fragment ReturnParts on Return {
  id
  orderId
  status
  nextStatuses
  lines {
    sku
    quantity
    reason
    received
    restocked
  }
  refund {
    ...MoneyParts
  }
  note
  createdAt
  updatedAt
}
` as GeneratedMutation<types.DecideReturnMutationVariables, types.DecideReturnMutation>;

export const receiveReturn = /* GraphQL */ `
mutation ReceiveReturn($input: ReceiveReturnInput!, $idempotencyKey: ID!) {
  receiveReturn(input: $input, idempotencyKey: $idempotencyKey) {
    ...OrderParts
    returns {
      ...ReturnParts
    }
  }
}

fragment OrderParts on Order {
  ...OrderSummary
  customerId
  nextStatuses
  lines {
    sku
    productId
    productTitle
    variantTitle
    quantity
    unitPrice {
      ...MoneyParts
    }
    lineTotal {
      ...MoneyParts
    }
    discount {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    taxRate
    total {
      ...MoneyParts
    }
    sellerId
    shipped
    returning
    returned
    refunded
  }
  pricesIncludeTax
  subtotal {
    ...MoneyParts
  }
  discount {
    ...MoneyParts
  }
  shipping {
    ...MoneyParts
  }
  shippingDiscount {
    ...MoneyParts
  }
  tax {
    ...MoneyParts
  }
  authorized {
    ...MoneyParts
  }
  paid {
    ...MoneyParts
  }
  refunded {
    ...MoneyParts
  }
  owed {
    ...MoneyParts
  }
  voucherCode
  shippingMethod
  reservedUntil
  shippingAddress {
    name
    line1
    line2
    city
    region
    postalCode
    country
    phone
  }
  note
}

fragment OrderSummary on Order {
  id
  status
  total {
    ...MoneyParts
  }
  placedAt
  updatedAt
  sequence
}

fragment MoneyParts on Money {
  amount
  currency
}

fragment ReturnParts on Return {
  id
  orderId
  status
  nextStatuses
  lines {
    sku
    quantity
    reason
    received
    restocked
  }
  refund {
    ...MoneyParts
  }
  note
  createdAt
  updatedAt
}
` as GeneratedMutation<types.ReceiveReturnMutationVariables, types.ReceiveReturnMutation>;

export const listFailedMovements = /* GraphQL */ `
query ListFailedMovements($limit: Int, $nextToken: String) {
  failedMovements(limit: $limit, nextToken: $nextToken) {
    items {
      orderId
      entryId
      kind
      amount {
        ...MoneyParts
      }
      failureCode
      since
    }
    nextToken
  }
}

fragment MoneyParts on Money {
  amount
  currency
}
` as GeneratedQuery<types.ListFailedMovementsQueryVariables, types.ListFailedMovementsQuery>;

export const listRiskReviews = /* GraphQL */ `
query ListRiskReviews($status: RiskReviewStatus, $limit: Int, $nextToken: String) {
  riskReviews(status: $status, limit: $limit, nextToken: $nextToken) {
    items {
      orderId
      status
      reasons
      openedAt
      decideBy
      decidedAt
      note
      order {
        ...OrderParts
      }
    }
    nextToken
  }
}

fragment OrderParts on Order {
  ...OrderSummary
  customerId
  nextStatuses
  lines {
    sku
    productId
    productTitle
    variantTitle
    quantity
    unitPrice {
      ...MoneyParts
    }
    lineTotal {
      ...MoneyParts
    }
    discount {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    taxRate
    total {
      ...MoneyParts
    }
    sellerId
    shipped
    returning
    returned
    refunded
  }
  pricesIncludeTax
  subtotal {
    ...MoneyParts
  }
  discount {
    ...MoneyParts
  }
  shipping {
    ...MoneyParts
  }
  shippingDiscount {
    ...MoneyParts
  }
  tax {
    ...MoneyParts
  }
  authorized {
    ...MoneyParts
  }
  paid {
    ...MoneyParts
  }
  refunded {
    ...MoneyParts
  }
  owed {
    ...MoneyParts
  }
  voucherCode
  shippingMethod
  reservedUntil
  shippingAddress {
    name
    line1
    line2
    city
    region
    postalCode
    country
    phone
  }
  note
}

fragment OrderSummary on Order {
  id
  status
  total {
    ...MoneyParts
  }
  placedAt
  updatedAt
  sequence
}

fragment MoneyParts on Money {
  amount
  currency
}
` as GeneratedQuery<types.ListRiskReviewsQueryVariables, types.ListRiskReviewsQuery>;

export const decideRiskReview = /* GraphQL */ `
mutation DecideRiskReview($input: DecideRiskReviewInput!, $idempotencyKey: ID!) {
  decideRiskReview(input: $input, idempotencyKey: $idempotencyKey) {
    ...OrderParts
  }
}

fragment OrderParts on Order {
  ...OrderSummary
  customerId
  nextStatuses
  lines {
    sku
    productId
    productTitle
    variantTitle
    quantity
    unitPrice {
      ...MoneyParts
    }
    lineTotal {
      ...MoneyParts
    }
    discount {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    taxRate
    total {
      ...MoneyParts
    }
    sellerId
    shipped
    returning
    returned
    refunded
  }
  pricesIncludeTax
  subtotal {
    ...MoneyParts
  }
  discount {
    ...MoneyParts
  }
  shipping {
    ...MoneyParts
  }
  shippingDiscount {
    ...MoneyParts
  }
  tax {
    ...MoneyParts
  }
  authorized {
    ...MoneyParts
  }
  paid {
    ...MoneyParts
  }
  refunded {
    ...MoneyParts
  }
  owed {
    ...MoneyParts
  }
  voucherCode
  shippingMethod
  reservedUntil
  shippingAddress {
    name
    line1
    line2
    city
    region
    postalCode
    country
    phone
  }
  note
}

fragment OrderSummary on Order {
  id
  status
  total {
    ...MoneyParts
  }
  placedAt
  updatedAt
  sequence
}

fragment MoneyParts on Money {
  amount
  currency
}
` as GeneratedMutation<types.DecideRiskReviewMutationVariables, types.DecideRiskReviewMutation>;

export const listReturns = /* GraphQL */ `
query ListReturns($status: ReturnStatus!, $limit: Int, $nextToken: String) {
  returns(status: $status, limit: $limit, nextToken: $nextToken) {
    items {
      ...ReturnParts
    }
    nextToken
  }
}

fragment ReturnParts on Return {
  id
  orderId
  status
  nextStatuses
  lines {
    sku
    quantity
    reason
    received
    restocked
  }
  refund {
    ...MoneyParts
  }
  note
  createdAt
  updatedAt
}

fragment MoneyParts on Money {
  amount
  currency
}
` as GeneratedQuery<types.ListReturnsQueryVariables, types.ListReturnsQuery>;

export const onOrderPlaced = /* GraphQL */ `
subscription OnOrderPlaced {
  onOrderPlaced {
    ...OrderChangeParts
  }
}

fragment OrderChangeParts on OrderChange {
  orderId
  customerId
  sequence
  type
  status
  at
  order {
    ...OrderParts
  }
}

fragment OrderParts on Order {
  ...OrderSummary
  customerId
  nextStatuses
  lines {
    sku
    productId
    productTitle
    variantTitle
    quantity
    unitPrice {
      ...MoneyParts
    }
    lineTotal {
      ...MoneyParts
    }
    discount {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    taxRate
    total {
      ...MoneyParts
    }
    sellerId
    shipped
    returning
    returned
    refunded
  }
  pricesIncludeTax
  subtotal {
    ...MoneyParts
  }
  discount {
    ...MoneyParts
  }
  shipping {
    ...MoneyParts
  }
  shippingDiscount {
    ...MoneyParts
  }
  tax {
    ...MoneyParts
  }
  authorized {
    ...MoneyParts
  }
  paid {
    ...MoneyParts
  }
  refunded {
    ...MoneyParts
  }
  owed {
    ...MoneyParts
  }
  voucherCode
  shippingMethod
  reservedUntil
  shippingAddress {
    name
    line1
    line2
    city
    region
    postalCode
    country
    phone
  }
  note
}

fragment OrderSummary on Order {
  id
  status
  total {
    ...MoneyParts
  }
  placedAt
  updatedAt
  sequence
}

fragment MoneyParts on Money {
  amount
  currency
}
` as GeneratedSubscription<types.OnOrderPlacedSubscriptionVariables, types.OnOrderPlacedSubscription>;

export const onOrderChange = /* GraphQL */ `
subscription OnOrderChange($orderId: ID) {
  onOrderChange(orderId: $orderId) {
    ...OrderChangeParts
  }
}

fragment OrderChangeParts on OrderChange {
  orderId
  customerId
  sequence
  type
  status
  at
  order {
    ...OrderParts
  }
}

fragment OrderParts on Order {
  ...OrderSummary
  customerId
  nextStatuses
  lines {
    sku
    productId
    productTitle
    variantTitle
    quantity
    unitPrice {
      ...MoneyParts
    }
    lineTotal {
      ...MoneyParts
    }
    discount {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    taxRate
    total {
      ...MoneyParts
    }
    sellerId
    shipped
    returning
    returned
    refunded
  }
  pricesIncludeTax
  subtotal {
    ...MoneyParts
  }
  discount {
    ...MoneyParts
  }
  shipping {
    ...MoneyParts
  }
  shippingDiscount {
    ...MoneyParts
  }
  tax {
    ...MoneyParts
  }
  authorized {
    ...MoneyParts
  }
  paid {
    ...MoneyParts
  }
  refunded {
    ...MoneyParts
  }
  owed {
    ...MoneyParts
  }
  voucherCode
  shippingMethod
  reservedUntil
  shippingAddress {
    name
    line1
    line2
    city
    region
    postalCode
    country
    phone
  }
  note
}

fragment OrderSummary on Order {
  id
  status
  total {
    ...MoneyParts
  }
  placedAt
  updatedAt
  sequence
}

fragment MoneyParts on Money {
  amount
  currency
}
` as GeneratedSubscription<types.OnOrderChangeSubscriptionVariables, types.OnOrderChangeSubscription>;

export const listVouchers = /* GraphQL */ `
query ListVouchers($limit: Int, $nextToken: String) {
  vouchers(limit: $limit, nextToken: $nextToken) {
    items {
      ...VoucherParts
    }
    nextToken
  }
}

fragment VoucherParts on Voucher {
  code
  kind
  amount {
    ...MoneyParts
  }
  rate
  minimum {
    ...MoneyParts
  }
  categoryIds
  startsAt
  endsAt
  maxUses
  uses
  oncePerCustomer
  active
  createdAt
  version
}

fragment MoneyParts on Money {
  amount
  currency
}
` as GeneratedQuery<types.ListVouchersQueryVariables, types.ListVouchersQuery>;

export const createVoucher = /* GraphQL */ `
mutation CreateVoucher($input: CreateVoucherInput!) {
  createVoucher(input: $input) {
    ...VoucherParts
  }
}

fragment VoucherParts on Voucher {
  code
  kind
  amount {
    ...MoneyParts
  }
  rate
  minimum {
    ...MoneyParts
  }
  categoryIds
  startsAt
  endsAt
  maxUses
  uses
  oncePerCustomer
  active
  createdAt
  version
}

fragment MoneyParts on Money {
  amount
  currency
}
` as GeneratedMutation<types.CreateVoucherMutationVariables, types.CreateVoucherMutation>;

export const updateVoucher = /* GraphQL */ `
mutation UpdateVoucher($input: UpdateVoucherInput!) {
  updateVoucher(input: $input) {
    ...VoucherParts
  }
}

fragment VoucherParts on Voucher {
  code
  kind
  amount {
    ...MoneyParts
  }
  rate
  minimum {
    ...MoneyParts
  }
  categoryIds
  startsAt
  endsAt
  maxUses
  uses
  oncePerCustomer
  active
  createdAt
  version
}

fragment MoneyParts on Money {
  amount
  currency
}
` as GeneratedMutation<types.UpdateVoucherMutationVariables, types.UpdateVoucherMutation>;