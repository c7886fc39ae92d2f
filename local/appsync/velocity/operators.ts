import { bounded, type Meter } from './meter.ts';
import type { Expression } from './syntax-tree.ts';
import { isAlike, isTrue, toText, type Value } from './values.ts';

/**
 * An operator of Velocity. Whole numbers are divided as whole numbers, `+` joins texts, and what is no number is
 * neither more nor less than another.
 */
export function calculate(
  { operator, operands }: Extract<Expression, { type: 'operation' }>,
  evaluate: (operand: Expression) => Value,
  meter: Meter,
): Value {
  const left = evaluate(operands[0]!);
  switch (operator) {
    case 'not':
      return !isTrue(left);
    case 'minus':
      return typeof left === 'number' ? -left : null;
    case 'and':
      return isTrue(left) && isTrue(evaluate(operands[1]!));
    case 'or':
      return isTrue(left) || isTrue(evaluate(operands[1]!));
  }
  const right = evaluate(operands[1]!);
  switch (operator) {
    case '==':
      return isAlike(left, right, meter);
    case '!=':
      return !isAlike(left, right, meter);
    case '+':
      if (typeof left === 'string' || typeof right === 'string') {
        return bounded(meter, toText(left, meter) + toText(right, meter));
      }
  }
  return typeof left === 'number' && typeof right === 'number' ? ofNumbers(operator, left, right) : false;
}

function ofNumbers(operator: string, left: number, right: number): Value {
  switch (operator) {
    case '>':
      return left > right;
    case '<':
      return left < right;
    case '>=':
      return left >= right;
    case '<=':
      return left <= right;
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      if (right === 0) return null;
      return Number.isInteger(left) && Number.isInteger(right) ? Math.trunc(left / right) : left / right;
    case '%':
      return right === 0 ? null : left % right;
    default:
      return null;
  }
}
