/** What was used, turned into the lines of a bill. Plain arithmetic; the measuring is in `usage.ts`. */
import { prices, type PriceName } from './prices.ts';

/** What some orders took, from the first look at the shelf until all that follows them was done. */
export interface Usage {
  readonly orders: number;
  /** Queries and mutations of customers and staff, and of the shop's own functions. */
  readonly clientRequests: number;
  readonly ownRequests: number;
  /** Events at sockets of customers and staff. */
  readonly updates: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly functions: readonly FunctionUsage[];
  /** Requests that functions sent to services of AWS, all of them together. */
  readonly calls: number;
  readonly events: number;
  readonly eventBytes: number;
  readonly transitions: number;
  readonly mails: number;
  readonly notifications: number;
  /** Events that there is a text message about, for customers who asked: nobody did here. */
  readonly texts: number;
  readonly httpRequests: number;
  readonly secretRequests: number;
  /** Requests to queues, by whether those keep the order: to put in, to take, to delete. */
  readonly queueRequests: { readonly standard: number; readonly fifo: number };
  /** What functions wrote to their logs. */
  readonly logBytes: number;
}

export interface FunctionUsage {
  readonly name: string;
  readonly invocations: number;
  /** In MB. */
  readonly memory: number;
}

/** What a laptop cannot tell, or what depends on the shop's customers. All of it is stated on the page. */
export interface Assumptions {
  /** Milliseconds that a function works by itself at each invocation, and waits for each request it sends. */
  readonly workMilliseconds: number;
  readonly callMilliseconds: number;
  /** How long somebody listens for each order, in minutes. */
  readonly minutesConnected: number;
  /** Customers who sign in, for each order. */
  readonly activeUsers: number;
  /** Bytes of log beside what functions write: Lambda's own lines, AppSync for a request, Step Functions for a state. */
  readonly bytesOfInvocation: number;
  readonly bytesOfRequest: number;
  readonly bytesOfTransition: number;
}

export const assumptions: Assumptions = {
  workMilliseconds: 40,
  callMilliseconds: 10,
  minutesConnected: 15,
  activeUsers: 1,
  bytesOfInvocation: 400,
  bytesOfRequest: 1000,
  bytesOfTransition: 1500,
};

