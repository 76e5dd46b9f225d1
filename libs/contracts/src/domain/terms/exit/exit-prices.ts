import { type AmountPrecision, Exact } from '#platform/domain';
import { plusDays, plusMonths } from '../../calendar/local-dates.js';
import type { ContractContent } from '../../contract/contract-fields.js';
import { asAmount, orZero, percentOf, type Maybe } from '../amount.js';
import { priceBuyout } from './buyout.js';
import type { AgreedBuyout, AgreedTermination, ExitAgreement } from './exit-agreement.js';
import { monthlyPayment, suspendedPayment } from '../monthly-payment.js';
import { monthsBetween } from './months-between.js';
import { priceTermination } from './termination.js';

/** Method by which a price was calculated: a method of early termination, or a buy-out by value or by table. */
export type ExitMethod = AgreedTermination['method'] | 'buyout_straight' | 'buyout_table';

export type ExitStepCode =
  | 'payments'
  | 'part'
  | 'present_value'
  | 'above_market'
  | 'lesser'
  | 'deinstallation'
  | 'book'
  | 'administration'
  | 'listed';

/** A step of a calculation: its kind, its inputs and its result as a decimal string. */
export interface ExitStep {
  readonly code: ExitStepCode;
  readonly params: Readonly<Record<string, string | number>>;
  readonly amount: string;
}

/** A price with enough of its calculation to repeat it manually. */
export interface ExitPrice {
  readonly method: ExitMethod;
  readonly amount: string;
  readonly steps: readonly ExitStep[];
}

/** The price for buying the machines from a month of the term on. */
export interface BuyoutPoint {
  readonly month: number;
  /** `YYYY-MM-DD`. */
  readonly on: string;
  readonly price: string;
}

type ExitContent = Pick<
  ContractContent,
  'startsOn' | 'endsOn' | 'charges' | 'machines' | 'pauses' | 'currency'
> &
  Partial<Pick<ContractContent, 'invoiceTerms'>>;

/** Counts the months that remain after the last billed day, rounded up; null if the contract has no end. */
export function remainingMonths({ endsOn }: Pick<ContractContent, 'endsOn'>, lastDay: string): number | null {
  return endsOn === null ? null : monthsBetween(plusDays(lastDay, 1), plusDays(endsOn, 1), 'up');
}

/**
 * Calculates the price of early termination. Payments that pauses suspend are excluded: their total is subtracted in
 * equal parts from the payments of all remaining months.
 * @param lastDay the last billed day
 * @param market the current market value of the machines, if known more precisely than agreed
 * @returns null if the agreed terms don't define the price
 */
export function terminationPrice(
  content: ExitContent,
  { termination, buyout }: ExitAgreement,
  lastDay: string,
  market: Maybe = null,
): ExitPrice | null {
  const months = remainingMonths(content, lastDay);
  if (!termination || months === null) return null;
  const { currency } = content;
  const payment = remainingPayment(content, lastDay, months).toFixed();
  const book = termination.book ?? bookValueOf(buyout, completedMonths(content, lastDay), currency);
  const marketValue = market ?? termination.market;
  const facts = { payment, remainingMonths: months, book, market: marketValue };
  const { fee, presentValue, bookMinusMarket } = priceTermination(termination, facts, currency);
  const shown = asAmount(new Exact(payment), currency);
  const { method, percent, monthlyRatePercent, deinstallation } = termination;
  const removal: ExitStep[] = orZero(deinstallation).isZero()
    ? []
    : [{ code: 'deinstallation', params: {}, amount: asAmount(orZero(deinstallation), currency) }];
  if (method === 'percent_of_remaining') {
    const all = new Exact(payment).times(months);
    const part = percentOf(all, orZero(percent));
    return {
      method,
      amount: fee,
      steps: [
        { code: 'payments', params: { payment: shown, months }, amount: asAmount(all, currency) },
        { code: 'part', params: { percent: percent ?? '0' }, amount: asAmount(part, currency) },
        ...removal,
      ],
    };
  }
  const lesser = Exact.max(Exact.min(new Exact(presentValue!), new Exact(bookMinusMarket!)), 0);
  return {
    method,
    amount: fee,
    steps: [
      {
        code: 'present_value',
        params: { payment: shown, months, rate: monthlyRatePercent ?? '0' },
        amount: presentValue!,
      },
      {
        code: 'above_market',
        params: { book: asAmount(orZero(book), currency), market: asAmount(orZero(marketValue), currency) },
        amount: bookMinusMarket!,
      },
      { code: 'lesser', params: {}, amount: asAmount(lesser, currency) },
      ...removal,
    ],
  };
}

