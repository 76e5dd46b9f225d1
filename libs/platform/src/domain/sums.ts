import { Exact } from './money.js';

type Decimal = Exact | string | number;

/**
 * Returns the exact sum of decimals; zero for an empty list.
 * @param of returns the value to add for each item; omit it to add the items themselves
 */
export function sumOf(decimals: Iterable<Decimal>): Exact;
export function sumOf<Item>(items: Iterable<Item>, of: (item: Item) => Decimal): Exact;
export function sumOf(items: Iterable<Decimal>, of = (item: Decimal): Decimal => item): Exact {
  let sum = new Exact(0);
  for (const item of items) sum = sum.plus(of(item));
  return sum;
}

/** Returns the sum of minor units; zero for an empty list. @param of as for `sumOf` */
export function sumMinor(minors: Iterable<bigint>): bigint;
export function sumMinor<Item>(items: Iterable<Item>, of: (item: Item) => bigint): bigint;
export function sumMinor(items: Iterable<bigint>, of = (item: bigint): bigint => item): bigint {
  let sum = 0n;
  for (const item of items) sum += of(item);
  return sum;
}
