import {
  billingMonthOf,
  type ChargeFields,
  type FeeTiming,
  feeParts,
  firstMomentOf,
  type Fraction,
  monthsOfDue,
  findOneOffs,
  partOf,
} from '#contracts/domain';
import { type DraftLine, type LineKey, serializeLineKey } from '#invoicing/domain';
import { contractMonth } from '#metering/domain';
import { Exact, fromMinor, sumMinor, sumOf, toMinor } from '#platform/domain';
import {
  billedFraction,
  type ChargeSegment,
  contractSpans,
  cutAtPauses,
  earlierDay,
  joinSameTerms,
  laterDay,
  rateCurrentTotal,
} from '#pricing/domain';
import { chargeFacts } from '../usage/usage-snapshot.js';
import type { DraftInput } from './draft-input.js';

/** A flat amount for some days, for the contract or for one of its machines. */
interface Fee {
  readonly charge: ChargeFields;
  readonly component: 'fee' | 'credit' | 'deposit';
  readonly machine: CoveredDays['machine'];
  readonly counterFrom: string;
  /** Identifies the fee among the fees of the period; null for the first fee of the contract as a whole. */
  readonly partFrom: string | null;
  readonly from: string;
  readonly to: string;
  readonly share: Fraction;
  /** Percentage that is due on paused days; null on other days. */
  readonly feePercent: string | null;
  /** True if the amount billed before must be subtracted. */
  readonly isCumulative: boolean;
}

/**
 * Returns the lines of a month for a flat amount. Each is rounded separately from its exact share of days. If the
 * amount changes, the days before and after the change have separate lines
 * (docs/rules/rating.md#change-inside-a-period), and so do paused days.
 */
export function flatLines(segments: readonly ChargeSegment[], input: DraftInput): DraftLine[] {
  const isOnce = ({ charge }: ChargeSegment): boolean => charge.due === 'once';
  const recurring = segments.filter((segment) => !isOnce(segment));
  return [
    ...coveredDaysOf(recurring, input).flatMap((covered) => feesOf(covered, input)),
    ...feesOnce(segments.filter(isOnce), input),
  ].flatMap((fee) => {
    const line = lineOf(fee.charge, fee, input);
    return line ? [line] : [];
  });
}

/** A charge as agreed for the days [from, to). */
interface Piece {
  readonly charge: ChargeFields;
  readonly from: string;
  readonly to: string | null;
  readonly feePercent: string | null;
}

/** Consecutive days on which an amount is due, for the contract or for a machine, as pieces in chronological order. */
interface CoveredDays {
  readonly machine: { readonly machineId: string; readonly serial: string } | null;
  readonly pieces: readonly Piece[];
}

function coveredDaysOf(
  segments: readonly ChargeSegment[],
  { machines, term, paused }: DraftInput,
): CoveredDays[] {
  const piecesOf = (piece: Omit<Piece, 'feePercent'>): Piece[] => cutAtPauses(piece, paused);
  const own = segments.filter(({ charge }) => !charge.perMachine);
  const perMachine = segments.filter(({ charge }) => charge.perMachine);
  return [
    ...groupConsecutive(
      joinSameTerms(own).flatMap((one) => piecesOf({ ...one, from: laterDay(one.from, term.startsOn) })),
    ).map((pieces) => ({ machine: null, pieces })),
    ...machines.flatMap(({ machineId, serial, from, to }) => {
      const covering = perMachine.filter(
        ({ charge: { machineIds } }) => machineIds.length === 0 || machineIds.includes(machineId),
      );
      const stays = joinSameTerms(covering).flatMap((one) => clipped(one, from, to));
      return groupConsecutive(stays.flatMap(piecesOf)).map((pieces) => ({
        machine: { machineId, serial },
        pieces,
      }));
    }),
  ];
}

function clipped(
  { charge, ...segment }: ChargeSegment,
  from: string,
  to: string | null,
): Omit<Piece, 'feePercent'>[] {
  const first = laterDay(segment.from, from);
  const end = to === null ? segment.to : earlierDay(segment.to, to);
  return end !== null && end <= first ? [] : [{ charge, from: first, to: end }];
}

