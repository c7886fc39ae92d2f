import type { ShopError } from '../../rules/errors.ts';

/** Ends work on one product with an error of the shop's catalogue; the others go on. */
export class Refusal extends Error {
  readonly errorType: string;

  constructor(error: ShopError, message: string = error.message) {
    super(message);
    this.name = 'Refusal';
    this.errorType = error.type;
  }
}
