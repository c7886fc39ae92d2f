import { randomBytes, randomUUID } from 'node:crypto';

/** The one place from which the local cloud draws chance. Tests and fault injection replace it. */
export interface Ids {
  uuid(): string;
  /** A number in [0, 1). */
  random(): number;
  bytes(length: number): Buffer;
}

/** Chance from the machine's own source. */
export const systemIds: Ids = {
  uuid: () => randomUUID(),
  random: () => Math.random(),
  bytes: (length) => randomBytes(length),
};