/** Calculates the average payment in each of the remaining months. */
function remainingPayment(content: ExitContent, lastDay: string, months: number): Exact {
  const agreed = monthlyPayment(content, lastDay);
  if (content.pauses.length === 0 || content.endsOn === null || months === 0) return agreed;
  const suspended = suspendedPayment(content, plusDays(lastDay, 1), plusDays(content.endsOn, 1));
  return Exact.max(agreed.minus(suspended.div(months)), 0);
}

/**
 * Calculates the price of the machines at the end of a day.
 * @returns null if no price was agreed, or if none applies yet at this point of the term
 */
export function buyoutPrice(
  content: ExitContent,
  { buyout }: ExitAgreement,
  lastDay: string,
): ExitPrice | null {
  return buyout && priceInMonth(buyout, completedMonths(content, lastDay), content.currency);
}

/** Returns the buy-out price month by month, from a day until it no longer changes. */
export function buyoutSchedule(
  content: ExitContent,
  { buyout }: ExitAgreement,
  lastDay: string,
): BuyoutPoint[] {
  if (!buyout) return [];
  const first = completedMonths(content, lastDay);
  const last = buyout.model === 'straight' ? (buyout.termMonths ?? 0) : (buyout.prices?.at(-1)?.month ?? 0);
  const months = Array.from({ length: Math.max(last - first, 0) + 1 }, (_, index) => first + index);
  return months.flatMap((month) => {
    const price = priceInMonth(buyout, month, content.currency);
    return price ? [{ month, on: plusMonths(content.startsOn, month), price: price.amount }] : [];
  });
}

function priceInMonth(buyout: AgreedBuyout, month: number, precision: AmountPrecision): ExitPrice | null {
  if (buyout.model === 'table') {
    const row = buyout.prices?.findLast((one) => one.month <= month);
    if (!row) return null;
    const amount = asAmount(new Exact(row.price), precision);
    return {
      method: 'buyout_table',
      amount,
      steps: [{ code: 'listed', params: { month: row.month }, amount }],
    };
  }
  const { value, termMonths, residualPercent, adminPercent } = buyout;
  if (!value || !termMonths) return null;
  const { book, price } = priceBuyout(
    { value, termMonths, residualPercent, adminPercent },
    { month },
    precision,
  );
  return {
    method: 'buyout_straight',
    amount: price,
    steps: [
      {
        code: 'book',
        params: {
          value,
          residual: residualPercent ?? '0',
          month: Math.min(month, termMonths),
          term: termMonths,
        },
        amount: book,
      },
      ...(orZero(adminPercent).isZero()
        ? []
        : [
            {
              code: 'administration' as const,
              params: { percent: adminPercent! },
              amount: asAmount(new Exact(price).minus(book), precision),
            },
          ]),
    ],
  };
}

function bookValueOf(buyout: AgreedBuyout | null, month: number, precision: AmountPrecision): string | null {
  if (buyout?.model !== 'straight' || !buyout.value || !buyout.termMonths) return null;
  const { value, termMonths, residualPercent } = buyout;
  return priceBuyout({ value, termMonths, residualPercent }, { month }, precision).book;
}

/** Counts the completed months of the term at the end of a day. */
function completedMonths({ startsOn }: Pick<ContractContent, 'startsOn'>, lastDay: string): number {
  return monthsBetween(startsOn, plusDays(lastDay, 1), 'down');
}
