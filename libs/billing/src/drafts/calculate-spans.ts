import { billingMonthOf, type ContractVersion, type ContractView, monthsOfDue, plusMonths } from '#contracts';
import type { BilledLine, DraftLine, MonthsOfContract } from '#invoicing';
import { contractMonth } from '#metering';
import type { Transaction } from '#platform';
import { billedMonth } from '#pricing';
import { composeDraft } from '../domain/draft/compose-draft.js';
import { allCharges, type DraftInputs } from './draft-input.service.js';

/** A month of a contract, and the cutoff for its data. */
export interface SpanMonth {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly versions: readonly ContractVersion[];
  readonly issued: MonthsOfContract['issued'];
  /** Amounts of issued documents for the contract. */
  readonly billed: readonly BilledLine[];
  readonly knownBefore: Date;
}

/** Returns the number of months per period, by charge, for charges that are due quarterly or yearly. */
export function spansOfCharges(versions: readonly ContractVersion[]): ReadonlyMap<string, 3 | 12> {
  const spans = allCharges({ versions }).flatMap(({ key, due }) => {
    const months = monthsOfDue(due);
    return months === null ? [] : [[key, months] as const];
  });
  return new Map(spans);
}

/**
 * Calculates quarterly and yearly amounts as of the last issued month of each period. If an amount, the contract's end
 * or the machines change, later months bill the difference under the line key of the first month. A calculation as of
 * the first month would not include these differences and would therefore credit them.
 */
export async function calculateSpans(
  tx: Transaction,
  inputs: DraftInputs,
  contract: ContractView,
  { month, versions, issued, billed, knownBefore }: SpanMonth,
): Promise<DraftLine[]> {
  const spans = spansOfCharges(versions);
  if (spans.size === 0) return [];
  const spanContract = {
    ...contract,
    versions: versions.map((version) => ({
      ...version,
      charges: version.charges.filter(({ key }) => spans.has(key)),
      invoiceTerms: null,
      performance: [],
    })),
  };
  const billedKeys = billed.flatMap(({ place }) =>
    place && spans.has(place.chargeKey) ? [{ ...place, amountMinor: 0n }] : [],
  );
  const linesAsOf = async (name: string): Promise<readonly DraftLine[]> => {
    const bounds = contractMonth(name, contract);
    if (!billedMonth(bounds, contract)) return [];
    const input = await inputs.gatherWithin(tx, spanContract, bounds, [], { isStored: true, knownBefore });
    return composeDraft({ ...input, kits: [], billed: billedKeys }).lines;
  };
  const lastIssuedMonthOf = (chargeKey: string, counterFrom: string): string => {
    const end = plusMonths(counterFrom, spans.get(chargeKey)!);
    const names = issued
      .filter(({ periodFrom }) => periodFrom >= counterFrom && periodFrom < end)
      .map(({ periodFrom }) => billingMonthOf(periodFrom, contract));
    return names.filter((name) => name >= month).at(-1) ?? month;
  };
  const own = await linesAsOf(month);
  const monthsToCalculate = [...own.map(({ place }) => place), ...billedKeys].flatMap((place) =>
    place ? [lastIssuedMonthOf(place.chargeKey, place.counterFrom)] : [],
  );
  const lines: DraftLine[] = [];
  for (const name of new Set(monthsToCalculate)) {
    const calculated = name === month ? own : await linesAsOf(name);
    lines.push(
      ...calculated.filter(
        ({ place }) => place !== null && lastIssuedMonthOf(place.chargeKey, place.counterFrom) === name,
      ),
    );
  }
  return lines.filter(
    ({ place }) => place !== null && billingMonthOf(place.partFrom ?? place.counterFrom, contract) === month,
  );
}
