import { requireAccess } from '../core/access.ts';
import { AwsError } from '../core/aws-error.ts';
import type { Environment } from '../core/environment.ts';
import type { Outbox } from '../core/outbox.ts';
import type { Iam, Principal } from '../core/ports.ts';
import type { Registry } from './registry.ts';
import { render, RenderError } from './render.ts';

/** A mail as its sender hands it over. */
export interface Mail {
  /** `Shop <shop@example.com>` */
  readonly from: string;
  readonly to: readonly string[];
  readonly configurationSet?: string;
  readonly content:
    | { readonly subject?: string; readonly text?: string; readonly html?: string }
    | { readonly template: Parts; readonly data: string };
  /** The action that policies must allow, without `ses:`. */
  readonly action: string;
}

interface Parts {
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string;
}

/** Recipients of one mail. Source: SES Developer Guide, "Service quotas". */
const maximumRecipients = 50;

/** Sends mails, which is to say: puts them in the outbox. */
export interface Sender {
  /**
   * @returns the message id
   * @throws AwsError MessageRejected for a sender that is not verified, AccessDeniedException, BadRequestException,
   *   NotFoundException.
   */
  send(mail: Mail, principal: Principal | undefined): string;
}

export function createSender(deps: {
  readonly environment: Environment;
  readonly iam: Iam;
  readonly outbox: Outbox;
  readonly registry: Registry;
}): Sender {
  const { environment, iam, outbox, registry } = deps;
  const { partition, region, accountId, clock, ids } = environment;
  const log = environment.log.scope('ses');

  /** The identity that lets a sender send: the address, or a domain that it is in. */
  const identityOf = (from: string): string | undefined => {
    const address = (/<([^>]+)>\s*$/.exec(from)?.[1] ?? from).trim().toLowerCase();
    const labels = (address.split('@')[1] ?? '').split('.');
    const domains = labels.map((_, index) => labels.slice(index).join('.'));
    return [address, ...domains].find((name) => registry.identities.get(name));
  };

  return {
    send({ from, to, configurationSet, content, action }, principal) {
      if (to.length === 0) throw new AwsError('BadRequestException', 'At least one recipient is required.');
      if (to.length > maximumRecipients)
        throw new AwsError('BadRequestException', `Recipient count exceeds ${maximumRecipients}.`);
      const identity = identityOf(from);
      if (identity === undefined) {
        throw new AwsError(
          'MessageRejected',
          `Email address is not verified. The following identities failed the check in region ${region.toUpperCase()}: ${from}`,
        );
      }
      const arn = `arn:${partition}:ses:${region}:${accountId}:identity/${identity}`;
      if (principal) requireAccess(iam, principal, `ses:${action}`, arn, { 'ses:FromAddress': from }, 403);
      if (configurationSet !== undefined && !registry.configurationSets.get(configurationSet)) {
        throw new AwsError(
          'NotFoundException',
          `Configuration set <${configurationSet}> does not exist.`,
          404,
        );
      }
      // Of the form of those of SES: a time, a UUID and a count.
      const id = `0100${clock.now().toString(16).padStart(12, '0')}-${ids.uuid()}-000000`;
      let parts: Parts;
      try {
        parts = 'template' in content ? filled(content.template, content.data) : content;
      } catch (error) {
        if (!(error instanceof RenderError)) throw error;
        // The sender is not told: on AWS a rendering failure is an event, and the mail is not delivered.
        log.warn(`A mail to ${to.join(', ')} was not rendered: ${error.message}`);
        return id;
      }
      const { subject, text = '', html } = parts;
      outbox.send({
        service: 'ses',
        medium: 'EMAIL',
        from,
        destination: to.join(', '),
        ...(subject !== undefined && { subject }),
        text,
        ...(html !== undefined && { html }),
      });
      return id;
    },
  };
}

/** @throws RenderError; AwsError BadRequestException for data that are no JSON object. */
export function filled({ subject, text, html }: Parts, json: string): Parts {
  let data: Record<string, unknown>;
  try {
    data = JSON.parse(json);
  } catch {
    throw new AwsError('BadRequestException', 'Invalid template data: it must be a JSON object.');
  }
  return {
    ...(subject !== undefined && { subject: render(subject, data) }),
    ...(text !== undefined && { text: render(text, data) }),
    ...(html !== undefined && { html: render(html, data) }),
  };
}
