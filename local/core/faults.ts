/**
 * Faults that the local cloud can inject: what each is, and what whoever asks sees of it. A service asks at the point
 * where the real thing would appear; what then happens is the service's own affair.
 */
export const faultKinds = {
  'dynamodb.throttled': 'a read or write is refused for its rate, without effect',
  'dynamodb.conflict': 'a write or transaction is refused: another transaction works on an item of it',
  'dynamodb.inProgress':
    'a transaction takes effect; the answer says that one of its token is still under way',
  'dynamodb.failedBefore': 'InternalServerError, without effect',
  'dynamodb.failedAfter': 'InternalServerError, after the effect: the answer is lost',
  'dynamodb.unprocessed': 'a batch leaves keys or items for another try',
  'dynamodb.staleIndex': 'a read of a global index sees items as they were up to a second ago',
  'dynamodb.staleRead': 'an eventually consistent read of a table sees items as they were up to a second ago',
  'streams.duplicated': 'a batch of records is handed over again after it was done',
  'streams.restarted': 'a reader of a stream begins again some records back: its checkpoint was lost',
  'streams.delayed': 'records are handed over later, up to two seconds',
  'streams.reordered': 'records of different items change places; those of one item keep their order',
  'sqs.duplicated': 'a message of a standard queue is handed out twice',
  'sqs.reordered': 'a receive from a standard queue takes messages in another order',
  'sqs.lostAck': 'a message is deleted as its consumer sees it, and comes again',
  'sqs.earlyVisible': 'a message of a standard queue comes again before its visibility timeout is over',
  'lambda.throttled': 'TooManyRequestsException, without effect',
  'lambda.timeoutBefore': 'the function times out before its handler did anything',
  'lambda.timeoutAfter': 'the handler ran to its end; the caller sees a time-out',
  'lambda.crashed': 'the function dies at one of the calls it makes, before or after the effect of the call',
  'lambda.slowStart': 'a new execution environment starts up to three seconds late',
  'lambda.duplicated': 'an asynchronous event reaches its function twice',
  'delivery.delayed': 'what one service delivers to another comes later, up to two seconds',
  'delivery.duplicated': 'what one service delivers to another comes twice',
  'delivery.lostAck': 'what was delivered seems not to have been, so that its sender tries again',
  'gateway.resetBefore': 'the connection of an SDK breaks before its request is handled',
  'gateway.resetAfter': 'the connection of an SDK breaks after its request was handled',
} as const;

/** A kind of fault, by service and name: `dynamodb.throttled`. */
export type FaultKind = keyof typeof faultKinds;

/** A fault that strikes now. */
export interface Fault {
  /** A further choice of this fault, in [0, 1): how late, which of several. The same for the same seed and position. */
  chance(): number;
  /** One of several, by chance. */
  pick<T>(from: readonly T[]): T;
}

/** Who may be asked whether something goes wrong. */
export interface Faults {
  /** True while nothing can strike. */
  readonly idle: boolean;
  /** Whether the kind may strike at all at present; by it a service spares itself what only a fault needs. */
  expects(kind: FaultKind): boolean;
  /**
   * Asks once whether a fault strikes at a point. Points of one kind are decided independently of one another, each in
   * the order in which it is asked.
   *
   * @param point - what the real thing would befall, e.g. `Shop-Data/UpdateItem`
   * @example
   * if (faults.strikes('lambda.throttled', name)) throw tooManyRequests();
   */
  strikes(kind: FaultKind, point: string): Fault | undefined;
}

/** Nothing ever goes wrong. */
export const noFaults: Faults = { idle: true, expects: () => false, strikes: () => undefined };
