import type { Tree } from './form.js';
import { invalid } from './stripe-fault.js';

/** Reads the parameters of a request, and rejects missing and malformed parameters as Stripe does. */
export class Params {
  constructor(
    private readonly tree: { [name: string]: Tree },
    private readonly prefix = '',
  ) {}

  text(name: string): string {
    return this.textIfSet(name) ?? this.fail(name, 'Missing required param', 'parameter_missing');
  }

  textIfSet(name: string): string | null {
    const value = this.tree[name];
    if (value === undefined) return null;
    if (typeof value !== 'string') return this.fail(name, 'Invalid string', 'parameter_invalid_string');
    return value;
  }

  integer(name: string): number {
    return this.integerIfSet(name) ?? this.fail(name, 'Missing required param', 'parameter_missing');
  }

  integerIfSet(name: string): number | null {
    const text = this.textIfSet(name);
    if (text === null) return null;
    if (!/^-?\d{1,15}$/.test(text)) return this.fail(name, 'Invalid integer', 'parameter_invalid_integer');
    return Number(text);
  }

  flag(name: string): boolean {
    return this.textIfSet(name) === 'true';
  }

  /** Returns the parameters below a name, which are empty if it isn't set. */
  below(name: string): Params {
    const value = this.tree[name];
    const child = typeof value === 'object' && !Array.isArray(value) ? value : {};
    return new Params(child, this.pathOf(name));
  }

  /** Returns the elements of a list, each as parameters. */
  each(name: string): Params[] {
    const value = this.tree[name];
    if (!Array.isArray(value)) return [];
    return value.map((one, index) => {
      const child = typeof one === 'object' && !Array.isArray(one) ? one : {};
      return new Params(child, `${this.pathOf(name)}[${index}]`);
    });
  }

  texts(name: string): string[] {
    const value = this.tree[name];
    return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
  }

  /** Returns a map of texts, such as `metadata`. */
  map(name: string): Record<string, string> {
    const value = this.tree[name];
    if (typeof value !== 'object' || Array.isArray(value)) return {};
    return Object.fromEntries(
      Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  }

  has(name: string): boolean {
    return this.tree[name] !== undefined;
  }

  private pathOf(name: string): string {
    return this.prefix === '' ? name : `${this.prefix}[${name}]`;
  }

  private fail(name: string, message: string, code: string): never {
    const path = this.pathOf(name);
    throw invalid(`${message}: ${path}.`, code, path);
  }
}
