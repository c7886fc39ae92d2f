import { requireSame } from '../core/changes.ts';
import type { Clock } from '../core/clock.ts';
import type { CreatedResource, ResourceProvider, ResourceRequest } from '../core/resource.ts';
import type { Kind, Registry } from './registry.ts';

const arrives = 'mails go to the outbox, where they always arrive';

/** `AWS::SES::*`: who may send, and templates. */
export function sesProviders(registry: Registry, clock: Clock): ResourceProvider[] {
  return [
    provider(registry.identities, {
      type: 'AWS::SES::EmailIdentity',
      honoured: ['EmailIdentity'],
      inert: {
        ConfigurationSetAttributes: arrives,
        DkimAttributes: arrives,
        DkimSigningAttributes: arrives,
        FeedbackAttributes: arrives,
        MailFromAttributes: arrives,
        Tags: 'nothing reads them on a laptop',
      },
      name: ({ properties }) => String(properties.EmailIdentity).toLowerCase(),
      value: () => true,
      same: 'EmailIdentity',
      created: (name) => ({ ref: name, attributes: dkim(name) }),
    }),
    provider(registry.configurationSets, {
      type: 'AWS::SES::ConfigurationSet',
      honoured: ['Name'],
      inert: Object.fromEntries(
        [
          'ArchivingOptions',
          'DeliveryOptions',
          'ReputationOptions',
          'SendingOptions',
          'SuppressionOptions',
          'Tags',
          'TrackingOptions',
          'VdmOptions',
        ].map((name) => [name, arrives]),
      ),
      name: ({ properties, generatedName }) => properties.Name ?? generatedName.slice(0, 64),
      value: () => true,
      same: 'Name',
      created: (name) => ({ ref: name }),
    }),
    provider(registry.templates, {
      type: 'AWS::SES::Template',
      honoured: ['Template'],
      inert: { Tags: 'nothing reads them on a laptop' },
      name: ({ properties, generatedName }) =>
        properties.Template?.TemplateName ?? generatedName.slice(0, 64),
      value({ properties, logicalId }, name) {
        const { SubjectPart, TextPart, HtmlPart } = properties.Template ?? {};
        if (SubjectPart === undefined) throw new Error(`${logicalId}: Template.SubjectPart is required.`);
        return {
          name,
          createdAt: clock.now() / 1000,
          subject: SubjectPart,
          ...(TextPart !== undefined && { text: TextPart }),
          ...(HtmlPart !== undefined && { html: HtmlPart }),
        };
      },
      created: (name) => ({ ref: name, attributes: { Id: name } }),
    }),
  ];
}

interface Shape<V> extends Pick<ResourceProvider, 'type' | 'honoured' | 'inert'> {
  readonly name: (request: ResourceRequest) => string;
  readonly value: (request: ResourceRequest, name: string) => V;
  readonly created: (name: string) => CreatedResource;
  /** The property that names it, and cannot change while it runs. */
  readonly same?: string;
}

function provider<V>(kind: Kind<V>, { name, value, created, same, ...shape }: Shape<V>): ResourceProvider {
  return {
    ...shape,
    async create(request) {
      const own = name(request);
      kind.set(own, value(request, own), true);
      return created(own);
    },
    async update(request) {
      if (same !== undefined) requireSame(request, same);
      const own = name(request);
      const before = request.created.ref;
      const former = kind.get(before);
      if (own !== before) kind.set(before, undefined);
      kind.set(own, value(request, own), true);
      return {
        created: created(own),
        undo: () => {
          if (own !== before) kind.set(own, undefined);
          kind.set(before, former, true);
        },
      };
    },
    async remove(_request, { ref }) {
      const former = kind.get(ref);
      kind.set(ref, undefined);
      return () => kind.set(ref, former, true);
    },
  };
}

/** The records that a domain's owner publishes, of the form of those of SES. */
function dkim(name: string): Record<string, string> {
  const tokens = [1, 2, 3].map((number) => `local${number}`);
  return Object.fromEntries(
    tokens.flatMap((token, index) => [
      [`DkimDNSTokenName${index + 1}`, `${token}._domainkey.${name}`],
      [`DkimDNSTokenValue${index + 1}`, `${token}.dkim.amazonses.com`],
    ]),
  );
}
