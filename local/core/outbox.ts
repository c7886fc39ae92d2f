/** A message that would have left the cloud, and is kept instead of sent. */
export interface OutboxMessage {
  readonly id: string;
  /** ISO 8601. */
  readonly sentAt: string;
  /** Who would have sent it. */
  readonly service: 'cognito' | 'ses' | 'sns';
  /** `HTTP` is a notification to an address beyond this machine. */
  readonly medium: 'EMAIL' | 'SMS' | 'HTTP';
  /** The whole address, number or URL; several addresses joined by commas. */
  readonly destination: string;
  readonly from?: string;
  readonly subject?: string;
  readonly text: string;
  /** Of a mail that has such a part. Not to be trusted: it may come from whoever filled in a form. */
  readonly html?: string;
}

/** Where messages go instead of to people. */
export interface Outbox {
  /** Messages, oldest first. */
  list(): OutboxMessage[];
  /**
   * @param line - what a person at the terminal is told, a code to type for instance. @defaultValue the subject or text
   */
  send<M extends OutboxMessage>(message: Omit<M, 'id' | 'sentAt'>, line?: string): M;
}