/** Groups consecutive pieces that are due at the same time. */
function groupConsecutive(pieces: readonly Piece[]): Piece[][] {
  const rows: Piece[][] = [];
  for (const piece of pieces) {
    const last = rows.at(-1)?.at(-1);
    if (last && last.to === piece.from && last.charge.due === piece.charge.due) rows.at(-1)!.push(piece);
    else rows.push([piece]);
  }
  return rows;
}

function feesOf(covered: CoveredDays, input: DraftInput): Fee[] {
  const { due } = covered.pieces[0]!.charge;
  const months = monthsOfDue(due);
  if (months !== null) return feesOfSpans(covered, months, input);
  return feesOfMonth(due === 'advance' ? due : 'arrears', covered, input);
}

/**
 * Splits a month where its fee changes. Uses the same instants as the month itself, so that previews and drafts have
 * the same parts.
 */
function feesOfMonth(due: FeeTiming, { machine, pieces }: CoveredDays, { month, term }: DraftInput): Fee[] {
  const ends = pieces.at(-1)!.to;
  const known = [month.from, month.to, month.expectedTo];
  const at = (day: string) => known.find(({ date }) => date === day) ?? firstMomentOf(day, term.zone);
  const from = laterDay(pieces[0]!.from, month.from.date);
  const to = earlierDay(ends, month.to.date);
  if (from >= to) return [];
  const amountOf = ({ charge, feePercent }: Piece): Exact => dueOf(charge, feePercent);
  const steps = pieces.slice(1).map((piece) => ({ ...at(piece.from), amount: amountOf(piece) }));
  const parts = feeParts(
    { key: '', timing: due, amount: amountOf(pieces[0]!), steps },
    {
      period: month.period,
      from: at(from),
      to: at(to),
      expectedTo: at(earlierDay(ends, month.expectedTo.date)),
    },
  );
  return parts.map((part) => {
    const isCredit = part.kind === 'credit';
    const day = part.from.date;
    const piece = pieces.findLast((one) => (isCredit ? one.from < day : one.from <= day))!;
    const isOfChange = pieces.some((one, index) => index > 0 && one.from === day);
    return {
      charge: piece.charge,
      component: isCredit ? 'credit' : 'fee',
      machine,
      counterFrom: month.from.date,
      // A machine can return within a month, so each of its stays is a separate part.
      partFrom: machine !== null || isOfChange || (!isCredit && day > month.from.date) ? day : null,
      from: day,
      to: part.to.date,
      share: billedFraction(month, day, part.to.date),
      feePercent: piece.feePercent,
      isCumulative: false,
    };
  });
}

/**
 * Bills a quarterly or yearly amount in the month in which its period begins, or in which a machine joins. A later
 * month of the period bills the difference if the contract or the machine's time in it ends earlier than billed, or if
 * the amount changes.
 */
function feesOfSpans({ machine, pieces: all }: CoveredDays, months: 3 | 12, input: DraftInput): Fee[] {
  const { month, term } = input;
  const ends = all.at(-1)!.to;
  // An amount that begins later is billed in the month in which it begins. If that month is already issued, the change
  // is already billed.
  const until = billedUntil(input);
  const begun = all.filter(({ from }, index) => index === 0 || from < until);
  const pieces = begun.map((piece, index) => (index === begun.length - 1 ? { ...piece, to: ends } : piece));
  return contractSpans(term, months, month.to.date).flatMap((span) =>
    pieces.flatMap(({ charge, from, to, feePercent }, index) => {
      // Skips a piece that was replaced by another amount before this period began.
      if (index < pieces.length - 1 && to !== null && to <= span.from.date) return [];
      const first = laterDay(from, span.from.date);
      const end = earlierDay(to, span.to.date);
      if (first >= month.to.date || span.to.date <= month.from.date || first >= span.to.date) return [];
      const isFirstMonth = first >= month.from.date;
      if (isFirstMonth && first >= end) return [];
      return [
        {
          charge,
          component: 'fee' as const,
          machine,
          counterFrom: span.from.date,
          partFrom: machine !== null || (index > 0 && first === from) ? first : null,
          from: first,
          to: end > first ? end : span.to.date,
          share: billedFraction(span, first, laterDay(first, end)),
          feePercent,
          isCumulative: !isFirstMonth,
        },
      ];
    }),
  );
}

