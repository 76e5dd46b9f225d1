import type { Usage } from '#metering';
import { fromMinor } from '#platform';
import type { BilledShare } from './billed-share.js';
import type { LineComponent } from './rating/rating-run.js';
import { includedFor, rateBase, rateUsage } from './rating.js';

/** `fixed`: no usage behind it. */
export type LineState = 'measured' | 'held' | 'unknown' | 'fixed';
/** What a line is of its charge. */
export type ChargeComponent = 'fee' | 'credit' | LineComponent;
export type LineKind = 'base' | 'usage' | 'kit';

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
  /** Which usage or delivery it stands for. */
  readonly usagePeriodId: string | null;
  readonly kitDeliveryId: string | null;
}

export interface BaseToBill {
  readonly amount: string;
  readonly clause: string;
}

export interface UsageToBill {
  readonly usagePeriodId: string | null;
  readonly includedQuantity: string;
  readonly unitPrice: string;
  readonly clause: string;
  readonly unit: string;
  readonly signalKey: string;
  readonly device: string;
  readonly usage: Pick<Usage, 'state' | 'quantity' | 'heldQuantity' | 'reasons' | 'hash'>;
}

export interface KitToBill {
  readonly deliveryId: string;
  readonly number: string;
  readonly kit: string;
  readonly serial: string;
  /** `YYYY-MM-DD` in the contract's zone. */
  readonly sentOn: string;
  readonly charge: 'included' | 'charged';
  readonly priceMinor: bigint | null;
  readonly currency: string | null;
}

export interface DraftInput {
  readonly currency: string;
  readonly kitsIncluded: boolean;
  readonly share: BilledShare;
  readonly bases: readonly BaseToBill[];
  readonly usages: readonly UsageToBill[];
  readonly kits: readonly KitToBill[];
}

export interface Draft {
  readonly lines: readonly DraftLine[];
  /** Sum of the lines that have an amount. */
  readonly totalMinor: bigint;
  /** Lines that wait for data or a decision, in whole or in part. */
  readonly heldLines: number;
}

/**
 * The lines of a contract's month: what is due whatever was used, what was used, and the kits.
 *
 * A held quantity leaves its line: the line bills what is measured and names what is held apart. A meter without any usable
 * quantity holds its line (no amount); the other lines go on.
 */
export function composeDraft(input: DraftInput): Draft {
  const lines = [
    ...input.bases.map((base) => baseLine(base, input)),
    ...input.usages.map((usage) => usageLine(usage, input)),
    ...input.kits.map((kit) => kitLine(kit, input)),
  ];
  return {
    lines,
    totalMinor: lines.reduce((total, { amountMinor }) => total + (amountMinor ?? 0n), 0n),
    heldLines: lines.filter(isWaiting).length,
  };
}

function isWaiting({ amountMinor, params }: DraftLine): boolean {
  return amountMinor === null || Number(params.holds ?? 0) > 0;
}

function baseLine({ amount, clause }: BaseToBill, { share, currency }: DraftInput): DraftLine {
  return {
    kind: 'base',
    params: { monthlyAmount: amount, days: share.days, of: share.of },
    clause,
    quantity: null,
    unit: '',
    unitPrice: null,
    amountMinor: rateBase(amount, share, currency).minor,
    state: 'fixed',
    usagePeriodId: null,
    kitDeliveryId: null,
  };
}

function usageLine(bill: UsageToBill, { share, currency }: DraftInput): DraftLine {
  const { usage, unitPrice } = bill;
  const included = includedFor(bill.includedQuantity, share);
  const rated = usage.quantity === null ? null : rateUsage(usage.quantity, included, unitPrice, currency);
  return {
    kind: 'usage',
    params: {
      signalKey: bill.signalKey,
      device: bill.device,
      included,
      overage: rated?.overage ?? null,
      heldQuantity: usage.heldQuantity,
      // A fall holds a quantity that nobody knows, so a count says more than the held quantity.
      holds: usage.reasons.filter(({ holds }) => holds).length,
      days: share.days,
      of: share.of,
    },
    clause: bill.clause,
    quantity: usage.quantity,
    unit: bill.unit,
    unitPrice,
    amountMinor: rated?.minor ?? null,
    state: usage.state,
    usagePeriodId: bill.usagePeriodId,
    kitDeliveryId: null,
  };
}

function kitLine(kit: KitToBill, { kitsIncluded, currency }: DraftInput): DraftLine {
  const isFree = kitsIncluded || kit.charge === 'included';
  const isPayable = kit.priceMinor !== null && kit.currency === currency;
  return {
    kind: 'kit',
    params: {
      kit: kit.kit,
      serial: kit.serial,
      delivery: kit.number,
      sentOn: kit.sentOn,
      charge: isFree ? 'included' : 'charged',
      ...(!isFree && !isPayable && { priceCurrency: kit.currency }),
    },
    clause: '',
    quantity: '1',
    unit: '1',
    unitPrice: isFree ? '0' : isPayable ? fromMinor(kit.priceMinor, currency) : null,
    amountMinor: isFree ? 0n : isPayable ? kit.priceMinor : null,
    // A price in another currency waits for somebody to say what is meant.
    state: isFree || isPayable ? 'fixed' : 'held',
    usagePeriodId: null,
    kitDeliveryId: kit.deliveryId,
  };
}
