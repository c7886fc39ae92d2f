import { extensions, util } from '@aws-appsync/utils';

export function request() {
  return { payload: null };
}

export function response() {
  extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter({ type: { eq: 'PLACED' } }));
  return null;
}
