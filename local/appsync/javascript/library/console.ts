import type { Library } from '../realm/realm.ts';
import type { SessionHolder } from '../session.ts';

/** `console.log` and `console.error`, as lines of the form `INFO - code.js:5:3: "current id" "record-id"`. */
export function consoleLibrary(session: SessionHolder): Library {
  const write =
    (level: string) =>
    (...given: unknown[]) => {
      const { fileName, consoleAt, logs, environment } = session.current;
      const text = given.map((value) => JSON.stringify(value ?? null)).join(' ');
      const line = `${level} - ${fileName}:${consoleAt}: ${text}`;
      logs.push(line);
      environment.onLog?.(line);
    };
  return { log: write('INFO'), error: write('ERROR') };
}
