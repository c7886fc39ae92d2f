/**
 * Does work in lanes: one after another within a lane, lanes beside one another. After a failure the rest of its lane
 * is left undone, so that nothing overtakes what failed.
 *
 * @param width - how many lanes run at once.
 * @returns every item that failed or was left undone, in the order given.
 * @example
 * const undone = await inLanes(events, (event) => event.orderId, 10, publish, log);
 */
export async function inLanes<T>(
  items: readonly T[],
  laneOf: (item: T) => string,
  width: number,
  work: (item: T) => Promise<void>,
  onFailure: (item: T, error: unknown) => void,
): Promise<T[]> {
  const byName = new Map<string, T[]>();
  for (const item of items) byName.set(laneOf(item), [...(byName.get(laneOf(item)) ?? []), item]);
  const lanes = [...byName.values()];
  const undone = new Set<T>();

  async function runLane(lane: readonly T[]): Promise<void> {
    for (const [place, item] of lane.entries()) {
      try {
        await work(item);
      } catch (error) {
        onFailure(item, error);
        for (const left of lane.slice(place)) undone.add(left);
        return;
      }
    }
  }

  async function takeLanes(): Promise<void> {
    for (let lane = lanes.shift(); lane; lane = lanes.shift()) await runLane(lane);
  }

  await Promise.all(Array.from({ length: Math.min(width, lanes.length) }, takeLanes));
  return items.filter((item) => undone.has(item));
}
