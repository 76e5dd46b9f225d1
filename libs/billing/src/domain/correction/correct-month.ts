import {
  type BilledTotal,
  type CorrectionLine,
  type DraftLine,
  billingKeyOf,
  type LineSnapshot,
} from '#invoicing/domain';
import { Exact, fromMinor, toMinor, sumMinor } from '#platform/domain';

/** The invoice of the corrected month. */
export interface CorrectedInvoice {
  readonly id: string;
  readonly number: string;
  /** Local day that determined the invoice's taxes. A correction is taxed like the line that it corrects. */
  readonly taxPoint: string;
}

/** Amount that an issued month underbilled or overbilled. Money is in minor units, net or gross like the prices. */
export interface MonthCorrection {
  readonly lines: readonly CorrectionLine[];
  readonly totalMinor: bigint;
  /** Amount that is not credited because credit notes already credited it; zero or more. */
  readonly alreadyCreditedMinor: bigint;
  /** Number of line keys with an unknown amount; they stay as billed. */
  readonly keysOnHold: number;
  /** True if the quantity differs from the billed one, even if the price is the same. */
  readonly hasQuantityChanged: boolean;
}

/**
 * Returns the difference between a month's current calculation and everything billed for it, by line key
 * (docs/rules/invoicing.md#late-data-and-corrections).
 *
 * An undercharge is billed in full. An overcharge is first reduced by credit notes that were issued because the
 * quantity was too high, since they anticipated the correction. The credit never exceeds the remainder of the line
 * after credit notes. A credit note for another reason, such as goodwill or a price, does not reduce an overcharge.
 * Credited amounts are never billed again.
 * @param now the current total of each line key, calculated with the terms with which it was billed
 * @param billed the total of each line key on all issued documents
 */
export function correctMonth(
  now: readonly DraftLine[],
  billed: readonly BilledTotal[],
  invoice: CorrectedInvoice,
  currency: string,
): MonthCorrection {
  const billedKeys = new Map(billed.map((place) => [place.key, place]));
  const lines = new Map(now.flatMap((line) => asEntry(billingKeyOf(line), line)));
  const keys = [...new Set([...lines.keys(), ...billedKeys.keys()])];
  const comparisons = keys.map((key) => compareKey(lines.get(key), billedKeys.get(key)));
  const corrections = comparisons.flatMap(({ line, place, dueMinor }) =>
    dueMinor === 0n ? [] : [toCorrectionLine(line, place, dueMinor, invoice, currency)],
  );
  return {
    lines: corrections,
    totalMinor: sumMinor(corrections, ({ amountMinor }) => amountMinor),
    alreadyCreditedMinor: sumMinor(comparisons, ({ alreadyCreditedMinor }) => alreadyCreditedMinor),
    keysOnHold: comparisons.filter(({ isOnHold }) => isOnHold).length,
    hasQuantityChanged: comparisons.some(({ hasQuantityChanged }) => hasQuantityChanged),
  };
}

const asEntry = (key: string | null, line: DraftLine): [string, DraftLine][] =>
  key === null ? [] : [[key, line]];

interface KeyComparison {
  readonly line: DraftLine | undefined;
  readonly place: BilledTotal | undefined;
  readonly dueMinor: bigint;
  readonly alreadyCreditedMinor: bigint;
  readonly isOnHold: boolean;
  readonly hasQuantityChanged: boolean;
}

function compareKey(line: DraftLine | undefined, place: BilledTotal | undefined): KeyComparison {
  const nowMinor = line ? line.amountMinor : 0n;
  const hasQuantityChanged = !hasSameQuantity(line?.quantity ?? null, place?.quantity ?? null);
  if (nowMinor === null) {
    const isOnHold = (place?.billedMinor ?? 0n) !== 0n;
    return { line, place, dueMinor: 0n, alreadyCreditedMinor: 0n, isOnHold, hasQuantityChanged };
  }
  const dueMinor = dueOf(nowMinor, place);
  const alreadyCreditedMinor = dueMinor - (nowMinor - (place?.billedMinor ?? 0n));
  return { line, place, dueMinor, alreadyCreditedMinor, isOnHold: false, hasQuantityChanged };
}

