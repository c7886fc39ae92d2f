import type { Environment } from '../core/environment.ts';
import type { Iam, Lambda, UserPools } from '../core/ports.ts';
import type { Sessions } from './flows/sessions.ts';
import type { PoolOutbox } from './messages/outbox.ts';
import type { Registry } from './pools/registry.ts';
import type { SigningKeys } from './tokens/keys.ts';

/** What every operation and flow works with. */
export interface Service {
  readonly environment: Environment;
  readonly iam: Iam;
  readonly lambda: Lambda;
  readonly registry: Registry;
  readonly keys: SigningKeys;
  readonly verify: UserPools['verify'];
  readonly sessions: Sessions;
  readonly outbox: PoolOutbox;
}

/** Free-form data that an application passes through to the triggers. */
export type Metadata = Record<string, string> | undefined;
