/**
 * Follows a list to its end.
 *
 * @param read - reads the page behind a token.
 * @returns the items of each page.
 */
export async function pagesOf<Item>(
  read: (nextToken: string | null) => Promise<{ items: Item[]; nextToken?: string | null }>,
): Promise<Item[][]> {
  const pages: Item[][] = [];
  let nextToken: string | null = null;
  do {
    const page = await read(nextToken);
    pages.push(page.items);
    nextToken = page.nextToken ?? null;
  } while (nextToken);
  return pages;
}
