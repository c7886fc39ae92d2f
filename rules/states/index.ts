/** All the shop's machines. Whoever needs one alone takes it from its own file. */
import { ledgerCourse, ledgerMachine } from './ledger.ts';
import type { Way } from './machine.ts';
import { orderCourse, orderMachine } from './order.ts';
import { paymentCourse, paymentMachine } from './payment.ts';
import { returnCourse, returnMachine } from './return.ts';
import { riskCourse, riskMachine } from './risk.ts';
import { shipmentCourse, shipmentMachine } from './shipment.ts';

export const machines = {
  order: { states: orderMachine, course: orderCourse },
  payment: { states: paymentMachine, course: paymentCourse },
  ledger: { states: ledgerMachine, course: ledgerCourse },
  shipment: { states: shipmentMachine, course: shipmentCourse },
  return: { states: returnMachine, course: returnCourse },
  risk: { states: riskMachine, course: riskCourse },
};

/** Whom the timeline names where it is not the caller of a mutation. */
export const actors: Record<Way, string> = {
  'functions/settlePayments': 'provider',
  'functions/receiveWebhooks': 'provider',
  'Mutation.confirmPayment': 'provider',
  'functions/holdOrder': 'system',
  'functions/releaseOverdue': 'system',
  'functions/retryMovements': 'system',
};
