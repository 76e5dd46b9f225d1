import { type ChargeFields, kindOf, type Pricing, shortfallPriceOf } from '#contracts';
import { Exact, toMinor } from '#platform';
import { appliedTerms } from './applied-terms.js';
import { type Counter, countersOf } from './counter.js';
import type { DraftInput } from './draft-input.js';
import { type DraftLine, type LinePlace, type LineState, placeKey } from './draft-line.js';
import { clipMonth, type MeteredMonth, sumHeld, sumKnown } from './metered-month.js';
import { rateUnit, type RatedUnit, type Standing } from './rate-unit.js';
import { usageSnapshot } from './usage-snapshot.js';

/** What is rated together: a pool, or one machine. */
interface Unit {
  readonly charge: ChargeFields;
  readonly counter: Counter;
  /** As applied to the counter. */
  readonly applied: Pricing;
  readonly metered: readonly MeteredMonth[];
}

/**
 * What a month adds to a charge that counts: its own part, whatever changes about parts that were billed before, and at the end
 * of the counter what is missing from a minimum. What stands now less what was billed is billed (billing.md, section 0,
 * "interim and late"); a part whose month was never invoiced is that month's to bill.
 */
export function usageLines(charge: ChargeFields, input: DraftInput): DraftLine[] {
  return countersOf(charge.countsBy, input.month, input.term, input.isOver).flatMap((counter) =>
    unitsOf(charge, counter, input).flatMap((unit) => linesOfUnit(unit, input)),
  );
}

function unitsOf(charge: ChargeFields, counter: Counter, { metered }: DraftInput): Unit[] {
  const counted = metered.flatMap((month) => {
    const clipped = charge.meterIds.includes(month.meterId) && clipMonth(month, counter.from, counter.to);
    return clipped || [];
  });
  const applied = appliedTerms(charge.pricing, counter);
  if (charge.pricing.pooling !== 'per_machine')
    return counted.length > 0 ? [{ charge, counter, applied, metered: counted }] : [];
  const machines = [...new Set(counted.map(({ machineId }) => machineId))];
  return machines.map((machine) => ({
    charge,
    counter,
    applied,
    metered: counted.filter(({ machineId }) => machineId === machine),
  }));
}

function linesOfUnit(unit: Unit, input: DraftInput): DraftLine[] {
  const rated = rateUnit(unit.applied, unit.counter, unit.metered, input.currency);
  return placesOf(unit, rated.standings).flatMap((standing) => {
    const line = lineOf(unit, rated, standing, input);
    return line ? [line] : [];
  });
}

/** Bands of hours settle the counter as a whole: a higher band that is reached replaces what was said of earlier parts. */
function placesOf({ charge }: Unit, standings: readonly Standing[]): Standing[] {
  if (kindOf(charge.pricing) !== 'hour_bands') return [...standings];
  const sum = (field: 'quantity' | 'exact' | 'amount', of: readonly Standing[]): Exact =>
    of.reduce((total, one) => total.plus(one[field]!), new Exact(0));
  const machines = [...new Set(standings.map(({ machineId }) => machineId))];
  return machines.flatMap((machineId) => {
    const known = standings.filter((one) => one.machineId === machineId && one.amount !== null);
    if (known.length === 0) return [];
    return [
      {
        part: null,
        machineId,
        component: 'usage' as const,
        quantity: sum('quantity', known),
        exact: sum('exact', known),
        amount: sum('amount', known),
      },
    ];
  });
}

function lineOf(unit: Unit, rated: RatedUnit, standing: Standing, input: DraftInput): DraftLine | null {
  const { charge, counter } = unit;
  const place: LinePlace = {
    chargeKey: charge.key,
    component: standing.component,
    counterFrom: counter.from,
    partFrom: standing.part,
    machineId: standing.machineId,
  };
  const isOwnPart = standing.part === null || standing.part === counter.part.from;
  if (!isOwnPart && (standing.amount === null || !wasInvoiced(standing.part!, input))) return null;
  const before = billedOf(place, input);
  const dueMinor = standing.amount === null ? null : toMinor(standing.amount, input.currency) - before;
  if (!isWorthALine(unit, standing, isOwnPart, dueMinor)) return null;
  const ofLine = unit.metered.filter(
    (month) =>
      (standing.part === null || month.from === standing.part) &&
      (standing.machineId === null || month.machineId === standing.machineId),
  );
  const own = ofLine.filter(({ from }) => from === counter.part.from);
  const isUsage = standing.component === 'usage' || standing.component === 'commitment';
  return {
    kind: 'usage',
    params: {
      ...(isUsage ? usageParams(unit, standing, ofLine, own, isOwnPart) : minimumParams(unit, standing)),
      component: standing.component,
      model: charge.pricing.model,
      countsBy: charge.countsBy,
      days: counter.share.used,
      of: counter.share.of,
    },
    clause: charge.clause,
    quantity: isUsage ? sumKnown(ofLine) : (standing.quantity?.toFixed() ?? null),
    unit: unit.metered[0]!.unit,
    unitPrice: unitPriceOf(unit, standing, isUsage, isOwnPart),
    amountMinor: dueMinor,
    state: stateOf(isUsage, dueMinor, own),
    usagePeriodId: isUsage && own.length === 1 ? own[0]!.usagePeriodId : null,
    kitDeliveryId: null,
    place,
    service: serviceOf(standing, counter, isOwnPart, ofLine),
    snapshot: usageSnapshot(unit, rated, standing, before, input.currency),
  };
}

