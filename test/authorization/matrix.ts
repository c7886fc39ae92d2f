/** The matrix as text: a line for every request and for every field of every type, a column for each who asks. */
import { deepStrictEqual } from 'node:assert';
import type { Caller } from '../support/graphql.ts';
import type { TestShop } from '../support/shop.ts';
import type { Belongings } from './belongings.ts';
import { operationOf, personOf, verdictOf, type Verdict } from './ask.ts';
import { columns, turns, type Callers, type Column } from './callers.ts';
import { arrived, objectTypes, readingOf, wayTo } from './fields.ts';
import { requests, type Request } from './requests.ts';
import { subscribe, type Listening } from './subscribe.ts';
import { sparing, type World } from './world.ts';

export type Cells = Partial<Record<Column, Verdict | '-'>>;
export interface Row {
  readonly name: string;
  readonly cells: Cells;
}

const nameOf = ({ field, of }: Request) => (of ? `${field} (${of})` : field);

/** @param belongings - the customer's and the seller's. */
export function createMatrix(shop: TestShop, callers: Callers, world: World, belongings: Belongings) {
  const spare = sparing(world);
  const argumentsOf = async ({ arguments: make }: Request, caller: Caller) =>
    (await make?.(spare.world, personOf(caller))) ?? {};

  async function listen(request: Request, caller: Caller): Promise<Listening> {
    const { headersFor } = shop.graphql;
    const data = JSON.stringify({
      query: operationOf(request.field),
      variables: await argumentsOf(request, caller),
    });
    const host = new URL(shop.cloud.endpoints.graphql!).host;
    return subscribe(
      { url: shop.cloud.endpoints.realtime!, ca: shop.ca },
      {
        connect: { host, ...(await headersFor(caller, '{}', '/connect')) },
        start: { host, ...(await headersFor(caller, data)) },
      },
      data,
    );
  }

  async function ask(request: Request, caller: Caller): Promise<Verdict> {
    if (request.field.startsWith('Subscription.')) {
      const listening = await listen(request, caller);
      listening.close();
      return listening.verdict;
    }
    const variables = await argumentsOf(request, caller);
    await belongings.changes();
    const answer = await shop.graphql(caller, operationOf(request.field), variables);
    try {
      const verdict = verdictOf(answer);
      // What is refused or hidden has changed nothing that is somebody else's.
      if (verdict !== 'yes') deepStrictEqual(await belongings.changes(), []);
      else spare.useUp();
      return verdict;
    } catch (error) {
      throw new Error(nameOf(request), { cause: error });
    }
  }

  /** Every request by everybody. */
  async function rootRows(): Promise<Row[]> {
    const rows: Row[] = [];
    for (const request of requests) {
      const cells: Cells = {};
      for (const column of turns) cells[column] = await ask(request, callers[column]);
      rows.push({ name: nameOf(request), cells });
    }
    return rows;
  }

  /** Every field of every type, by whoever some request brings to the type. */
  async function fieldRows(roots: readonly Row[]): Promise<Row[]> {
    const rows: Row[] = [];
    for (const type of objectTypes) {
      const names = Object.keys(type.getFields());
      const verdicts = new Map(names.map((name): [string, Cells] => [name, {}]));
      for (const column of columns) {
        const read = await readerOf(type.name, column, roots);
        const all = read && (await read(names));
        for (const name of names) {
          // One refused field may take its siblings along: then each is asked alone.
          const refused = all?.includes('Unauthorized') && (await read!([name])).includes('Unauthorized');
          verdicts.get(name)![column] = !read ? '-' : refused ? 'no' : 'yes';
        }
      }
      for (const [name, cells] of verdicts) rows.push({ name: `${type.name}.${name}`, cells });
    }
    return rows;
  }

  /** Reads fields of a type, answering with the types of errors; undefined when nothing brings the caller there. */
  async function readerOf(typeName: string, column: Column, roots: readonly Row[]) {
    const type = objectTypes.find(({ name }) => name === typeName)!;
    for (const [index, request] of requests.entries()) {
      const repeatable = /^Query\.|\.publish|\.importProducts/.test(request.field);
      if (!repeatable || roots[index]!.cells[column] !== 'yes') continue;
      const way = wayTo(request.field, typeName);
      if (!way) continue;
      const read = async (names: readonly string[]) => {
        const query = readingOf(request.field, way, type, names);
        return shop.graphql(callers[column], query, await argumentsOf(request, callers[column]));
      };
      const first = await read([]);
      if (first.errors.length > 0 || !arrived(first, way)) continue;
      return async (names: readonly string[]) => (await read(names)).errors.map(({ errorType }) => errorType);
    }
    return undefined;
  }

  return { rootRows, fieldRows, listen };
}

/** The rows as a table that people read. */
export function written(rows: readonly Row[]): string {
  const width = Math.max(...rows.map(({ name }) => name.length)) + 2;
  const line = (name: string, cells: readonly string[]) =>
    (name.padEnd(width) + cells.map((cell) => cell.padEnd(9)).join('')).trimEnd();
  return [
    line('', columns),
    ...rows.map(({ name, cells }) =>
      line(
        name,
        columns.map((column) => cells[column]!),
      ),
    ),
    '',
  ].join('\n');
}
