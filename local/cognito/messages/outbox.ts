import type { Environment } from '../../core/environment.ts';

/** A message that the service would have sent. */
export interface Message {
  readonly id: string;
  /** ISO 8601. */
  readonly sentAt: string;
  readonly medium: 'EMAIL' | 'SMS';
  /** The whole address or number. */
  readonly destination: string;
  readonly userPoolId: string;
  readonly username: string;
  /** Cognito's name for the occasion, e.g. `CustomMessage_SignUp`. */
  readonly occasion: string;
  /** The code or temporary password in the message. */
  readonly code: string;
  readonly subject?: string;
  readonly text: string;
}

/** Where messages go instead of to a mail server. The latest thousand are kept. */
export interface Outbox {
  /** Messages, oldest first. */
  list(): Message[];
  send(message: Omit<Message, 'id' | 'sentAt'>): void;
}

const capacity = 1000;

export function createOutbox({ ids, clock, log }: Environment): Outbox {
  const messages: Message[] = [];
  const own = log.scope('cognito');
  return {
    list: () => [...messages],
    send(message) {
      messages.push({ id: ids.uuid(), sentAt: new Date(clock.now()).toISOString(), ...message });
      if (messages.length > capacity) messages.shift();
      // A person at the terminal types the code from here.
      const { medium, destination, occasion, code } = message;
      own.info(`${medium === 'EMAIL' ? 'mail' : 'SMS'} to ${destination}: ${code}`, { occasion });
    },
  };
}
