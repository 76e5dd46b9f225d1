import { recurringRevenue } from '#contracts/domain';
import { DomainError, Exact, fromMinor, groupBy, toMinor, sumMinor } from '#platform/domain';
import { isInForce, machinesOn, recurringParts, type RecurringTerms } from './recurring-parts.js';
import { computeRetention } from './retention.js';
import { type AccountingRates, convert, rateKey, type RevenueView } from './revenue-months.js';

/**
 * The recurring revenue of one contract, on a day and on the same day one year earlier. Amounts are decimals in its
 * currency.
 */
export interface RecurringContract {
  readonly contract: { readonly id: string; readonly number: string };
  readonly customer: { readonly id: string; readonly name: string };
  readonly currency: string;
  readonly mrr: string;
  readonly arr: string;
  /** Null if the contract was not in force then. */
  readonly mrrBefore: string | null;
  /** Charges that do not recur: usage and one-time amounts. */
  readonly excluded: readonly string[];
  readonly machines: number;
  /** Error code if the calculation fails. The amounts are then zero and not included in any sum. */
  readonly problem: string | null;
}

/** The sums of all contracts in a currency. Amounts are decimals. */
export interface RecurringSum {
  readonly currency: string;
  readonly contracts: number;
  readonly machines: number;
  readonly mrr: string;
  readonly arr: string;
  /** Null without a machine. */
  readonly arrPerMachine: string | null;
  readonly retention: {
    readonly start: string;
    readonly expansion: string;
    readonly contraction: string;
    readonly churn: string;
    readonly new: string;
    readonly end: string;
    /** Null if there was no recurring revenue one year earlier. */
    readonly netPercent: string | null;
    readonly grossPercent: string | null;
  };
}

export interface Recurring {
  readonly sums: readonly RecurringSum[];
  readonly contracts: readonly RecurringContract[];
  /**
   * Numbers of contracts that are not included in any sum, because there is no rate for their currency or their
   * calculation failed.
   */
  readonly leftOut: readonly string[];
  /** Numbers of contracts with prices that include tax, so that their amounts also include it. */
  readonly withTax: readonly string[];
}

interface ComputedContract extends RecurringContract {
  readonly terms: RecurringTerms;
  readonly machineIds: readonly string[];
}

/**
 * Computes recurring revenue and its retention over the year until a day. Both days use the current terms, the
 * machines of their own day and, in the accounting view, the same rate, so that neither a corrected typing error nor
 * an exchange rate appears as a loss.
 */
export function computeRecurring(
  terms: readonly RecurringTerms[],
  { day, before }: { readonly day: string; readonly before: string },
  view: RevenueView,
  rates: AccountingRates,
): Recurring {
  const computed = terms.map((one) => computeContract(one, day, before));
  const inView = computed.flatMap((one) => {
    const shown = view === 'books' ? one.terms.booksCurrency : one.currency;
    const rate = view === 'books' ? rates.get(rateKey(one.currency, shown))?.rate : '1';
    if (rate === undefined || one.problem !== null) return [];
    const minor = (amount: string): bigint =>
      convert(toMinor(amount, one.currency), one.currency, shown, rate);
    return [
      {
        one,
        shown,
        nowMinor: minor(one.mrr),
        thenMinor: minor(one.mrrBefore ?? '0'),
        yearMinor: minor(one.arr),
      },
    ];
  });
  const sums = [...groupBy(inView, ({ shown }) => shown)]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([currency, rows]): RecurringSum => {
      const text = (value: bigint): string => fromMinor(value, currency);
      const total = (of: (row: (typeof rows)[number]) => bigint): bigint => sumMinor(rows, of);
      const byCustomer = groupBy(rows, ({ one }) => one.customer.id);
      const retained = computeRetention(
        [...byCustomer].map(([customerId, of]) => ({
          customerId,
          thenMinor: sumMinor(of, (row) => row.thenMinor),
          nowMinor: sumMinor(of, (row) => row.nowMinor),
        })),
      );
      const machines = new Set(rows.flatMap(({ one }) => one.machineIds)).size;
      const arr = text(total(({ yearMinor }) => yearMinor));
      return {
        currency,
        contracts: rows.filter(({ one }) => isInForce(one.terms, day)).length,
        machines,
        mrr: text(total(({ nowMinor }) => nowMinor)),
        arr,
        arrPerMachine:
          machines === 0 ? null : fromMinor(toMinor(new Exact(arr).div(machines), currency), currency),
        retention: {
          start: text(retained.startMinor),
          expansion: text(retained.expansionMinor),
          contraction: text(retained.contractionMinor),
          churn: text(retained.churnMinor),
          new: text(retained.newMinor),
          end: text(retained.endMinor),
          netPercent: retained.netPercent,
          grossPercent: retained.grossPercent,
        },
      };
    });
  const counted = new Set(inView.map(({ one }) => one));
  return {
    sums,
    contracts: computed.map(({ terms: _terms, machineIds: _ids, ...contract }) => contract),
    leftOut: computed.filter((one) => !counted.has(one)).map(({ contract }) => contract.number),
    withTax: terms.filter(({ pricesIncludeTax }) => pricesIncludeTax).map(({ number }) => number),
  };
}

function computeContract(terms: RecurringTerms, day: string, before: string): ComputedContract {
  const { contractId, number, customerId, customer, currency } = terms;
  const machineIds = isInForce(terms, day) ? machinesOn(terms, day) : [];
  const named = {
    terms,
    machineIds,
    contract: { id: contractId, number },
    customer: { id: customerId, name: customer },
    currency,
    machines: machineIds.length,
  };
  try {
    const now = recurringRevenue(recurringParts(terms, day), currency);
    const then = isInForce(terms, before) ? recurringRevenue(recurringParts(terms, before), currency) : null;
    return { ...named, ...now, mrrBefore: then?.mrr ?? null, problem: null };
  } catch (error) {
    // A contract with terms that can't be rated must not hide all others.
    if (!(error instanceof DomainError)) throw error;
    const zero = fromMinor(0n, currency);
    return { ...named, mrr: zero, arr: zero, mrrBefore: null, excluded: [], problem: error.code };
  }
}

/** Returns the same day one year earlier; for 29 February, 28 February. */
export function yearBefore(day: string): string {
  const year = String(Number(day.slice(0, 4)) - 1).padStart(4, '0');
  return day.endsWith('-02-29') ? `${year}-02-28` : `${year}${day.slice(4)}`;
}