/** Returns the first day after the drafted month and all billed months, because a later month may be issued first. */
function billedUntil({ month, term, invoicedFrom }: DraftInput): string {
  const latest = invoicedFrom.reduce(laterDay, month.from.date);
  return latest === month.from.date
    ? month.to.date
    : contractMonth(billingMonthOf(latest, term), term).endDay;
}

function feesOnce(segments: readonly ChargeSegment[], { machines, month, term }: DraftInput): Fee[] {
  return findOneOffs(segments, machines, term)
    .filter(({ dueOn, from }) => dueOn >= month.from.date && dueOn < month.to.date && from < month.to.date)
    .map(({ charge, machineId, dueOn, from }) => ({
      charge,
      component: charge.deposit ? ('deposit' as const) : ('fee' as const),
      machine: machines.find((one) => one.machineId === machineId) ?? null,
      counterFrom: dueOn,
      partFrom: machineId === null ? null : from,
      from,
      to: month.to.date,
      share: { used: 1, of: 1 },
      feePercent: null,
      isCumulative: false,
    }));
}

/** Returns the amount due for a whole period. */
function dueOf({ pricing }: ChargeFields, feePercent: string | null): Exact {
  const agreed = new Exact(pricing.amount!);
  return feePercent === null ? agreed : agreed.times(feePercent).div(100);
}

function lineOf(charge: ChargeFields, fee: Fee, input: DraftInput): DraftLine | null {
  const { currency } = input;
  const place: LineKey = {
    chargeKey: charge.key,
    component: fee.component,
    counterFrom: fee.counterFrom,
    partFrom: fee.partFrom,
    machineId: fee.machine?.machineId ?? null,
  };
  const before = [...input.billedElsewhere, ...input.billed].filter(
    (one) => serializeLineKey(one) === serializeLineKey(place),
  );
  if (fee.isCumulative && before.length === 0) return null;
  const billedBefore = fee.isCumulative ? sumMinor(before, (one) => one.amountMinor) : 0n;
  const due = dueOf(charge, fee.feePercent);
  const exact = partOf(fee.component === 'credit' ? due.neg() : due, fee.share);
  const applied = { ...charge.pricing, amount: exact.toFixed() };
  const rated = rateCurrentTotal({ ...applied, key: charge.key }, [], { isFinal: true }, currency);
  const amount = sumOf(rated.lines, (line) => line.amount!);
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
      ...(fee.feePercent !== null && { feePercent: fee.feePercent }),
      serial: fee.machine?.serial ?? null,
      ...soldParams(fee, input),
    },
    clause: charge.clause,
    quantity: null,
    unit: '',
    unitPrice: null,
    amountMinor: dueMinor,
    state: 'fixed',
    usagePeriodIds: [],
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
      gross: rated.gross.toFixed(),
      discount: rated.discount.toFixed(),
      capDiscount: rated.capDiscount.toFixed(),
      exact: exact.toFixed(),
      standing: amount.toFixed(),
      billedBefore: fromMinor(billedBefore, currency),
    },
  };
}

/** Returns the prepaid credits that the amount buys, with their expiry date. */
function soldParams(
  { charge, machine, from }: Fee,
  { prepaid, metered, versions }: DraftInput,
): DraftLine['params'] {
  const sold = prepaid.find(
    (one) => one.soldBy === charge.key && one.from === from && one.machineId === (machine?.machineId ?? null),
  );
  if (!sold) return {};
  const meterIds = versions.flatMap(({ charges }) =>
    charges.flatMap((one) => (one.key === sold.chargeKey ? one.meterIds : [])),
  );
  const unit = metered.find(({ meterId }) => meterIds.includes(meterId))?.unit ?? '';
  return { sold: sold.quantity, soldUnit: unit, soldUntil: sold.until };
}
