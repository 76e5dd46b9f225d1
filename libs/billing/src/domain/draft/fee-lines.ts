import { type ChargeFields, type Fraction, partOf } from '#contracts';
import { Exact, fromMinor, toMinor } from '#platform';
import { rateRuns } from '../rating/rate-runs.js';
import { billedFraction, contractYears } from './billed-month.js';
import type { DraftInput } from './draft-input.js';
import { type DraftLine, type LinePlace, placeKey } from './draft-line.js';
import { chargeFacts } from './usage-snapshot.js';

/** A flat amount for some days, of the contract or of one of its machines. */
interface Fee {
  readonly component: 'fee' | 'credit';
  readonly machine: { readonly machineId: string; readonly serial: string } | null;
  readonly counterFrom: string;
  readonly from: string;
  readonly to: string;
  readonly share: Fraction;
  /** Whether what was billed of it before is taken off. */
  readonly isCumulative: boolean;
}

/** What a month bills of a flat amount, each line rounded on its own from its exact share of days. */
export function flatLines(charge: ChargeFields, input: DraftInput): DraftLine[] {
  return coveredBy(charge, input)
    .flatMap((covered) => feesOf(charge, covered, input))
    .flatMap((fee) => {
      const line = lineOf(charge, fee, input);
      return line ? [line] : [];
    });
}

/** Days [from, to) for which an amount is due, whole or for a machine. */
interface Covered {
  readonly machine: Fee['machine'];
  readonly from: string;
  readonly to: string | null;
}

function coveredBy({ perMachine, machineIds }: ChargeFields, { machines, term }: DraftInput): Covered[] {
  if (!perMachine) return [{ machine: null, from: term.startsOn, to: null }];
  return machines
    .filter(({ machineId }) => machineIds.length === 0 || machineIds.includes(machineId))
    .map(({ machineId, serial, from, to }) => ({ machine: { machineId, serial }, from, to }));
}

function feesOf(charge: ChargeFields, covered: Covered, input: DraftInput): Fee[] {
  switch (charge.due) {
    case 'arrears':
    case 'advance':
      return feesOfMonth(charge.due, covered, input);
    case 'yearly':
      return feesOfYears(covered, input);
    case 'once':
      return feesOnce(charge, covered, input);
  }
}

/** In advance the whole month is due, and a credit for what the contract's end leaves unused; in arrears the days billed. */
function feesOfMonth(due: 'arrears' | 'advance', { machine, from, to }: Covered, input: DraftInput): Fee[] {
  const { month } = input;
  const first = later(from, month.from.date);
  const billedTo = due === 'advance' ? month.expectedTo.date : month.to.date;
  const fee = (component: Fee['component'], feeFrom: string, feeTo: string): Fee[] => {
    if (feeFrom >= feeTo) return [];
    const share = billedFraction(month, feeFrom, feeTo);
    return [
      {
        component,
        machine,
        counterFrom: month.from.date,
        from: feeFrom,
        to: feeTo,
        share,
        isCumulative: false,
      },
    ];
  };
  const end = earlier(to, billedTo);
  return [
    ...fee('fee', first, end),
    ...(due === 'advance' && end > month.to.date ? fee('credit', later(first, month.to.date), end) : []),
  ];
}

/**
 * A year's amount is due in the month in which the year begins, or in which a machine joins it. Where the end of the contract or
 * of the machine's days comes earlier than it was billed for, the difference is due in any later month of the year.
 */
function feesOfYears({ machine, from, to }: Covered, input: DraftInput): Fee[] {
  const { month, term } = input;
  return contractYears(term, month.to.date).flatMap((year) => {
    const first = later(from, year.from.date);
    const end = earlier(to, year.to.date);
    if (first >= month.to.date || year.to.date <= month.from.date || first >= year.to.date) return [];
    const isFirstMonth = first >= month.from.date;
    if (isFirstMonth && first >= end) return [];
    return [
      {
        component: 'fee' as const,
        machine,
        counterFrom: year.from.date,
        from: first,
        to: end > first ? end : year.to.date,
        share: billedFraction(year, first, later(first, end)),
        isCumulative: !isFirstMonth,
      },
    ];
  });
}

function feesOnce(
  { dueOn }: ChargeFields,
  { machine, from, to }: Covered,
  { month, term }: DraftInput,
): Fee[] {
  const day = dueOn ?? term.startsOn;
  const isCovered = from < month.to.date && (to === null || to > day);
  if (day < month.from.date || day >= month.to.date || !isCovered) return [];
  return [
    {
      component: 'fee',
      machine,
      counterFrom: day,
      from: later(from, day),
      to: month.to.date,
      share: { used: 1, of: 1 },
      isCumulative: false,
    },
  ];
}

function lineOf(charge: ChargeFields, fee: Fee, input: DraftInput): DraftLine | null {
  const { currency } = input;
  const place: LinePlace = {
    chargeKey: charge.key,
    component: fee.component,
    counterFrom: fee.counterFrom,
    // A machine can come back within a month: each of its stays is a part.
    partFrom: fee.machine === null ? null : fee.from,
    machineId: fee.machine?.machineId ?? null,
  };
  const before = input.billed.filter((one) => placeKey(one) === placeKey(place));
  if (fee.isCumulative && before.length === 0) return null;
  const billedBefore = fee.isCumulative ? before.reduce((sum, one) => sum + one.amountMinor, 0n) : 0n;
  const agreed = new Exact(charge.pricing.amount!);
  const exact = partOf(fee.component === 'credit' ? agreed.neg() : agreed, fee.share);
  const applied = { ...charge.pricing, amount: exact.toFixed() };
  const [run] = rateRuns([{ ...applied, key: charge.key }], [{ final: true }], currency).runs;
  const amount = run!.amount!;
  const dueMinor = toMinor(amount, currency) - billedBefore;
  if (fee.isCumulative && dueMinor === 0n) return null;
  return {
    kind: 'base',
    params: {
      component: fee.component,
      model: charge.pricing.model,
      due: charge.due,
      amount: charge.pricing.amount!,
      days: fee.share.used,
      of: fee.share.of,
      serial: fee.machine?.serial ?? null,
    },
    clause: charge.clause,
    quantity: null,
    unit: '',
    unitPrice: null,
    amountMinor: dueMinor,
    state: 'fixed',
    usagePeriodId: null,
    kitDeliveryId: null,
    place,
    service: { from: fee.from, to: fee.to },
    snapshot: {
      charge: chargeFacts(charge),
      applied,
      counter: { from: fee.from, to: fee.to, ...fee.share, isFinal: true },
      counted: [],
      billable: null,
      steps: [],
      gross: run!.gross.toFixed(),
      discount: run!.discount.toFixed(),
      capDiscount: run!.capDiscount.toFixed(),
      exact: exact.toFixed(),
      standing: amount.toFixed(),
      billedBefore: fromMinor(billedBefore, currency),
    },
  };
}

const later = (a: string, b: string): string => (a > b ? a : b);
const earlier = (a: string | null, b: string): string => (a !== null && a < b ? a : b);
