import type { ChargeCase } from '../contract-case.js';
import { addMonthsTo, intersect, type DaySpan, lengthOf } from './days.js';
import { Fraction } from './fraction.js';
import {
  type AgreedContract,
  type BillingMonth,
  type ChargeSegment,
  pausedWithin,
  segmentsOf,
} from './terms-in-time.js';

/** Days with the same amount per whole period. */
interface DueSegment extends DaySpan {
  readonly amount: Fraction;
}

/** Returns the billed amount of a flat fee in a month, rounded line by line. */
export function billFee(
  contract: AgreedContract,
  key: string,
  month: BillingMonth,
  decimals: number,
): Fraction {
  const charges = contract.versions.flatMap(({ charges }) => charges.filter((one) => one.key === key));
  const { due, perMachine } = charges[0]!;
  if (due === 'once') return billOnce(contract, key, month, decimals);
  const periods = due === 'quarterly' || due === 'yearly' ? longPeriods(contract, due) : [month];
  const stays: (DaySpan | null)[] = perMachine ? [...contract.stays] : [null];
  return Fraction.sum(
    stays.flatMap((stay) =>
      periods.map((period) => {
        const dues = duesWithin(contract, key, period, stay);
        if (due !== 'arrears' && due !== 'advance') return feeOfSpan(dues, period, month.billed, decimals);
        return due === 'arrears'
          ? feeInArrears(dues, period, decimals)
          : feeInAdvance(dues, period, { within: month.billed, endsBefore: contract.endsBefore }, decimals);
      }),
    ),
  );
}

function feeInArrears(dues: readonly DueSegment[], { whole }: BillingMonth, decimals: number): Fraction {
  return Fraction.sum(dues.map((due) => shareOf(due.amount, due, whole).round(decimals)));
}

/**
 * Calculates a fee for a quarter or a year from the days of each amount. The whole fee is billed at the start of its
 * period, and a change is billed in its own month.
 */
function feeOfSpan(
  dues: readonly DueSegment[],
  { whole }: BillingMonth,
  within: DaySpan,
  decimals: number,
): Fraction {
  const knownOn = (day: string): Fraction => {
    const begun = dues.filter(({ from }) => from < day);
    return Fraction.sum(
      begun.map((due, index) => {
        const to = index === begun.length - 1 ? dues.at(-1)!.to : due.to;
        return shareOf(due.amount, { from: due.from, to }, whole).round(decimals);
      }),
    );
  };
  return knownOn(within.to).minus(knownOn(within.from));
}

/**
 * Calculates a fee in advance: the whole period at its first terms. Each change credits the remaining days at the
 * previous terms and charges them at the new terms.
 */
function feeInAdvance(
  dues: readonly DueSegment[],
  { whole, billed }: BillingMonth,
  { within, endsBefore }: { within: DaySpan; endsBefore: string | null },
  decimals: number,
): Fraction {
  let amount = Fraction.ZERO;
  let before = Fraction.ZERO;
  const changes = [...dues, { from: dues.at(-1)?.to ?? billed.from, to: whole.to, amount: Fraction.ZERO }];
  for (const due of changes) {
    const rest = { from: due.from, to: whole.to };
    // The part after the end of the contract is credited in the last month of the contract.
    const isBilled = due.from < within.to || (due.from === within.to && due.from === endsBefore);
    if (due.from >= within.from && isBilled) {
      amount = amount.minus(shareOf(before, rest, whole).round(decimals));
      amount = amount.plus(shareOf(due.amount, rest, whole).round(decimals));
    }
    before = due.amount;
  }
  return amount;
}

function shareOf(amount: Fraction, days: DaySpan, whole: DaySpan): Fraction {
  return amount.times(Fraction.ratio(lengthOf(days), lengthOf(whole)));
}

function longPeriods({ startsOn, endsBefore }: AgreedContract, due: 'quarterly' | 'yearly'): BillingMonth[] {
  const months = due === 'yearly' ? 12 : 3;
  return Array.from({ length: 8 }, (_, count) => {
    const whole = {
      from: addMonthsTo(startsOn, count * months),
      to: addMonthsTo(startsOn, (count + 1) * months),
    };
    return { whole, billed: intersect(whole, { from: startsOn, to: endsBefore ?? whole.to }) };
  }).filter((period): period is BillingMonth => period.billed !== null);
}

/** Returns amounts by segment. Segments are divided by changes of the charge, by pauses, and by the machine's stay. */
function duesWithin(
  contract: AgreedContract,
  key: string,
  { billed }: BillingMonth,
  stay: DaySpan | null,
): DueSegment[] {
  const segments = segmentsOf(contract, key, billed);
  return segments.flatMap((segment) => {
    const present = stay === null ? segment : intersect(segment, stay);
    return present ? withPauses(contract, { ...segment, ...present }) : [];
  });
}

function withPauses({ pauses }: AgreedContract, { charge, ...days }: ChargeSegment): DueSegment[] {
  const amount = Fraction.of(charge.pricing.amount!);
  const dues: DueSegment[] = [];
  let at = days.from;
  for (const pause of pausedWithin(pauses, days)) {
    if (pause.from > at) dues.push({ from: at, to: pause.from, amount });
    const share = Fraction.of(pause.feePercent).over(Fraction.of(100));
    dues.push({ from: pause.from, to: pause.to, amount: amount.times(share) });
    at = pause.to;
  }
  if (at < days.to) dues.push({ from: at, to: days.to, amount });
  return dues;
}

function billOnce(contract: AgreedContract, key: string, month: BillingMonth, decimals: number): Fraction {
  const { dueOn, pricing }: ChargeCase = contract.versions
    .flatMap(({ charges }) => charges)
    .find((one) => one.key === key)!;
  const day = dueOn ?? contract.startsOn;
  const isDue = day >= month.billed.from && day < month.billed.to;
  return isDue ? Fraction.of(pricing.amount!).round(decimals) : Fraction.ZERO;
}
