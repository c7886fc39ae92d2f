import { createHash } from 'node:crypto';
import { maxHandleLength } from '../../rules/limits.ts';

const maxSku = 64;

/**
 * A name as it may stand in an address: lower-case letters, digits and hyphens. The same name always gives the same.
 * Letters lose their accents; a name without a single letter or digit gives an empty text.
 *
 * @example
 * slug('Crème brûlée, 2 pcs') // 'creme-brulee-2-pcs'
 */
export function slug(name: string, maxLength: number = maxHandleLength): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, maxLength)
    .replace(/^-|-$/g, '');
}

/**
 * A handle for a product whose name others may share: the name, for people, and a part of its id, for certainty.
 *
 * @example
 * handleOf('Rugged Backpack', '7977f680-2cf7-457d') // 'rugged-backpack-7977f680'
 */
export function handleOf(name: string, id: string): string {
  const mark = slug(id, 8);
  return [slug(name, maxHandleLength - mark.length - 1), mark].filter(Boolean).join('-');
}

/**
 * A stock keeping unit for a variant that came without one: its product's handle and its choices. What is too long is
 * cut and marked with a hash of the whole, so that it stays stable and its own.
 *
 * @example
 * skuOf('varsity-top', ['Small', 'Dark red']) // 'varsity-top-small-dark-red'
 */
export function skuOf(handle: string, choices: readonly string[]): string {
  const whole = [handle, ...choices.map((choice) => slug(choice))].filter(Boolean).join('-');
  return whole.length <= maxSku ? whole : marked(whole);
}

/** A stock keeping unit as a file has it, with what ours may not hold (spaces, slashes) made hyphens. */
export function cleanSku(text: string): string {
  const clean = text
    .trim()
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '');
  return clean.length <= maxSku ? clean : marked(clean);
}

function marked(text: string): string {
  const mark = createHash('sha256').update(text).digest('hex').slice(0, 8);
  return `${text.slice(0, maxSku - mark.length - 1)}-${mark}`;
}

/** `food service` as a heading: `Food service`. */
export const heading = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
