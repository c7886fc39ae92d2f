import type { Outbox, OutboxMessage } from '../../core/outbox.ts';

/** A message that a user pool would have sent. */
export interface Message extends OutboxMessage {
  readonly service: 'cognito';
  readonly medium: 'EMAIL' | 'SMS';
  readonly userPoolId: string;
  readonly username: string;
  /** Cognito's name for the occasion, e.g. `CustomMessage_SignUp`. */
  readonly occasion: string;
  /** The code or temporary password in the message. */
  readonly code: string;
}

/** The outbox as far as it is of user pools. */
export interface PoolOutbox {
  /** Messages, oldest first. */
  list(): Message[];
  send(message: Omit<Message, 'id' | 'sentAt' | 'service'>): void;
}

/** Writes to the outbox of the cloud; the log tells the code, which a person at the terminal types from there. */
export const createPoolOutbox = (outbox: Outbox): PoolOutbox => ({
  list: () => outbox.list().filter((message): message is Message => message.service === 'cognito'),
  send: (message) => void outbox.send<Message>({ service: 'cognito', ...message }, message.code),
});
