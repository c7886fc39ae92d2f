/**
 * When the guests' API key ends, in seconds of the epoch: 365 days (the longest that AppSync grants) after the first
 * of the current month, UTC. Deployments of one month thus agree, and each month's first deployment moves the same
 * key's end forward. A shop that is not deployed for eleven months must be, or its guests are turned away.
 *
 * To rotate the key itself, rename the construct `GuestKey` in `api.ts`: the new key comes before the old one goes.
 */
export function apiKeyExpiry(now: Date = new Date()): number {
  const month = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1);
  return month / 1000 + 365 * 24 * 60 * 60;
}
