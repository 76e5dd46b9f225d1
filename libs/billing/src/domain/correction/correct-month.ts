import {
  type BilledPlace,
  type CorrectionLine,
  type DraftLine,
  keyOfLine,
  type LineSnapshot,
} from '#invoicing/domain';
import { Exact, fromMinor, toMinor, sumMinor } from '#platform/domain';

/** The invoice of the corrected month. */
export interface CorrectedInvoice {
  readonly id: string;
  readonly number: string;
  /** The local day that determined its taxes. A correction is taxed like the line that it corrects. */
  readonly taxPoint: string;
}

/**
 * Amount that an issued month underbilled or overbilled. Money is in minor units, including or excluding tax as the prices
 * are.
 */
export interface MonthCorrection {
  readonly lines: readonly CorrectionLine[];
  readonly totalMinor: bigint;
  /** The amount that is not credited because credit notes already credited it; zero or more. */
  readonly givenBeforeMinor: bigint;
  /** The number of line keys with an unknown amount; they stay as billed. */
  readonly waitingPlaces: number;
  /** True if the quantity differs from what was billed, even if the price is the same. */
  readonly isOtherwise: boolean;
}

/**
 * Returns the difference between a month as computed now and everything billed for it, by line key
 * (docs/rules/invoicing.md#late-data-and-corrections).
 *
 * An undercharge is billed in full. An overcharge is first reduced by credit notes that were given because the quantity
 * was too high, since they anticipated the correction. The credit never exceeds what credit notes left of the line. A
 * credit note for another reason, such as goodwill or a price, says nothing about the quantity. Credited amounts are
 * never billed again.
 * @param now the whole current amount of each line key, by the terms that it was billed by
 * @param billed by all issued documents
 */
export function correctMonth(
  now: readonly DraftLine[],
  billed: readonly BilledPlace[],
  invoice: CorrectedInvoice,
  currency: string,
): MonthCorrection {
  const places = new Map(billed.map((place) => [place.key, place]));
  const lines = new Map(now.flatMap((line) => asEntry(keyOfLine(line), line)));
  const keys = [...new Set([...lines.keys(), ...places.keys()])];
  const judged = keys.map((key) => judge(lines.get(key), places.get(key)));
  const corrections = judged.flatMap(({ line, place, dueMinor }) =>
    dueMinor === 0n ? [] : [lineOf(line, place, dueMinor, invoice, currency)],
  );
  return {
    lines: corrections,
    totalMinor: sumMinor(corrections, ({ amountMinor }) => amountMinor),
    givenBeforeMinor: sumMinor(judged, ({ givenBeforeMinor }) => givenBeforeMinor),
    waitingPlaces: judged.filter(({ isWaiting }) => isWaiting).length,
    isOtherwise: judged.some(({ isOtherwise }) => isOtherwise),
  };
}

const asEntry = (key: string | null, line: DraftLine): [string, DraftLine][] =>
  key === null ? [] : [[key, line]];

interface Judged {
  readonly line: DraftLine | undefined;
  readonly place: BilledPlace | undefined;
  readonly dueMinor: bigint;
  readonly givenBeforeMinor: bigint;
  readonly isWaiting: boolean;
  readonly isOtherwise: boolean;
}

function judge(line: DraftLine | undefined, place: BilledPlace | undefined): Judged {
  const nowMinor = line ? line.amountMinor : 0n;
  const isOtherwise = !sameQuantity(line?.quantity ?? null, place?.quantity ?? null);
  if (nowMinor === null) {
    const isWaiting = (place?.billedMinor ?? 0n) !== 0n;
    return { line, place, dueMinor: 0n, givenBeforeMinor: 0n, isWaiting, isOtherwise };
  }
  const dueMinor = dueOf(nowMinor, place);
  const givenBeforeMinor = dueMinor - (nowMinor - (place?.billedMinor ?? 0n));
  return { line, place, dueMinor, givenBeforeMinor, isWaiting: false, isOtherwise };
}

function sameQuantity(a: string | null, b: string | null): boolean {
  return new Exact(a ?? 0).eq(b ?? 0);
}

/** @returns the amount to bill; negative if it is to be credited */
function dueOf(nowMinor: bigint, place: BilledPlace | undefined): bigint {
  if (!place) return nowMinor;
  const difference = nowMinor - place.billedMinor;
  if (difference >= 0n) return difference;
  const toGive = difference + place.forQuantityMinor;
  // The remainder of the line after credit notes; if the line itself is a credit, down to its current amount.
  const left = place.billedMinor - place.creditedMinor - least(nowMinor, 0n);
  return least(most(toGive, -left), 0n);
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const most = (a: bigint, b: bigint): bigint => (a > b ? a : b);

function lineOf(
  now: DraftLine | undefined,
  place: BilledPlace | undefined,
  dueMinor: bigint,
  { id: invoiceId, number, taxPoint }: CorrectedInvoice,
  currency: string,
): CorrectionLine {
  const said = (now ?? place?.line)!;
  const was = place?.billedMinor ?? 0n;
  const is = now ? now.amountMinor! : 0n;
  const quantities = quantitiesOf(now, place);
  return {
    kind: said.kind,
    params: {
      ...withoutPart(said.params),
      holds: 0,
      heldQuantity: null,
      corrects: number,
      was: fromMinor(was, currency),
      is: fromMinor(is, currency),
      ...quantities.params,
      givenBefore: dueMinor === is - was ? null : fromMinor(dueMinor - (is - was), currency),
    },
    clause: said.clause,
    quantity: quantities.difference,
    unit: said.unit,
    unitPrice: null,
    amountMinor: dueMinor,
    state: said.state === 'fixed' ? 'fixed' : 'measured',
    usagePeriodIds: said.usagePeriodIds,
    kitDeliveryId: said.kitDeliveryId,
    place: said.place,
    service: said.service,
    snapshot: said.snapshot && snapshotOf(said.snapshot, now !== undefined, dueMinor, currency),
    corrects: { invoiceId, lineId: place?.line.id ?? null, taxPoint },
  };
}

/** Removes the reference to the corrected part, since the correction itself refers to its month. */
function withoutPart({ correctedPart: _part, ...params }: DraftLine['params']): DraftLine['params'] {
  return params;
}

function quantitiesOf(
  now: DraftLine | undefined,
  place: BilledPlace | undefined,
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
 * The terms that priced it, with the current total and the amount billed before. The line is the difference, as on
 * every line.
 */
function snapshotOf(
  snapshot: LineSnapshot,
  isDue: boolean,
  dueMinor: bigint,
  currency: string,
): LineSnapshot {
  const standing = isDue ? snapshot.standing : '0';
  const billedMinor = toMinor(standing ?? '0', currency) - dueMinor;
  return {
    ...snapshot,
    ...(!isDue && { exact: '0', standing: '0' }),
    billedBefore: fromMinor(billedMinor, currency),
  };
}
