/** What comes first, first. */
export interface Heap<T> {
  push(item: T): void;
  pop(): T | undefined;
}

/** @param order - negative when the first argument comes before the second. */
export function createHeap<T>(order: (one: T, other: T) => number): Heap<T> {
  const items: T[] = [];
  const before = (one: number, other: number) => order(items[one]!, items[other]!) < 0;
  const swap = (one: number, other: number) => {
    [items[one], items[other]] = [items[other]!, items[one]!];
  };
  return {
    push(item) {
      let at = items.push(item) - 1;
      for (let parent = (at - 1) >> 1; at > 0 && before(at, parent); parent = (at - 1) >> 1) {
        swap(at, parent);
        at = parent;
      }
    },
    pop() {
      if (items.length < 2) return items.pop();
      const [first] = items;
      items[0] = items.pop()!;
      for (let at = 0; ;) {
        const [left, right] = [2 * at + 1, 2 * at + 2];
        if (left >= items.length) return first;
        const least = right < items.length && before(right, left) ? right : left;
        if (!before(least, at)) return first;
        swap(at, least);
        at = least;
      }
    },
  };
}
