import type { LineComponent } from '#pricing/domain';
import type { LineSnapshot } from './line-snapshot.js';

/** State of a line. `fixed` is for lines without usage. */
export type LineState = 'measured' | 'held' | 'unknown' | 'fixed';
export type LineKind = 'base' | 'usage' | 'kit' | 'performance';
/** The role of a line within its charge. */
export type ChargeComponent = 'fee' | 'credit' | 'deposit' | 'discount' | 'performance' | LineComponent;

/**
 * Details of a line in addition to its figures; its kind determines how they are displayed. Never contains ids, so
 * that equal drafts are equal.
 */
export type LineParams = Readonly<Record<string, string | number | null>>;

export interface DraftLine {
  readonly kind: LineKind;
  readonly params: LineParams;
  readonly clause: string;
  /**
   * Quantity, decimal. For usage, the measured quantity before the included quantity is subtracted. Null if no
   * quantity can be billed.
   */
  readonly quantity: string | null;
  readonly unit: string;
  readonly unitPrice: string | null;
  /** Minor units of the contract's currency; null if the line is on hold for data or a decision. */
  readonly amountMinor: bigint | null;
  readonly state: LineState;
  /** Ids of the usage that the line bills, in the order of the contract's meters; empty if the usage is not stored. */
  readonly usagePeriodIds: readonly string[];
  /** Delivery that the line bills. */
  readonly kitDeliveryId: string | null;
  /** Charge or term that prices the line, and its line key within the rated month or contract year; null for a kit. */
  readonly place: LineKey | null;
  /** Days [from, to) that the line bills. */
  readonly service: { readonly from: string; readonly to: string } | null;
  /** Terms and figures that determined the price. */
  readonly snapshot: LineSnapshot | null;
  /** For a correction: the invoice and line that it corrects. */
  readonly corrects?: CorrectedLine;
}

/** The issued invoice and its line that a correction corrects. */
export interface CorrectedLine {
  readonly invoiceId: string;
  /** Null if the invoice has no corresponding line. */
  readonly lineId: string | null;
  /** Local day that determined the invoice's taxes. */
  readonly taxPoint: string;
}

/** Returns true when a line, drafted or stored, is on hold for data or a decision, in whole or in part. */
export function isOnHold({
  amountMinor,
  params,
}: {
  readonly amountMinor: bigint | string | null;
  readonly params: LineParams;
}): boolean {
  return amountMinor === null || Number(params.holds ?? 0) > 0;
}

/** A key to which amounts are attributed. The amounts that several months bill for a key add up to its total. */
export interface LineKey {
  readonly chargeKey: string;
  readonly component: ChargeComponent;
  /** First day of the rated month or contract year. */
  readonly counterFrom: string;
  /** First day of the billed part of that month or year; null for all of it. */
  readonly partFrom: string | null;
  /** Machine, if the charge rates machines separately. */
  readonly machineId: string | null;
}

/** Returns the key of a stored line; null if no charge prices it. */
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

/** Returns a string that is the same for the same line key. */
export function serializeLineKey(place: LineKey): string {
  const { chargeKey, component, counterFrom, partFrom, machineId } = place;
  return JSON.stringify([chargeKey, component, counterFrom, partFrom, machineId]);
}
