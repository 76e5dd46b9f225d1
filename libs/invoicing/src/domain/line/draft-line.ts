import type { LineComponent } from '#pricing/domain';
import type { LineSnapshot } from './line-snapshot.js';

/** `fixed`: without usage. */
export type LineState = 'measured' | 'held' | 'unknown' | 'fixed';
export type LineKind = 'base' | 'usage' | 'kit' | 'performance';
/** The role of a line within its charge. */
export type ChargeComponent = 'fee' | 'credit' | 'deposit' | 'discount' | 'performance' | LineComponent;

/**
 * A line's details in addition to its figures; its kind determines the texts made from them. Never contains ids, so
 * that equal drafts are equal.
 */
export type LineParams = Readonly<Record<string, string | number | null>>;

export interface DraftLine {
  readonly kind: LineKind;
  readonly params: LineParams;
  readonly clause: string;
  /** Decimal; for usage the measured quantity, before subtracting the included one. Null if nothing may be billed. */
  readonly quantity: string | null;
  readonly unit: string;
  readonly unitPrice: string | null;
  /** Minor units of the contract's currency; null while the line is on hold for data or a decision. */
  readonly amountMinor: bigint | null;
  readonly state: LineState;
  /** The usages that it counts, in the order of the contract's meters; empty if they are not stored. */
  readonly usagePeriodIds: readonly string[];
  /** The delivery that it bills. */
  readonly kitDeliveryId: string | null;
  /** The charge or term that prices it, and its line key within the charge's counter; null for a kit. */
  readonly place: LineKey | null;
  /** The days [from, to) that it bills. */
  readonly service: { readonly from: string; readonly to: string } | null;
  /** The terms and figures that priced it. */
  readonly snapshot: LineSnapshot | null;
  /** For a correction: what it corrects. */
  readonly corrects?: CorrectedLine;
}

/** The issued invoice, and its line, that a correction changes. */
export interface CorrectedLine {
  readonly invoiceId: string;
  /** Null if the invoice has no line for what is billed now. */
  readonly lineId: string | null;
  /** The local day that determined the invoice's taxes. */
  readonly taxPoint: string;
}

/** Whether a line, drafted or stored, is on hold for data or a decision, in whole or in part. */
export function isOnHold({
  amountMinor,
  params,
}: {
  readonly amountMinor: bigint | string | null;
  readonly params: LineParams;
}): boolean {
  return amountMinor === null || Number(params.holds ?? 0) > 0;
}

/** The key that an amount is attributed to. Amounts billed for one key in several months add up to its total. */
export interface LineKey {
  readonly chargeKey: string;
  readonly component: ChargeComponent;
  /** The first day of the counter's month or contract year. */
  readonly counterFrom: string;
  /** The first day of the part of that counter; null for the whole counter. */
  readonly partFrom: string | null;
  /** The machine, if machines are rated separately. */
  readonly machineId: string | null;
}

/** The key of a stored line; null if no charge prices it. */
export function lineKeyOf({
  chargeKey,
  component,
  counterFrom,
  partFrom,
  machineId,
}: {
  readonly [Part in keyof LineKey]: LineKey[Part] | null;
}): LineKey | null {
  if (chargeKey === null || component === null || counterFrom === null) return null;
  return { chargeKey, component, counterFrom, partFrom, machineId };
}

/** Returns the same text for the same line key. */
export function serializeLineKey(place: LineKey): string {
  const { chargeKey, component, counterFrom, partFrom, machineId } = place;
  return JSON.stringify([chargeKey, component, counterFrom, partFrom, machineId]);
}
