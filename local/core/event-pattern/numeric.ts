import { refuse, type Place } from './refusal.ts';

type Bound = (value: number) => boolean;

const comparisons: Readonly<Record<string, (bound: number) => Bound>> = {
  '=': (bound) => (value) => value === bound,
  '<': (bound) => (value) => value < bound,
  '<=': (bound) => (value) => value <= bound,
  '>': (bound) => (value) => value > bound,
  '>=': (bound) => (value) => value >= bound,
};

/** One comparison, or a lower bound and then an upper one. @throws EventPatternError */
export function numericTest(operand: unknown, place: Place): (value: unknown) => boolean {
  if (!Array.isArray(operand)) return refuse('Value of numeric must be an array.', place);
  const [first, low, second, high, ...more] = operand as unknown[];
  if (typeof first !== 'string') return refuse(`Invalid member in numeric match: ${String(first)}`, place);
  const compare = comparisons[first];
  if (!compare) return refuse(`Unrecognized numeric range operator: ${first}`, place);
  if (typeof low !== 'number') {
    return refuse(`Value of ${first === '=' ? 'equals' : first} must be numeric`, place);
  }
  const bounds = [compare(low)];
  if (operand.length > 2) {
    if (first !== '>' && first !== '>=') return refuse('Too many elements in numeric expression', place);
    if (typeof second !== 'string') return refuse(`Bad value in numeric range: ${String(second)}`, place);
    if (second !== '<' && second !== '<=') return refuse(`Bad numeric range operator: ${second}`, place);
    if (typeof high !== 'number') return refuse(`Value of ${second} must be numeric`, place);
    if (more.length > 0) return refuse('Too many terms in numeric range expression', place);
    bounds.push(comparisons[second]!(high));
  }
  return (value) => typeof value === 'number' && bounds.every((holds) => holds(value));
}
