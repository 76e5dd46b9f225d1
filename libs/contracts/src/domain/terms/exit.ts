import { type AmountPrecision, Exact } from '#platform';
import { countDays, plusDays } from '../calendar/local-dates.js';
import type { ChargeFields } from '../charges/charge-fields.js';
import type { ContractContent } from '../contract-fields.js';
import { asAmount } from './amount.js';
import { type BuyoutTerm, priceBuyout } from './buyout.js';
import { priceTermination, type TerminationTerm } from './termination.js';

/** What a contract says of leaving it, as far as it can be reckoned with; the words that were agreed stand beside. */
export interface ExitTerms {
  readonly termination: (TerminationTerm & { readonly book?: string; readonly market?: string }) | null;
  /** Days between notice and end; null where none were agreed. */
  readonly noticeDays: number | null;
  readonly buyout: BuyoutTerm | null;
  readonly said: readonly { readonly about: 'termination' | 'buyout'; readonly words: string }[];
}

/** What leaving comes to on a day. Dates are `YYYY-MM-DD`, amounts decimals. */
export interface Exit {
  readonly on: string;
  /** What is due each month whatever is used: fees and minimums, those of a year by twelfths. */
  readonly monthlyPayment: string;
  /** Months that are left, a begun one included; null where the contract has no end. */
  readonly remainingMonths: number | null;
  /** What leaving on the day costs; null where nothing was agreed that can be reckoned with. */
  readonly fee: string | null;
  readonly noticeDays: number | null;
  /** The last day on which notice lets the contract end as agreed; null without an end or a notice. */
  readonly noticeBy: string | null;
  /** When it ends if notice is given on the day. */
  readonly endsIfNoticed: string | null;
  readonly buyout: { readonly book: string; readonly price: string } | null;
  readonly said: ExitTerms['said'];
}

/**
 * Reads `exit` (method, percent, deinstallation, monthly_rate_percent, book, market, notice_days) and `buyout_table` (value,
 * residual_percent, term_months, admin_percent) out of what else was agreed, and the words of `early_termination` and `buyout`.
 * What is no such term is nothing.
 */
export function readExitTerms(terms: ContractContent['terms']): ExitTerms {
  const exit = asRecord(terms['exit']);
  const table = asRecord(terms['buyout_table']);
  const method = exit['method'];
  const isMethod = method === 'percent_of_remaining' || method === 'lesser_of';
  const notice = exit['notice_days'];
  const value = decimalOf(table['value']);
  const termMonths = table['term_months'];
  return {
    termination: isMethod
      ? {
          method,
          ...decimals({
            percent: exit['percent'],
            deinstallation: exit['deinstallation'],
            monthlyRatePercent: exit['monthly_rate_percent'],
            book: exit['book'],
            market: exit['market'],
          }),
        }
      : null,
    noticeDays: isCount(notice) ? notice : null,
    buyout:
      value !== null && isCount(termMonths) && termMonths > 0
        ? {
            value,
            termMonths,
            ...decimals({ residualPercent: table['residual_percent'], adminPercent: table['admin_percent'] }),
          }
        : null,
    said: [...wordsOf('termination', terms['early_termination']), ...wordsOf('buyout', terms['buyout'])],
  };
}

/** What leaving a contract comes to on a day, by what it says then. */
export function exitOn(content: ContractContent, on: string, precision: AmountPrecision): Exit {
  const { termination, noticeDays, buyout, said } = readExitTerms(content.terms);
  const { endsOn, startsOn } = content;
  const monthly = monthlyPayment(content, on);
  const remaining = endsOn === null ? null : Math.max(monthsBetween(on, plusDays(endsOn, 1), 'up'), 0);
  return {
    on,
    monthlyPayment: asAmount(monthly, precision),
    remainingMonths: remaining,
    fee:
      termination && remaining !== null
        ? priceTermination(
            termination,
            {
              payment: monthly.toFixed(),
              remainingMonths: remaining,
              book: termination.book,
              market: termination.market,
            },
            precision,
          ).fee
        : null,
    noticeDays,
    noticeBy: noticeDays === null || endsOn === null ? null : plusDays(endsOn, -noticeDays),
    endsIfNoticed: noticeDays === null ? null : plusDays(on, noticeDays),
    buyout:
      buyout && priceBuyout(buyout, { month: Math.max(monthsBetween(startsOn, on, 'down'), 0) }, precision),
    said,
  };
}

function monthlyPayment({ charges, machines }: ContractContent, on: string): Exact {
  const present = machines.filter(({ from, to }) => from <= on && (to === null || to > on));
  return charges.reduce((total, charge) => total.plus(monthlyShare(charge, present)), new Exact(0));
}

function monthlyShare(
  { pricing, due, countsBy, perMachine, machineIds }: ChargeFields,
  present: ContractContent['machines'],
): Exact {
  if (pricing.model === 'flat') {
    if (due === 'once') return new Exact(0);
    const covered = present.filter(
      ({ machineId }) => machineIds.length === 0 || machineIds.includes(machineId),
    );
    const amount = new Exact(pricing.amount ?? 0).times(perMachine ? covered.length : 1);
    return due === 'yearly' ? amount.div(12) : amount;
  }
  const minimum = new Exact(pricing.minAmount ?? 0);
  return countsBy === 'year' ? minimum.div(12) : minimum;
}

/** Months from one day up to, not including, another: a begun one counts or does not. */
function monthsBetween(from: string, to: string, begun: 'up' | 'down'): number {
  const parts = (day: string): [number, number] => [
    Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)),
    Number(day.slice(8, 10)),
  ];
  const [[fromMonth, fromDay], [toMonth, toDay]] = [parts(from), parts(to)];
  if (countDays(from, to) <= 0) return 0;
  const whole = toMonth - fromMonth - (toDay < fromDay ? 1 : 0);
  return begun === 'up' && toDay !== fromDay ? whole + 1 : whole;
}

const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};

function decimalOf(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && /^\d{1,18}(\.\d{1,12})?$/.test(text) ? text : null;
}

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 3650;

function decimals(values: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => {
      const decimal = decimalOf(value);
      return decimal === null ? [] : [[key, decimal]];
    }),
  );
}

function wordsOf(about: 'termination' | 'buyout', words: unknown): ExitTerms['said'] {
  return typeof words === 'string' && words.trim() !== '' ? [{ about, words: words.trim() }] : [];
}
