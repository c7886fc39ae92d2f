import type { AppSyncIdentityCognito, Context } from '@aws-appsync/utils';

/** The parts of a context that say who calls. */
type Called = Pick<Context, 'identity'>;

/** The caller's id: the subject of the user pool's token. Empty for a guest. */
export function callerId(ctx: Called): string {
  return (ctx.identity as AppSyncIdentityCognito | null)?.sub ?? '';
}

/** The caller's groups; none for a guest. */
export function callerGroups(ctx: Called): string[] {
  return (ctx.identity as AppSyncIdentityCognito | null)?.groups ?? [];
}

/** Whether the caller works for the shop. */
export function isStaff(ctx: Called): boolean {
  const groups = callerGroups(ctx);
  return groups.indexOf('staff') >= 0 || groups.indexOf('admin') >= 0;
}

/** Whether a product of this seller is the caller's to change: their own, or any for staff. */
export function mayManage(ctx: Called, sellerId: string | null | undefined): boolean {
  return isStaff(ctx) || (!!sellerId && sellerId === callerId(ctx));
}

/** The role in which the caller acts, as the timeline of an order names it. */
export function callerRole(ctx: Called): string {
  const groups = callerGroups(ctx);
  if (groups.indexOf('admin') >= 0) return 'admin';
  if (groups.indexOf('staff') >= 0) return 'staff';
  return 'customer';
}