const wasInvoiced = (part: string, { invoicedFrom }: DraftInput): boolean =>
  invoicedFrom.some((from) => from.slice(0, 7) === part.slice(0, 7));

function billedOf(place: LinePlace, { billed }: DraftInput): bigint {
  const key = placeKey(place);
  return billed.reduce((sum, one) => (placeKey(one) === key ? sum + one.amountMinor : sum), 0n);
}

/** Whoever pays sees what was used, also where it costs nothing; nothing is said of a minimum or bands that cost nothing yet. */
function isWorthALine(
  { charge, counter }: Unit,
  standing: Standing,
  isOwnPart: boolean,
  dueMinor: bigint | null,
): boolean {
  const kind = kindOf(charge.pricing);
  if (kind === 'minimum' && standing.component === 'usage') return false;
  if (dueMinor === null) return kind === 'usage' || counter.isFinal;
  return dueMinor !== 0n || (isOwnPart && kind === 'usage' && standing.component !== 'true_up');
}

function usageParams(
  { applied, charge, metered }: Unit,
  standing: Standing,
  ofLine: readonly MeteredMonth[],
  own: readonly MeteredMonth[],
  isOwnPart: boolean,
): DraftLine['params'] {
  const sole = <Value>(of: (month: MeteredMonth) => Value): Value | null => {
    const values = new Set(ofLine.map(of));
    return values.size === 1 ? [...values][0]! : null;
  };
  return {
    signalKey: sole(({ signalKey }) => signalKey),
    device: sole(({ device }) => device),
    serial: sole(({ serial }) => serial),
    included: includedIn(applied, metered),
    overage: standing.quantity?.toFixed() ?? null,
    heldQuantity: sumHeld(own),
    holds: own.reduce((count, { holds }) => count + holds, 0),
    ...(charge.countsBy === 'year' && { usedInYear: sumKnown(metered) }),
    ...(!isOwnPart && { correctedPart: standing.part }),
  };
}

/** The whole allowance of a unit. */
export function includedIn(
  { includedQuantity, includedQuantityPerMachine, freeUnits }: Pricing,
  metered: readonly MeteredMonth[],
): string {
  const machines = new Set(metered.map(({ machineId, device }) => machineId ?? device)).size;
  return new Exact(includedQuantityPerMachine ?? 0)
    .times(machines)
    .plus(includedQuantity ?? 0)
    .plus(freeUnits ?? 0)
    .toFixed();
}

function minimumParams({ applied, metered }: Unit, standing: Standing): DraftLine['params'] {
  const isOfQuantity = standing.quantity !== null;
  return {
    minimum:
      (isOfQuantity ? applied.minQuantity : applied.minAmount) ?? applied.minQuantityPerMachine ?? null,
    minimumOf: isOfQuantity ? 'quantity' : 'amount',
    reached: sumKnown(metered),
    ...(applied.minInstalments && { instalments: applied.minInstalments }),
    serial: standing.machineId === null ? null : (metered[0]?.serial ?? null),
  };
}

function unitPriceOf(
  { applied }: Unit,
  standing: Standing,
  isUsage: boolean,
  isOwnPart: boolean,
): string | null {
  if (isUsage) return isOwnPart && applied.model === 'unit' ? (applied.unitPrice ?? null) : null;
  return standing.quantity === null ? null : (shortfallPriceOf({ ...applied })?.toFixed() ?? null);
}

function stateOf(isUsage: boolean, dueMinor: bigint | null, own: readonly MeteredMonth[]): LineState {
  if (dueMinor !== null) return isUsage ? 'measured' : 'fixed';
  // What a minimum lacks waits for quantities that nobody knows yet.
  if (!isUsage) return 'unknown';
  return own.length > 0 && own.every(({ state }) => state === 'unknown') ? 'unknown' : 'held';
}

function serviceOf(
  standing: Standing,
  counter: Counter,
  isOwnPart: boolean,
  ofLine: readonly MeteredMonth[],
): { readonly from: string; readonly to: string } {
  if (standing.part === null) return { from: counter.from, to: counter.to };
  return isOwnPart ? counter.part : { from: standing.part, to: ofLine[0]?.to ?? counter.part.from };
}
