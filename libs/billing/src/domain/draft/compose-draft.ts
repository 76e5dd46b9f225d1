import { type DraftLine, isOnHold, type KitToBill } from '#invoicing/domain';
import { fromMinor, sumMinor } from '#platform/domain';
import { chargesInTime, type ChargeSegment } from '#pricing/domain';
import { performanceLines } from '../performance/performance-lines.js';
import { addSwappedMeters } from '../usage/swapped-meters.js';
import { usageLines } from '../usage/usage-lines.js';
import { discountLines } from './bill-discounts.js';
import { minimumLines } from './contract-minimum.js';
import type { DraftInput } from './draft-input.js';
import { flatLines } from './fee-lines.js';
import { withPricedBy } from './priced-by.js';

export interface Draft {
  readonly lines: readonly DraftLine[];
  /** The sum of lines with an amount. */
  readonly totalMinor: bigint;
  /** Number of lines that are on hold for data or a decision, in whole or in part. */
  readonly heldLines: number;
}

/**
 * Composes the lines of a contract's month: for each charge, in the contract's order, its fees and usage under the
 * terms of their days; then the shortfall of the contract's minimum, guarantees, kits, and discounts on the whole
 * invoice.
 *
 * A quantity on hold is left out of its line: the line bills the measured quantity and separately lists the quantity on
 * hold. A line with a meter that has no usable quantity is on hold and has no amount; the other lines are billed
 * (docs/rules/invoicing.md#lines-on-hold).
 * @throws DomainError billing.beyond_last_tier
 */
export function composeDraft(input: DraftInput): Draft {
  const { versions } = input;
  const priced = chargesInTime(addSwappedMeters(input)).flatMap((segments) => [
    ...flatLines(segments.filter(isFlat), input),
    ...usageLines(
      segments.filter((segment) => !isFlat(segment)),
      input,
    ),
  ]);
  const billed = [
    ...priced,
    ...minimumLines(priced, input),
    ...performanceLines(input, priced),
    ...input.kits.map((kit) => kitLine(kit, input)),
  ];
  return withTotals([...billed, ...discountLines(billed, input)].map((line) => withPricedBy(line, versions)));
}

/** Adds lines for other months, such as corrections, to a draft. */
export function withLines(draft: Draft, carried: readonly DraftLine[]): Draft {
  if (carried.length === 0) return draft;
  return withTotals([...draft.lines, ...carried]);
}

function withTotals(lines: readonly DraftLine[]): Draft {
  return {
    lines,
    totalMinor: sumMinor(lines, ({ amountMinor }) => amountMinor ?? 0n),
    heldLines: lines.filter(isOnHold).length,
  };
}

const isFlat = ({ charge }: ChargeSegment): boolean => charge.pricing.model === 'flat';

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
    // A price in another currency is on hold until a person decides how to bill it.
    state: isFree || isPayable ? 'fixed' : 'held',
    usagePeriodIds: [],
    kitDeliveryId: kit.deliveryId,
    place: null,
    service: null,
    snapshot: null,
  };
}
