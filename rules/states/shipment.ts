import type { Course, Machine, Move, Way } from './machine.ts';

/** Where a parcel can be. */
export type ShipmentState =
  'PACKED' | 'SHIPPED' | 'IN_TRANSIT' | 'OUT_FOR_DELIVERY' | 'DELIVERED' | 'LOST' | 'CANCELLED';

/** A carrier's messages may skip a stage, but none goes back, save a delivery that failed at the door. */
export const shipmentMachine = {
  PACKED: ['SHIPPED', 'CANCELLED'],
  SHIPPED: ['IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED', 'LOST'],
  IN_TRANSIT: ['OUT_FOR_DELIVERY', 'DELIVERED', 'LOST'],
  OUT_FOR_DELIVERY: ['IN_TRANSIT', 'DELIVERED', 'LOST'],
  DELIVERED: [],
  LOST: ['DELIVERED'],
  CANCELLED: [],
} satisfies Machine<ShipmentState>;

/** Staff moves any parcel, a seller one of the own goods. */
const movers: Way[] = ['Mutation.moveShipment', 'Mutation.moveSale'];
const moved: Move = { events: ['SHIPMENT_MOVED'], by: movers };
const delivered: Move = { events: ['SHIPMENT_DELIVERED'], by: movers };
const lost: Move = { events: ['SHIPMENT_LOST'], by: movers };

/** How a parcel goes from state to state. */
export const shipmentCourse: Course<typeof shipmentMachine> = {
  begins: { PACKED: { events: ['SHIPMENT_PACKED'], by: ['Mutation.packShipment', 'Mutation.packSale'] } },
  moves: {
    PACKED: {
      SHIPPED: {
        events: ['SHIPMENT_SHIPPED'],
        by: ['Mutation.shipShipment', 'Mutation.shipSale'],
        when: 'its order is not on hold',
      },
      CANCELLED: {
        events: ['SHIPMENT_CANCELLED'],
        by: [...movers, 'Mutation.cancelOrder', 'Mutation.decideRiskReview', 'functions/holdOrder'],
        when: 'it is unpacked, or its order is called off',
      },
    },
    SHIPPED: { IN_TRANSIT: moved, OUT_FOR_DELIVERY: moved, DELIVERED: delivered, LOST: lost },
    IN_TRANSIT: { OUT_FOR_DELIVERY: moved, DELIVERED: delivered, LOST: lost },
    OUT_FOR_DELIVERY: { IN_TRANSIT: moved, DELIVERED: delivered, LOST: lost },
    DELIVERED: {},
    LOST: { DELIVERED: delivered },
    CANCELLED: {},
  },
};
