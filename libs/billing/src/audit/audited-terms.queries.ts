import { getContract, metersOfPerformance, plusDays, termsOn } from '#contracts';
import type { Transaction } from '#platform';
import { type ClauseFrom, clausesInTime, figuresOf } from '#pricing';
import type { AuditedInvoice } from '../domain/audit/audited-invoice.js';
import { discountsOn } from '../domain/draft/bill-discounts.js';

/** The invoice to load terms for, and the cutoff that its draft used. */
export interface TermsRequest {
  readonly invoiceId: string;
  readonly contractId: string;
  readonly knownUntil: Date;
  readonly periodTo: string;
  readonly startsOn: string;
}

/** Terms of a contract that was never amended and has no paused days, no guarantees and no invoice-level terms. */
export const UNCHANGED_TERMS = { paused: [], minimums: [], discounts: [], promises: [] } as const;

export interface TermsInTime extends Pick<
  AuditedInvoice['contract'],
  'endsOn' | 'kitsIncluded' | 'charges' | 'paused' | 'minimums' | 'discounts' | 'promises'
> {
  readonly contractId: string;
  /** Index clauses over time. */
  readonly clauses: readonly ClauseFrom[];
}

/** Loads the terms of contracts over time, as known at the cutoff of each draft. */
export async function loadTermsInTime(
  tx: Transaction,
  heads: readonly TermsRequest[],
): Promise<Map<string, TermsInTime>> {
  const terms = new Map<string, TermsInTime>();
  for (const { invoiceId, contractId, knownUntil, periodTo, startsOn } of heads) {
    const { versions, pausedDays, meters, devices, endsOn } = await getContract(tx, contractId, knownUntil);
    const lastDay = plusDays(periodTo, -1);
    const last = termsOn(versions, lastDay);
    const daysOf = (index: number) => ({
      from: index === 0 ? null : versions[index]!.from,
      to: versions[index + 1]?.from ?? null,
    });
    const countedBy = (ids: readonly string[]) => {
      const named = meters.filter(({ id }) => ids.includes(id));
      return {
        units: [...new Set(named.map(({ unit }) => unit))],
        meters: named.map(({ deviceId, signalKey }) => ({
          device: devices.get(deviceId)?.code ?? '',
          signalKey,
        })),
      };
    };
    terms.set(invoiceId, {
      contractId,
      clauses: clausesInTime(versions, startsOn),
      endsOn,
      paused: pausedDays,
      kitsIncluded: last.kitsIncluded,
      discounts: discountsOn(last.invoiceTerms?.discounts ?? [], lastDay),
      minimums: versions.flatMap(({ invoiceTerms }, index) =>
        invoiceTerms?.minimum ? [{ ...daysOf(index), amount: invoiceTerms.minimum.amount }] : [],
      ),
      charges: versions.flatMap(({ charges }, index) =>
        charges.map(({ key, pricing, meterIds }) => ({
          ...daysOf(index),
          key,
          pricing: { ...pricing },
          ...countedBy(meterIds),
        })),
      ),
      promises: versions.flatMap(({ performance }, index) =>
        performance.map((term) => ({
          ...daysOf(index),
          key: term.key,
          term: figuresOf(term),
          meters: countedBy(metersOfPerformance(term)).meters,
        })),
      ),
    });
  }
  return terms;
}
