import { type ChargeFields, type Fraction, kindOf, type Pricing, shortfallPriceOf } from '#contracts';
import { Exact, fromMinor, toMinor } from '#platform';
import { allowanceFor } from '../rating/allowance.js';
import type { ChargeInTime } from '../rating/charge-in-time.js';
import { appliedTerms } from './applied-terms.js';
import { type ChargeEra, type ChargeStretch, erasOf, joinSameTerms, laterDay } from './charge-stretches.js';
import { countedOf } from './counted-months.js';
import { type Counter, countersOf } from './counter.js';
import type { DraftInput } from './draft-input.js';
import { type DraftLine, type LinePlace, type LineState, placeKey } from './draft-line.js';
import { shareOfMachine, termsOfMachines } from './machine-shares.js';
import { type MeteredMonth, sumHeld, sumKnown } from './metered-month.js';
import { type PricesFrom, rateUnit, type RatedUnit, type Standing } from './rate-unit.js';
import { usageSnapshot } from './usage-snapshot.js';

/** Terms of a charge from a part of its counter on. */
interface UnitTerms extends PricesFrom {
  readonly charge: ChargeFields;
}

/** What is rated together: a pool, or one machine. */
interface Unit {
  /** In the order of time, at least one. */
  readonly terms: readonly UnitTerms[];
  readonly counter: Counter;
  readonly metered: readonly MeteredMonth[];
  readonly ofMachine?: ChargeInTime['ofMachine'];
  /** What was billed elsewhere of the part that was counted elsewhere. */
  readonly opening?: ChargeInTime['opening'];
}

/**
 * What a month adds to a charge that counts: its own part, whatever changes about parts that were billed before, and at the end
 * of the counter what is missing from a minimum. What stands now less what was billed is billed (billing.md, section 0,
 * "interim and late"); a part whose month was never invoiced is that month's to bill. Where prices change within a month, the days
 * before and after are parts of one counter; where the charge counts in another way from then on, each has its own.
 */
export function usageLines(stretches: readonly ChargeStretch[], input: DraftInput): DraftLine[] {
  return erasOf(stretches).flatMap((era) => {
    const { countsBy } = era[0]!.charge;
    const days = { from: era[0]!.from, to: era.at(-1)!.to };
    return countersOf(countsBy, input.month, input.term, input.isOver, days).flatMap((counter) =>
      unitsOf(era, counter, input).flatMap((unit) => linesOfUnit(unit, input)),
    );
  });
}

function unitsOf(era: ChargeEra, counter: Counter, input: DraftInput): Unit[] {
  const counted = countedOf(era, counter, input);
  const termsWith = (share: Fraction): UnitTerms[] =>
    joinSameTerms(era)
      .filter(({ from, to }) => (from ?? '') < counter.to && (to === null || to > counter.from))
      .map(({ from, charge }) => ({
        from: laterDay(from, counter.from),
        charge,
        applied: appliedTerms(charge.pricing, { ...counter, share }),
      }));
  const { pricing } = era.at(-1)!.charge;
  if (pricing.pooling !== 'per_machine') {
    if (counted.length === 0) return [];
    const ofMachine = termsOfMachines(pricing, counter, counted, input.machines);
    return [{ terms: termsWith(counter.share), counter, metered: counted, ofMachine }];
  }
  const machines = [...new Set(counted.map(({ machineId }) => machineId))];
  return machines.map((machine) => {
    // A machine that is there for some of the days has the allowance and the minimum of those days.
    const share = shareOfMachine(machine, counter, input.machines);
    return {
      terms: termsWith(share),
      counter: { ...counter, share },
      metered: counted.filter(({ machineId }) => machineId === machine),
    };
  });
}

function linesOfUnit(unit: Unit, input: DraftInput): DraftLine[] {
  const opening = openingOf(unit, input);
  const { ofMachine } = unit;
  const rated = rateUnit(unit.terms, unit.counter, unit.metered, input.currency, { ofMachine, opening });
  return placesOf(unit, rated.standings).flatMap((standing) => {
    const line = lineOf({ ...unit, opening }, rated, standing, input);
    return line ? [line] : [];
  });
}

/** What was billed elsewhere of the part that was counted elsewhere; of what is settled as a whole nothing is of a part. */
function openingOf({ terms, counter, metered }: Unit, { takenOver, currency }: DraftInput): Unit['opening'] {
  const part = metered.find(({ isOpening }) => isOpening)?.from;
  const machines = new Set(metered.map(({ machineId }) => machineId));
  const { key, pricing } = terms[0]!.charge;
  const billed = takenOver.filter(
    ({ chargeKey, component, counterFrom, partFrom, machineId }) =>
      chargeKey === key &&
      component === 'usage' &&
      counterFrom === counter.from &&
      partFrom !== null &&
      (pricing.pooling !== 'per_machine' || machines.has(machineId)),
  );
  if (part === undefined || billed.length === 0) return undefined;
  const amountMinor = billed.reduce((sum, one) => sum + one.amountMinor, 0n);
  return { part, amount: fromMinor(amountMinor, currency) };
}

