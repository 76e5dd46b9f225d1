import type { BilledAmount } from './bill-cases.js';
import { type ContractCase, WORLD_ENDS } from './contract-case.js';
import { decimalsOf } from './currencies.js';
import { expectBill } from './oracle/bill.js';
import { renewalNumber } from './oracle/terms-in-time.js';

export interface Difference {
  readonly described: ContractCase;
  /** The differences by month and charge. */
  readonly lines: readonly string[];
}

/**
 * @param billed amounts of all cases
 * @returns null if all amounts billed for the case match the oracle
 */
export function compareBills(
  described: ContractCase,
  billed: ReadonlyMap<string, BilledAmount>,
): Difference | null {
  const { number, currency } = described;
  const lineKeyOf = lineKeysOf(described);
  const compared = new Map<string, { is: bigint; should: bigint; lines: readonly string[] }>();
  const add = (key: string, is: bigint, should: bigint, lines: readonly string[] = []): void => {
    const lineKey = lineKeyOf(key);
    const before = compared.get(lineKey) ?? { is: 0n, should: 0n, lines: [] };
    compared.set(lineKey, {
      is: before.is + is,
      should: before.should + should,
      lines: [...before.lines, ...lines],
    });
  };
  for (const [key, minor] of expectBill(described, decimalsOf(currency), WORLD_ENDS)) add(key, 0n, minor);
  for (const [key, { minor, lines }] of billed)
    if ([number, renewalNumber(number)].includes(key.split(' ')[0]!)) add(key, minor, 0n, lines);
  const differences = [...compared]
    .filter(([, { is, should }]) => is !== should)
    .map(
      ([lineKey, { is, should, lines }]) =>
        `${lineKey}: billed ${is}, expected ${should} minor units of ${currency} (${lines.join(', ') || 'no line'})`,
    );
  return differences.length === 0 ? null : { described, lines: differences.sort() };
}

/**
 * Returns a function that gives the key by which an amount is compared. An amount for a quarter or year is compared as
 * a whole, because the part after a contract's end is credited in the month of the end or never billed, depending on
 * what was known at the time.
 */
function lineKeysOf({ charges }: ContractCase): (key: string) => string {
  const long = new Set(
    charges.filter(({ due }) => due === 'quarterly' || due === 'yearly').map(({ key }) => key),
  );
  return (key) => {
    const [contract, , charge] = key.split(' ') as [string, string, string];
    return long.has(charge) ? `${contract} ${charge}` : key;
  };
}
