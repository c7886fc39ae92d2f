interface Edge {
  readonly from: string;
  readonly to: string;
}

/** Tells the edges that close a circle, as a walk from the start finds them, from all the others. */
export function withoutCycles<Given extends Edge>(
  start: string,
  names: readonly string[],
  edges: readonly Given[],
): { forward: Given[]; back: Given[] } {
  const back = new Set<Given>();
  const underWay = new Set<string>();
  const done = new Set<string>();
  const walk = (name: string): void => {
    underWay.add(name);
    for (const edge of edges) {
      if (edge.from !== name) continue;
      if (underWay.has(edge.to)) back.add(edge);
      else if (!done.has(edge.to)) walk(edge.to);
    }
    underWay.delete(name);
    done.add(name);
  };
  for (const name of [start, ...names]) if (!done.has(name)) walk(name);
  return { forward: edges.filter((edge) => !back.has(edge)), back: [...back] };
}

/** The layer of each node of a graph without circles: how many edges the longest path to it has. */
export function layersOf(names: readonly string[], edges: readonly Edge[]): Map<string, number> {
  const layers = new Map<string, number>();
  const layerOf = (name: string): number => {
    const known = layers.get(name);
    if (known !== undefined) return known;
    const above = edges.filter(({ to }) => to === name).map(({ from }) => layerOf(from));
    const layer = Math.max(-1, ...above) + 1;
    layers.set(name, layer);
    return layer;
  };
  names.forEach(layerOf);
  return layers;
}
