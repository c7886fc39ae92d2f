/** The inputs of an order's parcels and returns, checked and in canonical form. */
import type {
  DecideReturnInput,
  MoveShipmentInput,
  PackShipmentInput,
  ReceiveReturnInput,
  RequestReturnInput,
  ShipShipmentInput,
  WithdrawReturnInput,
} from '../generated/schema.ts';
import { maxCartLines, maxQuantity } from '../../rules/limits.ts';
import {
  checkId,
  checkOptionalText,
  checkQuantity,
  checkSku,
  checkText,
  checkWithin,
  refuse,
} from './check.ts';
import { checkDistinct } from './product-input.ts';

/** A checked input as a list of its names and values, by which a repeat is known. */
export function canonical(checked: object): unknown[] {
  return Object.entries(checked);
}

export function checkPacking({ orderId, lines, carrier, trackingNumber }: PackShipmentInput) {
  checkSkus(lines ?? []);
  return {
    orderId: checkId('orderId', orderId),
    units: lines?.map(({ sku, quantity }) => ({
      sku: checkSku('lines.sku', sku),
      quantity: checkQuantity(quantity),
    })),
    carriage: checkCarriage(carrier, trackingNumber),
  };
}

export function checkShipping({ orderId, shipmentId, carrier, trackingNumber }: ShipShipmentInput) {
  return {
    orderId: checkId('orderId', orderId),
    shipmentId: checkId('shipmentId', shipmentId),
    carriage: checkCarriage(carrier, trackingNumber),
  };
}

export function checkShipmentMove({ orderId, shipmentId, to, note }: MoveShipmentInput) {
  return {
    orderId: checkId('orderId', orderId),
    shipmentId: checkId('shipmentId', shipmentId),
    to,
    note: checkOptionalText('note', note, 500),
  };
}

export function checkReturnRequest({ orderId, lines, note }: RequestReturnInput) {
  checkSkus(lines);
  if (lines.length === 0) refuse('lines', 'must name something');
  return {
    orderId: checkId('orderId', orderId),
    lines: lines.map(({ sku, quantity, reason }) => ({
      sku: checkSku('lines.sku', sku),
      quantity: checkQuantity(quantity),
      reason: checkText('lines.reason', reason, 1, 200),
    })),
    note: checkOptionalText('note', note, 500),
  };
}

export function checkReturnWithdrawal({ orderId, returnId }: WithdrawReturnInput) {
  return { orderId: checkId('orderId', orderId), returnId: checkId('returnId', returnId) };
}

export function checkReturnDecision({ orderId, returnId, approve, note }: DecideReturnInput) {
  return {
    orderId: checkId('orderId', orderId),
    returnId: checkId('returnId', returnId),
    to: approve ? ('APPROVED' as const) : ('REJECTED' as const),
    note: checkOptionalText('note', note, 500),
  };
}

export function checkReturnReceipt({ orderId, returnId, lines, note }: ReceiveReturnInput) {
  checkSkus(lines);
  return {
    orderId: checkId('orderId', orderId),
    returnId: checkId('returnId', returnId),
    lines: lines.map(({ sku, received, restocked }) => ({
      sku: checkSku('lines.sku', sku),
      received: checkWithin('lines.received', received, 0, maxQuantity),
      restocked: checkWithin('lines.restocked', restocked, 0, maxQuantity),
    })),
    note: checkOptionalText('note', note, 500),
  };
}

function checkCarriage(carrier: string | null | undefined, trackingNumber: string | null | undefined) {
  return {
    carrier: checkOptionalText('carrier', carrier, 100),
    trackingNumber: checkOptionalText('trackingNumber', trackingNumber, 100),
  };
}

/** Each variant stands in a list once, and no list is longer than an order. */
function checkSkus(lines: { sku: string }[]): void {
  if (lines.length > maxCartLines) refuse('lines', `may be ${maxCartLines} at most`);
  checkDistinct(
    'lines.sku',
    lines.map((line) => line.sku),
  );
}
