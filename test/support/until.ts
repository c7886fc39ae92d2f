/**
 * Waits until `look` finds something, and answers with it. What is looked for comes in its own time on a busy machine;
 * a test's own timeout ends the waiting.
 */
export async function until<T>(look: () => T | Promise<T>): Promise<NonNullable<T>> {
  for (;;) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
