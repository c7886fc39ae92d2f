/**
 * Waits before a repetition: longer each time, and never for as long as others do.
 *
 * @param attempt - from 1.
 * @returns after up to 25 ms, 50 ms, 100 ms and so on, a second at most.
 */
export async function pause(attempt: number): Promise<void> {
  const most = Math.min(1000, 25 * 2 ** (attempt - 1));
  await new Promise((resolve) => setTimeout(resolve, Math.random() * most));
}
