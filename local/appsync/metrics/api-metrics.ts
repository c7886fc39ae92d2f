import type { Metrics, MetricSeries } from '../../core/metrics.ts';

/** The metrics of every API, by their units (Developer Guide, "Using CloudWatch to monitor and log GraphQL API data"). */
const units = {
  '4XXError': 'Count',
  '5XXError': 'Count',
  Latency: 'Milliseconds',
  Requests: 'Count',
  TokensConsumed: 'Count',
  ConnectRequests: 'Count',
  ConnectSuccess: 'Count',
  ConnectClientError: 'Count',
  ConnectServerError: 'Count',
  DisconnectSuccess: 'Count',
  SubscribeSuccess: 'Count',
  SubscribeClientError: 'Count',
  SubscribeServerError: 'Count',
  UnsubscribeSuccess: 'Count',
  PublishDataMessageSuccess: 'Count',
  PublishDataMessageClientError: 'Count',
  PublishDataMessageSize: 'Bytes',
  ActiveConnections: 'Count',
  ActiveSubscriptions: 'Count',
  ConnectionDuration: 'Milliseconds',
  OutboundMessages: 'Count',
  InboundMessageSuccess: 'Count',
  InboundMessageDropped: 'Count',
  InvalidationSuccess: 'Count',
  InvalidationRequestSuccess: 'Count',
  InvalidationRequestDropped: 'Count',
} as const;

export type ApiMetric = keyof typeof units;

/** What is counted of one API. */
export interface ApiMetrics {
  /** @param at - milliseconds since the epoch; absent: now */
  add(metric: ApiMetric, value?: number, at?: number): void;
  /**
   * Counts a request that was answered; as an error or, with 0, as none.
   * @param at - milliseconds since the epoch
   */
  answered(status: number, milliseconds: number, at: number): void;
}

export function createApiMetrics(metrics: Metrics, apiId: string): ApiMetrics {
  const dimensions = { GraphQLAPIId: apiId };
  const series = new Map<ApiMetric, MetricSeries>();
  const of = (name: ApiMetric): MetricSeries => {
    let known = series.get(name);
    if (!known)
      series.set(
        name,
        (known = metrics.series({ namespace: 'AWS/AppSync', name, dimensions, unit: units[name] })),
      );
    return known;
  };
  // Of each request: found once.
  const [clientErrors, serverErrors, latency, requests, tokens] = (
    ['4XXError', '5XXError', 'Latency', 'Requests', 'TokensConsumed'] as const
  ).map(of);
  return {
    add: (metric, value = 1, at) => of(metric).add(value, at),
    answered(status, milliseconds, at) {
      clientErrors!.add(status >= 400 && status < 500 ? 1 : 0, at);
      serverErrors!.add(status >= 500 ? 1 : 0, at);
      latency!.add(milliseconds, at);
      requests!.add(1, at);
      if (status < 400) tokens!.add(1, at);
    },
  };
}
