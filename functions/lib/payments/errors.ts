/** The provider did not answer, or not now: what was asked may have happened or not. Ask again under the same key. */
export class ProviderUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ProviderUnavailable';
  }
}

/** The request itself is wrong, and will be every time: somebody must look at it. */
export class ProviderRefused extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ProviderRefused';
  }
}

/** A webhook that the provider did not sign, or not lately. */
export class BadSignature extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'BadSignature';
  }
}
