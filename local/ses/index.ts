import type { AwsApi } from '../core/aws-api.ts';
import type { Environment } from '../core/environment.ts';
import type { Outbox, OutboxMessage } from '../core/outbox.ts';
import type { Iam } from '../core/ports.ts';
import type { ResourceProvider } from '../core/resource.ts';
import { sesProviders } from './providers.ts';
import { openRegistry } from './registry.ts';
import { createSender } from './sender.ts';
import { createV1 } from './v1.ts';
import { createV2 } from './v2.ts';

/** What a page shows of SES. */
export interface InspectedSes {
  /** Addresses and domains that may send. */
  readonly identities: readonly string[];
  readonly templates: readonly string[];
  readonly configurationSets: readonly string[];
  /** The latest fifty, the newest first. */
  readonly mails: readonly OutboxMessage[];
}

/** SES: mails from verified senders, to the outbox. */
export interface SesService {
  readonly resources: ResourceProvider[];
  /** Both versions, which share the name by which requests are signed. */
  readonly api: AwsApi;
  inspect(): InspectedSes;
  close(): Promise<void>;
}

const shownMails = 50;

/**
 * @example
 * const ses = createSes({ environment, iam, outbox });
 * gateway.serve(ses.api);
 */
export function createSes(options: {
  readonly environment: Environment;
  readonly iam: Iam;
  readonly outbox: Outbox;
}): SesService {
  const { environment, outbox } = options;
  const registry = openRegistry(environment);
  const sender = createSender({ ...options, registry });
  const v1 = createV1(registry, sender);
  const v2 = createV2({ ...options, registry, sender });
  return {
    resources: sesProviders(registry, environment.clock),
    api: {
      signingNames: ['ses'],
      targetPrefixes: [],
      protocol: 'rest-json',
      allowsAnonymous: () => false,
      handle: (request) => (request.path.startsWith('/v2/') ? v2(request) : v1(request)),
    },
    inspect: () => ({
      identities: registry.identities.names(),
      templates: registry.templates.names(),
      configurationSets: registry.configurationSets.names(),
      mails: outbox
        .list()
        .filter(({ service }) => service === 'ses')
        .slice(-shownMails)
        .reverse(),
    }),
    close: registry.flush,
  };
}
