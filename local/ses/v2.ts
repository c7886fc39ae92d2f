import { requireAccess } from '../core/access.ts';
import type { AwsRequest, AwsResponse } from '../core/aws-api.ts';
import { AwsError } from '../core/aws-error.ts';
import type { Environment } from '../core/environment.ts';
import type { Iam, Principal } from '../core/ports.ts';
import { parseMail } from './mime.ts';
import type { Registry, Template } from './registry.ts';
import { RenderError } from './render.ts';
import { filled, type Mail, type Sender } from './sender.ts';

interface Asked {
  readonly input: Record<string, any>;
  /** The variable part of the path, decoded. */
  readonly name: string;
  readonly principal: Principal | undefined;
}

type Route = readonly [
  method: string,
  path: RegExp,
  /** The action, and the kind of resource that it is on. */
  access: readonly [action: string, kind: 'identity' | 'template' | 'configuration-set' | '*'] | undefined,
  run: (asked: Asked) => object,
];

/** SES's REST API, version 2: sending, identities, templates and configuration sets. */
export function createV2(deps: {
  readonly environment: Environment;
  readonly iam: Iam;
  readonly registry: Registry;
  readonly sender: Sender;
}): (request: AwsRequest) => Promise<AwsResponse> {
  const { environment, iam, registry, sender } = deps;
  const { partition, region, accountId, clock } = environment;
  const { identities, templates, configurationSets } = registry;

  const templateNamed = (name: unknown): Template => {
    const found = templates.get(String(name));
    if (found) return found;
    throw new AwsError('NotFoundException', `Template ${String(name)} does not exist.`, 404);
  };
  const identity = (name: string) => ({
    IdentityType: name.includes('@') ? 'EMAIL_ADDRESS' : 'DOMAIN',
    VerifiedForSendingStatus: true,
    VerificationStatus: 'SUCCESS',
    FeedbackForwardingStatus: true,
    DkimAttributes: { SigningEnabled: true, Status: 'SUCCESS' },
  });
  const existing = (name: string): string => {
    if (identities.get(name.toLowerCase())) return name.toLowerCase();
    throw new AwsError('NotFoundException', `Email identity ${name} does not exist.`, 404);
  };
  const put = (name: string, { Subject, Text, Html }: Record<string, any> = {}) =>
    templates.set(name, {
      name,
      createdAt: clock.now() / 1000,
      ...(Subject !== undefined && { subject: Subject }),
      ...(Text !== undefined && { text: Text }),
      ...(Html !== undefined && { html: Html }),
    });
  const unused = (name: unknown, taken: boolean): string => {
    if (typeof name !== 'string' || name === '')
      throw new AwsError('BadRequestException', 'A name is required.');
    if (taken) throw new AwsError('AlreadyExistsException', `${name} already exists.`);
    return name;
  };

  const mailIn = (input: Record<string, any>): Mail => {
    const { FromEmailAddress, Destination: destination = {}, Content = {}, ConfigurationSetName } = input;
    const { ToAddresses = [], CcAddresses = [], BccAddresses = [] } = destination;
    const to = [...ToAddresses, ...CcAddresses, ...BccAddresses];
    const rest = ConfigurationSetName === undefined ? {} : { configurationSet: ConfigurationSetName };
    const from = (given: unknown): string => {
      if (typeof given === 'string' && given !== '') return given;
      throw new AwsError('BadRequestException', 'The sender of the mail is missing.');
    };
    if (Content.Raw) {
      const parsed = parseMail(Buffer.from(String(Content.Raw.Data), 'base64'));
      return {
        ...rest,
        from: from(FromEmailAddress ?? parsed.from),
        to: to.length > 0 ? to : parsed.to,
        content: parsed,
        action: 'SendRawEmail',
      };
    }
    if (Content.Template) {
      const { TemplateName, TemplateArn, TemplateContent, TemplateData = '{}' } = Content.Template;
      const { Subject: subject, Text: text, Html: html } = TemplateContent ?? {};
      const template = TemplateContent
        ? { subject, text, html }
        : templateNamed(TemplateName ?? String(TemplateArn).split('/').at(-1));
      return {
        ...rest,
        from: from(FromEmailAddress),
        to,
        content: { template, data: TemplateData },
        action: 'SendEmail',
      };
    }
    const { Subject, Body = {} } = Content.Simple ?? {};
    if (Subject?.Data === undefined)
      throw new AwsError('BadRequestException', 'Content must be simple, raw or a template.');
    return {
      ...rest,
      from: from(FromEmailAddress),
      to,
      content: { subject: Subject.Data, text: Body.Text?.Data, html: Body.Html?.Data },
      action: 'SendEmail',
    };
  };

  // SDKs differ in how they ask for lists: by their age, with GET or with POST.
  const listIdentities = () => ({
    EmailIdentities: identities.names().map((name) => ({
      IdentityName: name,
      IdentityType: identity(name).IdentityType,
      SendingEnabled: true,
      VerificationStatus: 'SUCCESS',
    })),
  });
  const listSets = () => ({ ConfigurationSets: configurationSets.names() });

  const routes: readonly Route[] = [
    [
      'POST',
      /^\/v2\/email\/outbound-emails$/,
      undefined,
      ({ input, principal }) => ({ MessageId: sender.send(mailIn(input), principal) }),
    ],
    [
      'POST',
      /^\/v2\/email\/identities$/,
      ['CreateEmailIdentity', 'identity'],
      ({ input }) => {
        const name = unused(
          input.EmailIdentity,
          identities.get(String(input.EmailIdentity).toLowerCase()) === true,
        );
        identities.set(name.toLowerCase(), true);
        const { IdentityType, VerifiedForSendingStatus, DkimAttributes } = identity(name);
        return { IdentityType, VerifiedForSendingStatus, DkimAttributes };
      },
    ],
    ['POST', /^\/v2\/email\/list-identities$/, ['ListEmailIdentities', '*'], listIdentities],
    ['GET', /^\/v2\/email\/identities$/, ['ListEmailIdentities', '*'], listIdentities],
    [
      'GET',
      /^\/v2\/email\/identities\/([^/]+)$/,
      ['GetEmailIdentity', 'identity'],
      ({ name }) => identity(existing(name)),
    ],
    [
      'DELETE',
      /^\/v2\/email\/identities\/([^/]+)$/,
      ['DeleteEmailIdentity', 'identity'],
      ({ name }) => (identities.set(existing(name), undefined), {}),
    ],
    [
      'POST',
      /^\/v2\/email\/templates$/,
      ['CreateEmailTemplate', 'template'],
      ({ input }) => {
        const name = unused(input.TemplateName, templates.get(input.TemplateName) !== undefined);
        put(name, input.TemplateContent);
        return {};
      },
    ],
    [
      'GET',
      /^\/v2\/email\/templates$/,
      ['ListEmailTemplates', '*'],
      () => ({
        TemplatesMetadata: templates
          .names()
          .map((name) => ({ TemplateName: name, CreatedTimestamp: templates.get(name)!.createdAt })),
      }),
    ],
    [
      'GET',
      /^\/v2\/email\/templates\/([^/]+)$/,
      ['GetEmailTemplate', 'template'],
      ({ name }) => {
        const { subject, text, html } = templateNamed(name);
        return { TemplateName: name, TemplateContent: { Subject: subject, Text: text, Html: html } };
      },
    ],
    [
      'PUT',
      /^\/v2\/email\/templates\/([^/]+)$/,
      ['UpdateEmailTemplate', 'template'],
      ({ name, input }) => (put(templateNamed(name).name, input.TemplateContent), {}),
    ],
    [
      'DELETE',
      /^\/v2\/email\/templates\/([^/]+)$/,
      ['DeleteEmailTemplate', 'template'],
      ({ name }) => (templates.set(name, undefined), {}),
    ],
    [
      'POST',
      /^\/v2\/email\/templates\/([^/]+)\/render$/,
      ['TestRenderEmailTemplate', 'template'],
      ({ name, input }) => {
        const { subject = '', text, html } = rendered(templateNamed(name), input.TemplateData);
        return { RenderedTemplate: `Subject: ${subject}\r\n\r\n${html ?? text ?? ''}` };
      },
    ],
    [
      'POST',
      /^\/v2\/email\/configuration-sets$/,
      ['CreateConfigurationSet', 'configuration-set'],
      ({ input }) => {
        const name = input.ConfigurationSetName;
        configurationSets.set(unused(name, configurationSets.get(name) === true), true);
        return {};
      },
    ],
    ['POST', /^\/v2\/email\/list-configuration-sets$/, ['ListConfigurationSets', '*'], listSets],
    ['GET', /^\/v2\/email\/configuration-sets$/, ['ListConfigurationSets', '*'], listSets],
    [
      'GET',
      /^\/v2\/email\/account$/,
      ['GetAccount', '*'],
      () => ({
        ProductionAccessEnabled: true,
        SendingEnabled: true,
        EnforcementStatus: 'HEALTHY',
        SendQuota: { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 0 },
      }),
    ],
  ];

  return async (request) => {
    for (const [method, path, access, run] of routes) {
      const match = request.method === method ? path.exec(request.path) : undefined;
      if (!match) continue;
      const input = inputOf(request.body);
      const name = decodeURIComponent(match[1] ?? '');
      if (access && request.principal) {
        const [action, kind] = access;
        const asked =
          name || (input.EmailIdentity ?? input.TemplateName ?? input.ConfigurationSetName ?? '*');
        const arn = kind === '*' ? '*' : `arn:${partition}:ses:${region}:${accountId}:${kind}/${asked}`;
        requireAccess(iam, request.principal, `ses:${action}`, arn, undefined, 403);
      }
      const answer = run({ input, name, principal: request.principal });
      if (method !== 'GET') await registry.flush();
      return {
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(answer),
      };
    }
    throw new AwsError(
      'NotFoundException',
      `The local SES does not know ${request.method} ${request.path}.`,
      404,
    );
  };
}

function rendered(template: Template, data: string) {
  try {
    return filled(template, data);
  } catch (error) {
    if (error instanceof RenderError) throw new AwsError('BadRequestException', error.message);
    throw error;
  }
}

function inputOf(body: Buffer): Record<string, any> {
  try {
    return JSON.parse(body.toString() || '{}');
  } catch {
    throw new AwsError('BadRequestException', 'The request is not JSON.');
  }
}
