import { moodOf, signs, spoken } from './words.ts';

/** A status as a small coloured word with a sign. */
export function Status({ status }: { status: string }) {
  const mood = moodOf(status);
  return (
    <span className={`status mood-${mood}`}>
      <i aria-hidden="true">{signs[mood]}</i> {spoken(status)}
    </span>
  );
}