function hasSameQuantity(a: string | null, b: string | null): boolean {
  return new Exact(a ?? 0).eq(b ?? 0);
}

/** Returns the amount that a correction bills for a line key. @returns negative if it must be credited */
function dueOf(nowMinor: bigint, place: BilledTotal | undefined): bigint {
  if (!place) return nowMinor;
  const difference = nowMinor - place.billedMinor;
  if (difference >= 0n) return difference;
  const creditableMinor = difference + place.forQuantityMinor;
  // Remaining amount of the line after credit notes. If the current amount is negative, the line can be credited down
  // to that amount.
  const left = place.billedMinor - place.creditedMinor - minOf(nowMinor, 0n);
  return minOf(maxOf(creditableMinor, -left), 0n);
}

const minOf = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const maxOf = (a: bigint, b: bigint): bigint => (a > b ? a : b);

function toCorrectionLine(
  now: DraftLine | undefined,
  place: BilledTotal | undefined,
  dueMinor: bigint,
  { id: invoiceId, number, taxPoint }: CorrectedInvoice,
  currency: string,
): CorrectionLine {
  const source = (now ?? place?.line)!;
  const was = place?.billedMinor ?? 0n;
  const is = now ? now.amountMinor! : 0n;
  const quantities = quantitiesOf(now, place);
  return {
    kind: source.kind,
    params: {
      ...withoutCorrectedPart(source.params),
      holds: 0,
      heldQuantity: null,
      corrects: number,
      was: fromMinor(was, currency),
      is: fromMinor(is, currency),
      ...quantities.params,
      givenBefore: dueMinor === is - was ? null : fromMinor(dueMinor - (is - was), currency),
    },
    clause: source.clause,
    quantity: quantities.difference,
    unit: source.unit,
    unitPrice: null,
    amountMinor: dueMinor,
    state: source.state === 'fixed' ? 'fixed' : 'measured',
    usagePeriodIds: source.usagePeriodIds,
    kitDeliveryId: source.kitDeliveryId,
    place: source.place,
    service: source.service,
    snapshot: source.snapshot && snapshotOf(source.snapshot, now !== undefined, dueMinor, currency),
    corrects: { invoiceId, lineId: place?.line.id ?? null, taxPoint },
  };
}

/** Removes the reference to the corrected part, because the correction itself refers to its month. */
function withoutCorrectedPart({ correctedPart: _part, ...params }: DraftLine['params']): DraftLine['params'] {
  return params;
}

function quantitiesOf(
  now: DraftLine | undefined,
  place: BilledTotal | undefined,
): { readonly difference: string | null; readonly params: DraftLine['params'] } {
  const is = now?.quantity ?? null;
  const was = place?.quantity ?? null;
  if (is === null && was === null) return { difference: null, params: {} };
  return {
    difference: new Exact(is ?? 0).minus(was ?? 0).toFixed(),
    params: { wasQuantity: was ?? '0', isQuantity: is ?? '0' },
  };
}

/**
 * Returns the terms that priced the line, with the current total and the amount billed before. Like every line, the
 * line of a correction bills the difference.
 */
function snapshotOf(
  snapshot: LineSnapshot,
  isDue: boolean,
  dueMinor: bigint,
  currency: string,
): LineSnapshot {
  const currentTotal = isDue ? snapshot.standing : '0';
  const billedMinor = toMinor(currentTotal ?? '0', currency) - dueMinor;
  return {
    ...snapshot,
    ...(!isDue && { exact: '0', standing: '0' }),
    billedBefore: fromMinor(billedMinor, currency),
  };
}
