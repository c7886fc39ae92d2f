/** Generates everything anew and fails when a generated file was not current. */
import { execSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folders = ['resolvers/generated', 'functions/generated', 'client/generated'];
const pages = ['docs/errors.md', 'docs/access-patterns.md', 'docs/states.md', 'docs/parity.md'];

function snapshot(): Map<string, string> {
  const inFolders = folders.flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)));
  const files = [...inFolders, ...pages].filter((file) => existsSync(file));
  return new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));
}

const before = snapshot();
execSync('npm run --silent codegen', { stdio: ['ignore', 'ignore', 'inherit'] });
const after = snapshot();

const names = new Set([...before.keys(), ...after.keys()]);
const stale = [...names].filter((name) => before.get(name) !== after.get(name));
if (stale.length > 0) {
  console.error(
    `Not current: ${stale.sort().join(', ')}. They are written now; look at them and commit them.`,
  );
  process.exit(1);
}
console.log(`${after.size} generated files are current.`);
