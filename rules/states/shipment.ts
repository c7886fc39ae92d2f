import type { Machine } from './machine.ts';

/** Where a parcel can be. */
export type ShipmentState =
  'PACKED' | 'SHIPPED' | 'IN_TRANSIT' | 'OUT_FOR_DELIVERY' | 'DELIVERED' | 'LOST' | 'CANCELLED';

/** A carrier's messages may skip a stage, but none goes back, save a delivery that failed at the door. */
export const shipmentMachine: Machine<ShipmentState> = {
  PACKED: ['SHIPPED', 'CANCELLED'],
  SHIPPED: ['IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED', 'LOST'],
  IN_TRANSIT: ['OUT_FOR_DELIVERY', 'DELIVERED', 'LOST'],
  OUT_FOR_DELIVERY: ['IN_TRANSIT', 'DELIVERED', 'LOST'],
  DELIVERED: [],
  LOST: ['DELIVERED'],
  CANCELLED: [],
};
