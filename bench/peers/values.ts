type Typed = Record<string, any>;

/** An item of DynamoDB's protocol as plain values; what its own package does for more types costs more. */
export const valuesOf = (item: Record<string, Typed>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, valueOf(value)]));

function valueOf({ S, N, BOOL, L, M }: Typed): unknown {
  if (M) return valuesOf(M as Record<string, Typed>);
  if (L) return (L as Typed[]).map(valueOf);
  return S ?? BOOL ?? (N === undefined ? null : Number(N));
}
