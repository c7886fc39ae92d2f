import type { Node } from 'constructs';
import { RemovalPolicy } from 'aws-cdk-lib';

/** One deployment of the shop, e.g. `dev` on a laptop, `prod` on AWS. */
export interface Stage {
  readonly name: string;
  /** ISO 4217, e.g. `EUR`: the one currency that this shop's prices are in. */
  readonly currency: string;
  /** Who moves the money: `test` needs no account, `stripe` is Stripe. */
  readonly paymentProvider: 'test' | 'stripe';
  /** The address that customers are written from. */
  readonly sender: string;
  /** Who text messages to customers are from: 3 to 11 letters and digits, one of them a letter. */
  readonly senderId: string;
  /** Where mail to the shop's own people goes; without one whoever wants to be told subscribes to the topic. */
  readonly staffAddress?: string;
  /** Data may be thrown away and the schema may be read by anybody: true for `dev` alone. */
  readonly development: boolean;
  /** What becomes of data when its resource leaves the template. */
  readonly removal: RemovalPolicy;
}

/**
 * Reads the stage from the context: `stage` (default `dev`), `currency` (default `EUR`), `paymentProvider` (default
 * `test` for `dev`, `stripe` otherwise), `sender` (default `shop@bodega.example`), `senderId` (default `Bodega`) and
 * `staffAddress` (default `staff@bodega.example` for `dev`, otherwise none).
 *
 * @throws Error when a value cannot be part of a stack's name or is no currency code.
 * @example `npx cdk synth -c stage=prod -c currency=JPY`
 */
export function stageOf(node: Node): Stage {
  const name = String(node.tryGetContext('stage') ?? 'dev');
  if (!/^[a-z][a-z0-9]{0,15}$/.test(name)) {
    throw new Error(
      `The context value stage is "${name}"; it must be 1 to 16 lower-case letters and digits.`,
    );
  }
  const currency = String(node.tryGetContext('currency') ?? 'EUR');
  if (!/^[A-Z]{3}$/.test(currency)) {
    throw new Error(`The context value currency is "${currency}"; it must be an ISO 4217 code such as EUR.`);
  }
  const development = name === 'dev';
  const paymentProvider = String(node.tryGetContext('paymentProvider') ?? (development ? 'test' : 'stripe'));
  if (paymentProvider !== 'test' && paymentProvider !== 'stripe') {
    throw new Error(`The context value paymentProvider is "${paymentProvider}"; it must be test or stripe.`);
  }
  const sender = addressOf(node, 'sender', 'shop@bodega.example')!;
  const staffAddress = addressOf(node, 'staffAddress', development ? 'staff@bodega.example' : undefined);
  const senderId = String(node.tryGetContext('senderId') ?? 'Bodega');
  // What SNS takes: its developer guide, "Publishing to a mobile phone".
  if (!/^(?=.*[A-Za-z])[A-Za-z0-9]{3,11}$/.test(senderId)) {
    throw new Error(
      `The context value senderId is "${senderId}"; it must be 3 to 11 letters and digits, one of them a letter.`,
    );
  }
  return {
    name,
    sender,
    senderId,
    currency,
    paymentProvider,
    development,
    removal: development ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    ...(staffAddress === undefined ? {} : { staffAddress }),
  };
}

function addressOf(node: Node, name: string, usual: string | undefined): string | undefined {
  const address = node.tryGetContext(name) ?? usual;
  if (address !== undefined && !/^[^@\s]+@[^@\s]+$/.test(String(address))) {
    throw new Error(
      `The context value ${name} is "${address}"; it must be an address such as shop@example.com.`,
    );
  }
  return address;
}
