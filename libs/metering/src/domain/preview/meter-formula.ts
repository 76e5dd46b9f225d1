import { DomainError, Exact } from '#platform/domain';

/** A number, the name of a signal, or two terms with an operation between them. */
type Term =
  | { readonly kind: 'number'; readonly value: Exact }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'operation'; readonly operator: Operator; readonly left: Term; readonly right: Term };

type Operator = '+' | '-' | '*' | '/';

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_][\w.]*)|([-+*/()]))/y;
const MAX_LENGTH = 500;
const MAX_DEPTH = 50;

/**
 * A meter's formula: signals' quantities, decimals, the four operations and parentheses. This small grammar needs no
 * expression library and allows exact decimals. A formula is parsed once and evaluated for each set of quantities.
 */
export class MeterFormula {
  private constructor(private readonly root: Term) {}

  /** Parses a formula. @throws DomainError metering.formula_invalid, with the position (from 0) of the syntax error */
  static parse(text: string): MeterFormula {
    return new MeterFormula(new FormulaReader(text).read());
  }

  /** Signals that the formula names, without duplicates. */
  get names(): readonly string[] {
    return [...new Set(namesIn(this.root))];
  }

  /** Evaluates the formula. @returns null if a quantity is unknown, or on a division by zero */
  evaluate(quantityOf: (name: string) => Exact | null): Exact | null {
    return evaluate(this.root, quantityOf);
  }
}

function namesIn(term: Term): string[] {
  if (term.kind === 'name') return [term.name];
  return term.kind === 'operation' ? [...namesIn(term.left), ...namesIn(term.right)] : [];
}

function evaluate(term: Term, quantityOf: (name: string) => Exact | null): Exact | null {
  if (term.kind === 'number') return term.value;
  if (term.kind === 'name') return quantityOf(term.name);
  const left = evaluate(term.left, quantityOf);
  const right = evaluate(term.right, quantityOf);
  if (left === null || right === null) return null;
  switch (term.operator) {
    case '+':
      return left.plus(right);
    case '-':
      return left.minus(right);
    case '*':
      return left.times(right);
    case '/':
      return right.isZero() ? null : left.div(right);
  }
}

/**
 * Grammar: sum = product {("+" | "-") product}; product = part {("*" | "/") part}; part = number | name | "-" part |
 * "(" sum ")".
 */
class FormulaReader {
  private position = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  read(): Term {
    if (this.text.length > MAX_LENGTH) this.fail(MAX_LENGTH);
    const term = this.sum();
    if (this.text.slice(this.position).trim() !== '') this.fail(this.position);
    return term;
  }

  private sum(): Term {
    let left = this.product();
    for (let operator = this.take('+', '-'); operator; operator = this.take('+', '-'))
      left = { kind: 'operation', operator, left, right: this.product() };
    return left;
  }

  private product(): Term {
    let left = this.part();
    for (let operator = this.take('*', '/'); operator; operator = this.take('*', '/'))
      left = { kind: 'operation', operator, left, right: this.part() };
    return left;
  }

  private part(): Term {
    const start = this.position;
    const { number, name, sign } = this.next();
    if (number !== undefined) return { kind: 'number', value: new Exact(number) };
    if (name !== undefined) return { kind: 'name', name };
    this.depth += 1;
    if (this.depth > MAX_DEPTH || (sign !== '-' && sign !== '(')) this.fail(start);
    const term: Term =
      sign === '-'
        ? {
            kind: 'operation',
            operator: '*',
            left: { kind: 'number', value: new Exact(-1) },
            right: this.part(),
          }
        : this.sum();
    if (sign === '(' && this.next().sign !== ')') this.fail(this.position);
    this.depth -= 1;
    return term;
  }

  /** Consumes the next sign if it is one of the given ones. */
  private take<Sign extends Operator>(...signs: readonly Sign[]): Sign | undefined {
    const before = this.position;
    const { sign } = this.next();
    const found = signs.find((candidate) => candidate === sign);
    if (found === undefined) this.position = before;
    return found;
  }

  private next(): { number?: string; name?: string; sign?: string } {
    TOKEN.lastIndex = this.position;
    const match = TOKEN.exec(this.text);
    if (match === null) return {};
    this.position = TOKEN.lastIndex;
    return { number: match[1], name: match[2], sign: match[3] };
  }

  private fail(position: number): never {
    const params = { position };
    throw new DomainError('metering.formula_invalid', params, [
      { pointer: '/meter/formula', code: 'metering.formula_invalid', params },
    ]);
  }
}
