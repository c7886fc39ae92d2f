// One PostgreSQL database in a thread of its own: PGlite computes where it is called, and a long statement must not
// hold up the rest of the local cloud. Plain JavaScript, since a worker starts without a compiler.
import { mkdirSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite, protocol } from '@electric-sql/pglite';

const { serialize } = protocol;
const { dataDirectory, masterUser } = workerData;
if (dataDirectory !== undefined) mkdirSync(dataDirectory, { recursive: true });
const database = await PGlite.create(dataDirectory === undefined ? {} : { dataDir: dataDirectory });

const quoted = (name) => `"${name.replaceAll('"', '""')}"`;

/** Runs one statement by the extended protocol, which takes exactly one, with its values apart from its text. */
async function run({ text, values = [], types = [] }) {
  const { messages } = await database.execProtocol(
    Buffer.concat([
      serialize.parse({ text, types }),
      serialize.bind({ values }),
      serialize.describe({ type: 'P' }),
      serialize.execute({}),
      serialize.sync(),
    ]),
    { throwOnError: false },
  );
  const outcome = { columns: undefined, rows: [], tag: '', inTransaction: false, error: undefined };
  for (const message of messages) {
    switch (message.name) {
      case 'rowDescription':
        outcome.columns = message.fields.map(({ name, tableID, columnID, dataTypeID, dataTypeModifier }) => ({
          name,
          tableID,
          columnID,
          dataTypeID,
          dataTypeModifier,
        }));
        break;
      case 'dataRow':
        outcome.rows.push(message.fields);
        break;
      case 'commandComplete':
        outcome.tag = message.text;
        break;
      case 'readyForQuery':
        outcome.inTransaction = message.status !== 'I';
        break;
      case 'error': {
        const { severity, code, detail, hint, position, where } = message;
        outcome.error = { severity, code, message: message.message, detail, hint, position, where };
      }
    }
  }
  return outcome;
}

async function runAll(statements) {
  const outcomes = [];
  for (const statement of statements) {
    const outcome = await run(statement);
    outcomes.push(outcome);
    if (outcome.error) break;
  }
  return outcomes;
}

if (masterUser !== undefined && masterUser !== 'postgres') {
  const known = await run({
    text: 'SELECT 1 FROM pg_roles WHERE rolname = $1',
    values: [masterUser],
    types: [25],
  });
  if (known.rows.length === 0) await run({ text: `CREATE ROLE ${quoted(masterUser)} LOGIN SUPERUSER` });
}

parentPort.on('message', async ({ id, statements }) => {
  if (statements === undefined) {
    await database.close();
    parentPort.postMessage({ id });
    return;
  }
  try {
    parentPort.postMessage({ id, outcomes: await runAll(statements) });
  } catch (error) {
    parentPort.postMessage({ id, failure: String(error?.message ?? error) });
  }
});
