/** A client of its own: Amplify keeps one configuration and one signed-in user a process. See `amplify.ts`. */
import { signIn } from 'aws-amplify/auth';
import { ConsoleLogger } from 'aws-amplify/utils';
import { client, configure, onSubscriptionReady } from '../../client/index.ts';
import type { FromClient, ToClient } from './amplify.ts';
import { installWebSocket } from './websocket.ts';

const tell = (message: FromClient) => process.send!(message);

async function obey(message: ToClient): Promise<void> {
  switch (message.kind) {
    case 'start': {
      ConsoleLogger.LOG_LEVEL = 'ERROR';
      installWebSocket(message.ca);
      configure(message.outputs);
      await signIn(message.credentials);
      return void tell({ kind: 'started' });
    }
    case 'listen': {
      const { id, field, query, variables } = message;
      onSubscriptionReady(field, variables, () => tell({ kind: 'listening', id }));
      const events = client.graphql({ query, variables }) as unknown as {
        subscribe(observer: {
          next(event: { data: Record<string, unknown> }): void;
          error(reason: unknown): void;
        }): unknown;
      };
      events.subscribe({
        next: ({ data }) => tell({ kind: 'event', id, event: data[field] }),
        error: (reason) => tell({ kind: 'failed', reason: JSON.stringify(reason) }),
      });
    }
  }
}

process.on('message', (message: ToClient) => {
  obey(message).catch((error: unknown) => tell({ kind: 'failed', reason: String(error) }));
});
process.on('disconnect', () => process.exit(0));
