import type { LineComponent } from '#pricing/domain';
import type { LineSnapshot } from './line-snapshot.js';

/** `fixed`: no usage behind it. */
export type LineState = 'measured' | 'held' | 'unknown' | 'fixed';
export type LineKind = 'base' | 'usage' | 'kit' | 'performance';
/** What a line is of its charge. */
export type ChargeComponent = 'fee' | 'credit' | 'deposit' | 'discount' | 'performance' | LineComponent;

/** What a line says beside its figures; texts are made from it by its kind. Never an id, so that equal drafts are equal. */
export type LineParams = Readonly<Record<string, string | number | null>>;

export interface DraftLine {
  readonly kind: LineKind;
  readonly params: LineParams;
  readonly clause: string;
  /** Decimal; for usage the measured quantity, before the included one is taken off. Null where nothing may be billed. */
  readonly quantity: string | null;
  readonly unit: string;
  readonly unitPrice: string | null;
  /** Minor units of the contract's currency; null where the line waits for data or a decision. */
  readonly amountMinor: bigint | null;
  readonly state: LineState;
  /** The usages that it counts, in the order of the contract's meters; none where nobody stored them. */
  readonly usagePeriodIds: readonly string[];
  /** Which delivery it stands for. */
  readonly kitDeliveryId: string | null;
  /** The charge or term that prices it, and its place in the charge's counter; null of a kit. */
  readonly place: LinePlace | null;
  /** Days [from, to) that it is for. */
  readonly service: { readonly from: string; readonly to: string } | null;
  /** What priced it. */
  readonly snapshot: LineSnapshot | null;
  /** Of a correction: what it corrects. */
  readonly corrects?: CorrectedLine;
}

/** The issued invoice, and the line of it, that a correction changes. */
export interface CorrectedLine {
  readonly invoiceId: string;
  /** Null where the invoice has no line for what is billed now. */
  readonly lineId: string | null;
  /** The local day by which the invoice's taxes were chosen. */
  readonly taxPoint: string;
}

/** Whether a line, drafted or stored, waits for data or a decision, in whole or in part. */
export function isWaiting({
  amountMinor,
  params,
}: {
  readonly amountMinor: bigint | string | null;
  readonly params: LineParams;
}): boolean {
  return amountMinor === null || Number(params.holds ?? 0) > 0;
}

/** Where an amount belongs. What is billed of one place in several months adds up to what it comes to. */
export interface LinePlace {
  readonly chargeKey: string;
  readonly component: ChargeComponent;
  /** The first day of the month or contract year whose counter it belongs to. */
  readonly counterFrom: string;
  /** The first day of the part of that counter; null for what belongs to the whole of it. */
  readonly partFrom: string | null;
  /** Where a machine is rated alone. */
  readonly machineId: string | null;
}

/** Where a stored line belongs; null of what no charge prices. */
export function placeOfLine({
  chargeKey,
  component,
  counterFrom,
  partFrom,
  machineId,
}: {
  readonly [Part in keyof LinePlace]: LinePlace[Part] | null;
}): LinePlace | null {
  if (chargeKey === null || component === null || counterFrom === null) return null;
  return { chargeKey, component, counterFrom, partFrom, machineId };
}

/** The same text for the same place. */
export function placeKey(place: LinePlace): string {
  const { chargeKey, component, counterFrom, partFrom, machineId } = place;
  return JSON.stringify([chargeKey, component, counterFrom, partFrom, machineId]);
}