/** The terms that price a place: those of its part; the last ones of what belongs to the whole. */
function termsAt({ terms }: Unit, part: string | null): UnitTerms {
  const last = terms.at(-1)!;
  return part === null ? last : (terms.findLast(({ from }) => from <= part) ?? terms[0]!);
}

/** Bands of hours settle the counter as a whole: a higher band that is reached replaces what was said of earlier parts. */
function placesOf(unit: Unit, standings: readonly Standing[]): Standing[] {
  if (kindOf(termsAt(unit, null).charge.pricing) !== 'hour_bands') return [...standings];
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
  const { counter } = unit;
  const { charge, applied } = termsAt(unit, standing.part);
  const place: LinePlace = {
    chargeKey: charge.key,
    component: standing.component,
    counterFrom: counter.from,
    partFrom: standing.part,
    machineId: standing.machineId,
  };
  const isOwn = (part: string): boolean => part >= counter.part.from && part < counter.part.to;
  const isOwnPart = standing.part === null || isOwn(standing.part);
  if (!isOwnPart && (standing.amount === null || !isToBill(standing.part!, charge, unit, input))) return null;
  const before = billedOf(place, input);
  const dueMinor = standing.amount === null ? null : toMinor(standing.amount, input.currency) - before;
  if (!isWorthALine(charge, counter, standing, isOwnPart, dueMinor)) return null;
  const ofLine = unit.metered.filter(
    (month) =>
      (standing.part === null || month.from === standing.part) &&
      (standing.machineId === null || month.machineId === standing.machineId),
  );
  const own = ofLine.filter(({ from }) => isOwn(from));
  const isUsage = standing.component === 'usage' || standing.component === 'commitment';
  return {
    kind: 'usage',
    params: {
      ...(isUsage
        ? usageParams(unit, applied, standing, ofLine, own, isOwnPart)
        : minimumParams(unit, applied, standing)),
      component: standing.component,
      model: charge.pricing.model,
      countsBy: charge.countsBy,
      days: counter.share.used,
      of: counter.share.of,
    },
    clause: charge.clause,
    quantity: isUsage ? sumKnown(ofLine) : (standing.quantity?.toFixed() ?? null),
    unit: unit.metered[0]!.unit,
    unitPrice: unitPriceOf(applied, standing, isUsage, isOwnPart),
    amountMinor: dueMinor,
    state: stateOf(isUsage, dueMinor, own),
    usagePeriodId: isUsage && own.length === 1 ? own[0]!.usagePeriodId : null,
    kitDeliveryId: null,
    place,
    service: serviceOf(standing, counter, ofLine),
    snapshot: usageSnapshot({ ...unit, charge, applied }, rated, standing, before, input.currency),
  };
}

/** A month that was never invoiced bills for itself. What was counted elsewhere was billed there, unless all that was billed is set off. */
function isToBill(
  part: string,
  { pricing }: ChargeFields,
  { metered }: Unit,
  { invoicedFrom }: DraftInput,
): boolean {
  if (metered.some(({ isOpening, from }) => isOpening && from === part))
    return Boolean(pricing.minInstalments);
  return invoicedFrom.some((from) => from.slice(0, 7) === part.slice(0, 7));
}

function billedOf(place: LinePlace, { billed, takenOver }: DraftInput): bigint {
  const key = placeKey(place);
  return [...takenOver, ...billed].reduce(
    (sum, one) => (placeKey(one) === key ? sum + one.amountMinor : sum),
    0n,
  );
}

/** Whoever pays sees what was used, also where it costs nothing; nothing is said of a minimum or bands that cost nothing yet. */
function isWorthALine(
  charge: ChargeFields,
  counter: Counter,
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
  { terms, metered, ofMachine }: Unit,
  applied: Pricing,
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
    included: includedIn({ ...applied, key: '', ofMachine }, metered),
    overage: standing.quantity?.toFixed() ?? null,
    heldQuantity: sumHeld(own),
    holds: own.reduce((count, { holds }) => count + holds, 0),
    ...(terms[0]!.charge.countsBy === 'year' && { usedInYear: sumKnown(metered) }),
    ...(!isOwnPart && { correctedPart: standing.part }),
  };
}

/** The whole allowance of a unit. */
function includedIn(charge: ChargeInTime, metered: readonly MeteredMonth[]): string {
  const machines = [...new Set(metered.map(({ machineId, device }) => machineId ?? device))];
  return allowanceFor(charge, machines)
    .plus(charge.freeUnits ?? 0)
    .toFixed();
}

function minimumParams({ metered }: Unit, applied: Pricing, standing: Standing): DraftLine['params'] {
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
  applied: Pricing,
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
  { part }: Standing,
  counter: Counter,
  ofLine: readonly MeteredMonth[],
): { readonly from: string; readonly to: string } {
  if (part === null) return { from: counter.from, to: counter.to };
  return { from: part, to: ofLine[0]?.to ?? counter.part.to };
}
