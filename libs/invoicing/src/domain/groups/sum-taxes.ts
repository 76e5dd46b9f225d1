import type { TaxCategory } from '../document/tax-rules.js';

interface Tax {
  readonly category: TaxCategory;
  readonly percent: string;
  readonly taxableMinor: string;
  readonly taxMinor: string;
  readonly reason: string;
}

/** Sums the taxes of a document's contracts: one total per rate and category, in the order in which they occur. */
export function sumTaxes(taxes: readonly Tax[]): Tax[] {
  const sums = new Map<string, Tax>();
  for (const tax of taxes) {
    const key = `${tax.category} ${tax.percent}`;
    const sum = sums.get(key);
    sums.set(key, sum ? add(sum, tax) : tax);
  }
  return [...sums.values()];
}

function add(sum: Tax, tax: Tax): Tax {
  const reasons = [sum.reason, tax.reason].flatMap((reason) => (reason === '' ? [] : reason.split('\n')));
  return {
    ...sum,
    taxableMinor: (BigInt(sum.taxableMinor) + BigInt(tax.taxableMinor)).toString(),
    taxMinor: (BigInt(sum.taxMinor) + BigInt(tax.taxMinor)).toString(),
    reason: [...new Set(reasons)].join('\n'),
  };
}
