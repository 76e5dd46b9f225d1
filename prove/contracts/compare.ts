import { type ContractCase, WORLD_ENDS } from './contract-case.js';
import { decimalsOf } from './currencies.js';
import { expectBill } from './oracle/bill.js';
import { renewalNumber } from './oracle/terms-in-time.js';

export interface Difference {
  readonly described: ContractCase;
  /** What differs, month by month and charge by charge. */
  readonly lines: readonly string[];
}

/** @param billed of all cases @returns null where all that is billed of the case is what the oracle expects */
export function compareBills(
  described: ContractCase,
  billed: ReadonlyMap<string, bigint>,
): Difference | null {
  const { number, currency } = described;
  const expected = expectBill(described, decimalsOf(currency), WORLD_ENDS);
  const numbers = [number, renewalNumber(number)];
  const own = [...billed].filter(([key]) => numbers.includes(key.split(' ')[0]!));
  const keys = new Set([...expected.keys(), ...own.map(([key]) => key)]);
  const lines = [...keys].sort().flatMap((key) => {
    const [is, should] = [billed.get(key) ?? 0n, expected.get(key) ?? 0n];
    return is === should ? [] : [`${key}: billed ${is}, expected ${should} (minor units of ${currency})`];
  });
  return lines.length === 0 ? null : { described, lines };
}
