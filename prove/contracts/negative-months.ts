import { type ChargeCase, type ContractCase, WORLD_ENDS } from './contract-case.js';
import { decimalsOf } from './currencies.js';
import { expectBill } from './oracle/bill.js';

/** Whether a month comes to less than nothing, or may as long as readings are missing. */
export function hasNegativeMonth(described: ContractCase): boolean {
  const isCertain = !described.features.some((feature) => ['late', 'silence', 'exchange'].includes(feature));
  const totals = new Map<string, bigint>();
  for (const [key, minor] of expectBill(described, decimalsOf(described.currency), WORLD_ENDS)) {
    const [contract, month, charge] = key.split(' ');
    const counted = charge === 'usage' && !isCertain ? 0n : minor;
    totals.set(`${contract} ${month}`, (totals.get(`${contract} ${month}`) ?? 0n) + counted);
  }
  return [...totals.values()].some((total) => total < 0n);
}

/** The same contract with its long fees due month by month. */
export function inArrears(described: ContractCase): ContractCase {
  const later = (charges: readonly ChargeCase[]): ChargeCase[] =>
    charges.map((charge) =>
      charge.due === 'quarterly' || charge.due === 'yearly' ? { ...charge, due: 'arrears' } : charge,
    );
  return {
    ...described,
    charges: later(described.charges),
    amendments: described.amendments.map((one) => ({
      ...one,
      ...(one.charges && { charges: later(one.charges) }),
    })),
    renewal: described.renewal && { charges: later(described.renewal.charges) },
  };
}
