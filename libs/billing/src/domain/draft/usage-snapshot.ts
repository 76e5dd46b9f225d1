import type { ChargeFields, Pricing } from '#contracts';
import { fromMinor } from '#platform';
import type { ChargeInTime } from '../rating/charge-in-time.js';
import type { LineSnapshot, SnapshotStep } from './line-snapshot.js';
import { countedFact, type MeteredMonth } from './metered-month.js';
import { balancesAt } from './prepaid-drawn.js';
import type { RatedUnit, Standing } from './rate-unit.js';
import type { Unit } from './rated-units.js';

interface RatedCharge extends Unit {
  readonly charge: ChargeFields;
  readonly applied: Pricing;
}

export function chargeFacts(charge: ChargeFields): LineSnapshot['charge'] {
  const { key, nameI18n, due, countsBy, perMachine, pricing, deposit, prepaid } = charge;
  return {
    key,
    nameI18n,
    due,
    countsBy,
    perMachine,
    pricing,
    ...(deposit && { deposit }),
    ...(prepaid && { prepaid }),
  };
}

/** What priced a line of usage, or of a minimum for it. */
export function usageSnapshot(
  unit: RatedCharge,
  rated: RatedUnit,
  standing: Standing,
  billedBefore: bigint,
  currency: string,
): LineSnapshot {
  const { charge, counter, applied, terms, metered, ofMachine, opening } = unit;
  const { figures } = rated;
  const prepaid = balancesAt(unit, rated, standing.part);
  return {
    charge: chargeFacts(charge),
    applied,
    ...(terms.length > 1 && { prices: terms.map(({ from, applied: own }) => ({ from, applied: own })) }),
    ...(ofMachine && { ofMachines: namedTerms(ofMachine, metered) }),
    counter: {
      from: counter.from,
      to: counter.to,
      ...counter.share,
      ...(counter.rests.length > 0 && { rests: counter.rests }),
      isFinal: counter.isFinal,
    },
    counted: metered.map(countedFact),
    ...(opening && { opening: { from: opening.part, amount: opening.amount } }),
    ...(prepaid && { prepaid }),
    billable: standing.quantity?.toFixed() ?? null,
    steps: figures.steps.map((step) => describeStep(step, terms[step.terms]?.applied ?? applied)),
    gross: figures.gross.toFixed(),
    discount: figures.discount.toFixed(),
    capDiscount: figures.capDiscount.toFixed(),
    exact: standing.exact?.toFixed() ?? null,
    standing: standing.amount?.toFixed() ?? null,
    billedBefore: fromMinor(billedBefore, currency),
  };
}

/** By serial: a snapshot has no ids. */
function namedTerms(
  ofMachine: NonNullable<ChargeInTime['ofMachine']>,
  metered: readonly MeteredMonth[],
): NonNullable<LineSnapshot['ofMachines']> {
  return [...ofMachine].flatMap(([machineId, { includedQuantity }]) => {
    const serial = metered.find((month) => month.machineId === machineId)?.serial;
    return serial ? [{ serial, includedQuantity }] : [];
  });
}

/** A step with the tier that it stands in. */
function describeStep(
  { tier, quantity, amount }: RatedUnit['figures']['steps'][number],
  pricing: Pricing,
): SnapshotStep {
  const tiers = pricing.tiers ?? [];
  const own = tiers[tier];
  return {
    tier,
    from: own ? (tier === 0 ? '0' : (tiers[tier - 1]?.upTo ?? null)) : null,
    upTo: own?.upTo ?? null,
    quantity: quantity?.toFixed() ?? null,
    unitPrice: own ? (own.unitPrice ?? null) : priceOfModel(pricing),
    flatFee: own?.flatFee ?? null,
    ratePercent: own?.ratePercent ?? pricing.ratePercent ?? null,
    amount: amount.toFixed(),
  };
}

function priceOfModel(pricing: Pricing): string | null {
  switch (pricing.model) {
    case 'unit':
      return pricing.unitPrice ?? null;
    case 'package':
      return pricing.packagePrice ?? null;
    case 'cost_plus':
      return pricing.multiplier ?? '1';
    default:
      return null;
  }
}
