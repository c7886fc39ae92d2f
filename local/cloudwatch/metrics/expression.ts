import { invalid } from '../errors.ts';
import { parseExpression, type Node } from './expression-syntax.ts';

/** A value a window, oldest first; undefined where there is none. */
export type Values = readonly (number | undefined)[];

/** What an expression is evaluated over. */
export interface Ground {
  readonly windows: number;
  /** Seconds. */
  readonly period: number;
  valuesOf(id: string): Values;
  /** For `METRICS()`. */
  readonly metricIds: readonly string[];
}

/** A number, a series, or a list of series. */
type Operand = number | Values | readonly Values[];

/**
 * Evaluates an expression of metric math: arithmetic, comparisons, `AND`, `OR`, and the functions that alarms use. A window
 * in which an operand has no value has none (CloudWatch User Guide, "Use metric math").
 *
 * @example
 * evaluateExpression('100 * errors / FILL(requests, 1)', ground);
 * @throws AwsError InvalidParameterValue for what it does not know, by name.
 */
export function evaluateExpression(text: string, ground: Ground): Values {
  const value = evaluate(parseExpression(text), ground);
  if (typeof value === 'number') return Array<number>(ground.windows).fill(value);
  if (isList(value)) throw invalid(`The expression ${text} yields more than one series.`);
  return value;
}

const isList = (value: Operand): value is readonly Values[] =>
  typeof value !== 'number' && Array.isArray(value[0]);

function evaluate(node: Node, ground: Ground): Operand {
  switch (node.kind) {
    case 'number':
      return node.value;
    case 'text':
      throw invalid(`The expression has the text "${node.value}" where it has none.`);
    case 'id':
      return ground.valuesOf(node.name);
    case 'list':
      return node.items.map((item) => seriesOf(evaluate(item, ground), ground));
    case 'negative':
      return each([evaluate(node.of, ground)], ground, ([value]) => -value!);
    case 'binary': {
      const { operator, left, right } = node;
      return each([evaluate(left, ground), evaluate(right, ground)], ground, ([one, other]) =>
        operators[operator]!(one!, other!),
      );
    }
    case 'call':
      return call(node, ground);
  }
}

const operators: Readonly<Record<string, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '^': (left, right) => left ** right,
  '<': (left, right) => Number(left < right),
  '<=': (left, right) => Number(left <= right),
  '>': (left, right) => Number(left > right),
  '>=': (left, right) => Number(left >= right),
  '==': (left, right) => Number(left === right),
  '!=': (left, right) => Number(left !== right),
  AND: (left, right) => Number(left !== 0 && right !== 0),
  OR: (left, right) => Number(left !== 0 || right !== 0),
};

const overValues: Readonly<Record<string, (values: readonly number[]) => number>> = {
  SUM: (values) => values.reduce((sum, value) => sum + value, 0),
  AVG: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  MIN: (values) => Math.min(...values),
  MAX: (values) => Math.max(...values),
};

const ofNumbers: Readonly<Record<string, (value: number) => number>> = {
  ABS: Math.abs,
  CEIL: Math.ceil,
  FLOOR: Math.floor,
};

function call({ name, given }: Extract<Node, { kind: 'call' }>, ground: Ground): Operand {
  const argument = (index: number): Operand => {
    const node = given[index];
    if (!node) throw invalid(`${name} needs ${index + 1} arguments.`);
    return evaluate(node, ground);
  };
  if (Object.hasOwn(ofNumbers, name))
    return each([argument(0)], ground, ([value]) => ofNumbers[name]!(value!));
  if (Object.hasOwn(overValues, name)) return aggregate(overValues[name]!, argument(0), ground);
  switch (name) {
    case 'METRICS':
      return ground.metricIds.map(ground.valuesOf);
    case 'PERIOD':
      return ground.period;
    case 'IF': {
      const [condition, then] = [argument(0), argument(1)].map((value) => seriesOf(value, ground));
      const otherwise = given.length > 2 ? seriesOf(argument(2), ground) : undefined;
      return condition!.map((value, index) =>
        value === undefined ? undefined : value !== 0 ? then![index] : otherwise?.[index],
      );
    }
    case 'FILL':
      return fill(seriesOf(argument(0), ground), given[1], ground);
    default:
      throw invalid(`The function ${name} of metric math is not served.`);
  }
}

/** Of one series a single number, of several one series. */
function aggregate(of: (values: readonly number[]) => number, value: Operand, ground: Ground): Operand {
  if (!isList(value)) {
    const there = seriesOf(value, ground).filter((each) => each !== undefined);
    return there.length === 0 ? Array<undefined>(ground.windows).fill(undefined) : of(there);
  }
  return Array.from({ length: ground.windows }, (_, index) => {
    const there = value.map((series) => series[index]).filter((each) => each !== undefined);
    return there.length === 0 ? undefined : of(there);
  });
}

function fill(series: Values, by: Node | undefined, ground: Ground): Values {
  if (!by) throw invalid('FILL needs 2 arguments.');
  if (by.kind === 'id' && by.name === 'REPEAT') {
    let last: number | undefined;
    return series.map((value) => (last = value ?? last));
  }
  const filler = seriesOf(evaluate(by, ground), ground);
  return series.map((value, index) => value ?? filler[index]);
}

function seriesOf(value: Operand, { windows }: Ground): Values {
  if (typeof value === 'number') return Array<number>(windows).fill(value);
  if (isList(value)) throw invalid('The expression has several series where it has one.');
  return value;
}

/** Window by window; numbers stay numbers. What is no number, a division by zero, is no value. */
function each(
  operands: readonly Operand[],
  ground: Ground,
  work: (values: readonly number[]) => number,
): number | Values {
  if (operands.every((operand) => typeof operand === 'number')) return work(operands);
  const series = operands.map((operand) => seriesOf(operand, ground));
  return Array.from({ length: ground.windows }, (_, index) => {
    const values = series.map((one) => one[index]).filter((value) => value !== undefined);
    if (values.length < series.length) return undefined;
    const result = work(values);
    return Number.isFinite(result) ? result : undefined;
  });
}