export interface Line {
  readonly service: string;
  readonly what: string;
  readonly quantity: number;
  readonly price: PriceName;
  /** US dollars. */
  readonly cost: number;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

/** Invocations of all functions. */
export const invocationsOf = ({ functions }: Pick<Usage, 'functions'>) =>
  sum(functions.map(({ invocations }) => invocations));

/**
 * GB-seconds: each invocation works for a while and waits for what it asks for, at its function's memory. Calls are
 * known of all functions together, and are shared out evenly among invocations.
 *
 * @example
 * gigabyteSeconds({ functions: [{ name: 'a', invocations: 10, memory: 512 }], calls: 20 }, assumptions) // 0.3
 */
export function gigabyteSeconds(
  { functions, calls }: Pick<Usage, 'functions' | 'calls'>,
  { workMilliseconds, callMilliseconds }: Assumptions,
): number {
  const each = calls / Math.max(1, invocationsOf({ functions }));
  const seconds = (workMilliseconds + each * callMilliseconds) / 1000;
  return sum(functions.map(({ invocations, memory }) => invocations * (memory / 1024) * seconds));
}

/** The bill of so many orders, line by line, in the proportion of what was measured. */
export function billOf(usage: Usage, orders: number, assumed: Assumptions = assumptions): Line[] {
  const scale = orders / usage.orders;
  const invocations = invocationsOf(usage);
  const requests = usage.clientRequests + usage.ownRequests;
  const line = (service: string, what: string, quantity: number, price: PriceName): Line => ({
    service,
    what,
    quantity: quantity * scale,
    price,
    cost: quantity * scale * prices[price].dollars,
  });
  const logs =
    usage.logBytes +
    invocations * assumed.bytesOfInvocation +
    requests * assumed.bytesOfRequest +
    usage.transitions * assumed.bytesOfTransition;
  return [
    line('AppSync', 'queries and mutations of customers and staff', usage.clientRequests, 'appsyncRequest'),
    line('AppSync', 'mutations that tell subscribers', usage.ownRequests, 'appsyncRequest'),
    line('AppSync', 'events at sockets', usage.updates, 'realtimeUpdate'),
    line('AppSync', 'minutes connected', assumed.minutesConnected * usage.orders, 'connectionMinute'),
    line('DynamoDB', 'write units', usage.writeUnits, 'writeUnit'),
    line('DynamoDB', 'read units', usage.readUnits, 'readUnit'),
    line('DynamoDB', 'reads of the stream by functions', 0, 'streamRead'),
    line('Lambda', 'requests', invocations, 'invocation'),
    line('Lambda', 'GB-seconds', gigabyteSeconds(usage, assumed), 'gigabyteSecond'),
    line('EventBridge', 'events', usage.events, 'event'),
    line('EventBridge', 'GB into the archive', usage.eventBytes / 1e9, 'archivedGigabyte'),
    line('SQS', 'requests to standard queues', usage.queueRequests.standard, 'sqsRequest'),
    line('SQS', 'requests to FIFO queues', usage.queueRequests.fifo, 'sqsFifoRequest'),
    line('Step Functions', 'state transitions', usage.transitions, 'transition'),
    line('SES', 'mails', usage.mails, 'mail'),
    line('SNS', 'publications', usage.notifications, 'notification'),
    line('HTTP API', 'webhooks', usage.httpRequests, 'httpRequest'),
    line('Secrets Manager', 'requests', usage.secretRequests, 'secretRequest'),
    line('CloudWatch', 'bytes of logs', logs, 'logByte'),
    // One for each request of a client, each invocation that no request waits for, and each workflow: the most there can be.
    line('X-Ray', 'traces', usage.clientRequests + invocations + usage.orders, 'trace'),
    line('Cognito', 'active users', assumed.activeUsers * usage.orders, 'activeUser'),
  ];
}

/** What the shop is made of that costs something while nobody buys. */
export interface Standing {
  readonly alarms: number;
  readonly metrics: number;
  readonly secrets: number;
  /** Queues that a function reads: standard, FIFO. */
  readonly readQueues: { readonly standard: number; readonly fifo: number };
  /** Of the function that runs every minute: read units and memory in MB. */
  readonly sweep: { readonly readUnits: number; readonly memory: number; readonly calls: number };
}

/** Lambda asks a queue with five pollers, each waiting for twenty seconds, also when nothing comes. */
const pollsOfMonth = 5 * 3 * 60 * 24 * 30;
const minutesOfMonth = 60 * 24 * 30;

/** A month in which nothing is sold. */
export function standingBill(standing: Standing, assumed: Assumptions = assumptions): Line[] {
  const line = (service: string, what: string, quantity: number, price: PriceName): Line => ({
    service,
    what,
    quantity,
    price,
    cost: quantity * prices[price].dollars,
  });
  const { readQueues, sweep } = standing;
  const sweeps = { functions: [{ name: 'sweep', invocations: minutesOfMonth, memory: sweep.memory }] };
  const seconds = gigabyteSeconds({ ...sweeps, calls: sweep.calls * minutesOfMonth }, assumed);
  return [
    line('SQS', 'empty receives, standard', readQueues.standard * pollsOfMonth, 'sqsRequest'),
    line('SQS', 'empty receives, FIFO', readQueues.fifo * pollsOfMonth, 'sqsFifoRequest'),
    line('CloudWatch', 'alarms', standing.alarms, 'alarm'),
    line('CloudWatch', 'custom metrics', standing.metrics, 'metric'),
    line('Secrets Manager', 'secrets', standing.secrets, 'secret'),
    line('Lambda', 'the sweep of every minute, requests', minutesOfMonth, 'invocation'),
    line('Lambda', 'the sweep of every minute, GB-seconds', seconds, 'gigabyteSecond'),
    line('DynamoDB', 'the sweep of every minute, read units', sweep.readUnits * minutesOfMonth, 'readUnit'),
    line('X-Ray', 'the sweep of every minute, traces', minutesOfMonth, 'trace'),
  ];
}

export const totalOf = (lines: readonly Line[]) => sum(lines.map(({ cost }) => cost));
