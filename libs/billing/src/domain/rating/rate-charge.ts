import { Exact } from '#platform';
import { allowanceFor, beyondAllowance } from './allowance.js';
import type { Charge, LineComponent } from './charge.js';
import {
  addShortfalls,
  amountShortfall,
  hasMinimum,
  instalmentsOf,
  leastDue,
  type Minimum,
  minimumOf,
  quantityShortfall,
  type Shortfall,
} from './minimum.js';
import { netPrice, type NetPrice } from './net-price.js';
import type { PriceStep } from './price-quantity.js';
import { convertQuantity, roundAmount, type RoundedIn, shareAmount, shareExactly } from './rounding.js';
import { machinesOf, partsOf, quantityOf, type UsageFact } from './usage.js';

/** A line of a charge as it stands by now, not what a run adds to it. */
export interface RatedLine {
  readonly charge: string;
  /** Null of what belongs to the period as a whole. */
  readonly part: string | null;
  readonly machine: string | null;
  readonly component: LineComponent;
  /** The priced quantity; null where there is none, or where it is held. */
  readonly quantity: Exact | null;
  /** Null where it is held. */
  readonly exact: Exact | null;
  readonly amount: Exact | null;
  /** Of a commitment, rounded. */
  readonly committed: { readonly used: Exact; readonly overage: Exact; readonly trueUp: Exact } | null;
}

export interface RatedStep extends PriceStep {
  readonly charge: string;
}

/** What a charge comes to by now. */
export interface RatedCharge {
  readonly lines: readonly RatedLine[];
  readonly steps: readonly RatedStep[];
  /** These three are exact. */
  readonly gross: Exact;
  readonly discount: Exact;
  readonly capDiscount: Exact;
}

/** When a period is rated. */
export interface RatingMoment {
  readonly final: boolean;
  /** Of the contract, from 1. */
  readonly contractMonth: number;
  /** Interim runs of the period so far, this one included. */
  readonly interimRuns: number;
}

const ZERO = new Exact(0);

/**
 * All of a charge's usage of a period, by what is known now: convert, round the quantity, allowance, price, percentage discount,
 * maximum, minimum, round (billing.md, section 0, "order of steps"). A pool is rated as one, or each machine alone.
 */
export function rateCharge(
  charge: Charge,
  facts: readonly UsageFact[],
  moment: RatingMoment,
  currency: RoundedIn,
): RatedCharge {
  const units =
    charge.pooling === 'per_machine' && facts.length > 0
      ? machinesOf(facts).map((machine) => ({
          machine,
          of: facts.filter((each) => each.machine === machine),
        }))
      : [{ machine: null, of: facts }];
  const rated = units.map(({ machine, of }) => rateUnit({ charge, facts: of, machine, moment, currency }));
  return {
    lines: rated.flatMap(({ lines }) => lines),
    steps: rated.flatMap(({ steps }) => steps),
    gross: sum(rated.map(({ gross }) => gross)),
    discount: sum(rated.map(({ discount }) => discount)),
    capDiscount: sum(rated.map(({ capDiscount }) => capDiscount)),
  };
}

/** What is rated together. */
interface Unit {
  readonly charge: Charge;
  readonly facts: readonly UsageFact[];
  /** Null of a pool. */
  readonly machine: string | null;
  readonly moment: RatingMoment;
  readonly currency: RoundedIn;
}

/** A unit's price with its first parts. */
interface Standing extends NetPrice {
  readonly quantity: Exact;
  readonly amount: Exact;
}

function rateUnit(unit: Unit): RatedCharge {
  const { charge, facts, moment, currency } = unit;
  const parts = partsOf(facts);
  const standings = standAfterEach(unit, parts);
  const whole = standings.at(-1)!;
  const steps = roundSteps(charge, whole, currency);
  const minimum = minimumOf(charge, moment.contractMonth);
  const heldLines = facts
    .filter(({ held }) => held && charge.model !== 'flat')
    .map((fact) => heldLine(charge, fact));
  const setsOff = moment.final && heldLines.length === 0;
  if (charge.minInstalments && !setsOff) {
    const line = instalmentLine(unit, minimum, charge.minInstalments);
    return { lines: [line, ...heldLines], steps, gross: ZERO, discount: ZERO, capDiscount: ZERO };
  }
  const usage = charge.commitment ? [commitmentLine(unit, parts, whole)] : usageLines(unit, parts, standings);
  return {
    lines: [
      ...usage.filter((line) => !heldLines.some((held) => isSamePlace(held, line))),
      ...heldLines,
      ...(moment.final ? trueUpLines(unit, minimum, whole) : []),
    ],
    steps,
    ...figuresOf(unit, parts, standings),
  };
}

/** What the parts add up to of which anything is known: a step's or a first tier's fee waits with the usage that it comes with. */
function figuresOf(
  { charge, facts }: Unit,
  parts: readonly string[],
  standings: readonly Standing[],
): Pick<RatedCharge, 'gross' | 'discount' | 'capDiscount'> {
  const unknown = new Set(charge.model === 'flat' ? [] : facts.map(({ part }) => part));
  for (const { part, known } of facts) if (known) unknown.delete(part);
  const total = (figure: 'gross' | 'discount' | 'capDiscount'): Exact =>
    sum(
      standings.flatMap((standing, index) =>
        unknown.has(parts[index]!) ? [] : [standing[figure].minus(standings[index - 1]?.[figure] ?? 0)],
      ),
    );
  return { gross: total('gross'), discount: total('discount'), capDiscount: total('capDiscount') };
}

/** After each part, cumulative, so that allowance, tiers and maximum span the parts and nothing drifts by rounding. */
function standAfterEach({ charge, facts, moment, currency }: Unit, parts: readonly string[]): Standing[] {
  const byPart = new Map<string, UsageFact[]>(parts.map((part) => [part, []]));
  for (const fact of facts) byPart.get(fact.part)!.push(fact);
  const allowance = allowanceFor(charge, machinesOf(facts).length);
  let used = ZERO;
  const events: Exact[] = [];
  return parts.map((part) => {
    for (const fact of byPart.get(part)!) {
      used = used.plus(fact.quantity);
      events.push(...fact.events);
    }
    const quantity = beyondAllowance(convertQuantity(used, charge.convert), allowance);
    const net = netPrice(charge, { quantity, events, final: moment.final });
    return { ...net, quantity, amount: roundAmount(net.exact, currency) };
  });
}

/** One line for each part: what it adds to the parts before it. */
function usageLines(unit: Unit, parts: readonly string[], standings: readonly Standing[]): RatedLine[] {
  const { charge, facts, machine } = unit;
  return parts.flatMap((part, index) => {
    const ofPart = facts.filter((fact) => fact.part === part);
    if (charge.model !== 'flat' && ofPart.length > 0 && ofPart.every(({ held }) => held)) return [];
    const [before, after] = [standings[index - 1], standings[index]!];
    const line: RatedLine = {
      charge: charge.key,
      part,
      machine,
      component: 'usage',
      quantity: charge.model === 'flat' ? null : after.quantity.minus(before?.quantity ?? 0),
      exact: after.exact.minus(before?.exact ?? 0),
      amount: after.amount.minus(before?.amount ?? 0),
      committed: null,
    };
    return allocated(unit, line, ofPart);
  });
}

/** A commitment spans the parts and is one line, with what was used of it and beyond it. */
function commitmentLine(
  { charge, machine, currency, facts }: Unit,
  parts: readonly string[],
  whole: Standing,
): RatedLine {
  const { used, overage, trueUp } = whole.committed!;
  const due = facts.some(({ held }) => held) ? ZERO : trueUp;
  const exact = whole.exact.plus(due);
  return {
    charge: charge.key,
    part: parts.length === 1 ? parts[0]! : null,
    machine,
    component: 'commitment',
    quantity: whole.quantity,
    exact,
    amount: roundAmount(exact, currency),
    committed: {
      used: roundAmount(used, currency),
      overage: roundAmount(overage, currency),
      trueUp: roundAmount(due, currency),
    },
  };
}

/** Own lines for what was only committed: each machine's floor, then the quantity's and the amount's minimum. */
function trueUpLines(unit: Unit, minimum: Minimum, whole: Standing): RatedLine[] {
  if (!hasMinimum(minimum)) return [];
  const { charge, facts, currency, machine } = unit;
  const floors = minimum.quantityPerMachine === null ? [] : machineFloors(unit, minimum.quantityPerMachine);
  const floorTotal = floors.reduce<Shortfall | null>((total, { due }) => addShortfalls(total, due), null);
  const ofQuantity = quantityShortfall(
    charge,
    minimum.quantity,
    whole.quantity.plus(floorTotal?.quantity ?? 0),
    currency,
  );
  const billed = sum([whole.amount, floorTotal?.amount ?? ZERO, ofQuantity?.amount ?? ZERO]);
  const ofUnit = addShortfalls(ofQuantity, amountShortfall(minimum.amount, billed, currency));
  const isUnitHeld = facts.some(({ held }) => held) && (minimum.amount !== null || minimum.quantity !== null);
  const own = isUnitHeld
    ? [trueUpLine(charge, machine, null)]
    : ofUnit
      ? allocated(unit, trueUpLine(charge, machine, ofUnit), facts)
      : [];
  return mergeByMachine([...floors.map((floor) => trueUpLine(charge, floor.machine, floor.due)), ...own]);
}

interface MachineFloor {
  readonly machine: string | null;
  /** Null while nobody knows its quantity. */
  readonly due: Shortfall | null;
}

/** Machines below their own floor, and those of which nobody knows yet. */
function machineFloors({ charge, facts, currency }: Unit, floor: Exact): MachineFloor[] {
  return machinesOf(facts).flatMap<MachineFloor>((machine) => {
    const own = facts.filter((fact) => fact.machine === machine);
    if (own.some(({ held }) => held)) return [{ machine, due: null }];
    const due = quantityShortfall(charge, floor, convertQuantity(quantityOf(own), charge.convert), currency);
    return due ? [{ machine, due }] : [];
  });
}

function trueUpLine({ key }: Charge, machine: string | null, due: Shortfall | null): RatedLine {
  return {
    charge: key,
    part: null,
    machine,
    component: 'true_up',
    quantity: due?.quantity ?? null,
    exact: due?.exact ?? null,
    amount: due?.amount ?? null,
    committed: null,
  };
}

function instalmentLine(
  { charge, machine, moment, currency }: Unit,
  minimum: Minimum,
  of: number,
): RatedLine {
  const due = instalmentsOf(leastDue(charge, minimum, currency), moment.interimRuns, of, currency);
  return {
    charge: charge.key,
    part: null,
    machine,
    component: 'instalment',
    quantity: due.quantity,
    exact: due.exact,
    amount: due.amount,
    committed: null,
  };
}

/** A held quantity leaves its line without an amount; the others go on (billing.md, section 0, "held"). */
function heldLine({ key, commitment }: Charge, { part, machine }: UsageFact): RatedLine {
  return {
    charge: key,
    part,
    machine,
    component: commitment ? 'commitment' : 'usage',
    quantity: null,
    exact: null,
    amount: null,
    committed: null,
  };
}

/** A pool's line shared over its machines by quantity, where the charge says so; the shares add up to it. */
function allocated(
  { charge, currency, machine }: Unit,
  line: RatedLine,
  facts: readonly UsageFact[],
): RatedLine[] {
  const machines = machinesOf(facts);
  if (!charge.allocate || machine !== null || machines.length === 0) return [line];
  const weights = machines.map((each) => quantityOf(facts.filter((fact) => fact.machine === each)));
  const amounts = shareAmount(line.amount!, weights, currency);
  const exacts = shareExactly(line.exact!, weights);
  const quantities = line.quantity && shareExactly(line.quantity, weights);
  return machines.map((each, index) => ({
    ...line,
    machine: each,
    quantity: quantities?.[index] ?? null,
    exact: exacts[index]!,
    amount: amounts[index]!,
  }));
}

/** A machine's floor and its share of the pool's true-up are one line. */
function mergeByMachine(lines: readonly RatedLine[]): RatedLine[] {
  const merged = new Map<string | null, RatedLine>();
  for (const line of lines) {
    const other = merged.get(line.machine);
    merged.set(line.machine, other ? addLines(other, line) : line);
  }
  return [...merged.values()];
}

/** What waits in one of the two waits in both. */
function addLines(a: RatedLine, b: RatedLine): RatedLine {
  const [due, more] = [toShortfall(a), toShortfall(b)];
  const both = due && more && addShortfalls(due, more);
  return { ...a, quantity: both?.quantity ?? null, exact: both?.exact ?? null, amount: both?.amount ?? null };
}

function toShortfall({ quantity, exact, amount }: RatedLine): Shortfall | null {
  return exact && amount && { quantity, exact, amount };
}

function roundSteps({ key }: Charge, { steps }: NetPrice, currency: RoundedIn): RatedStep[] {
  const exact = steps.map(({ amount }) => amount);
  const amounts = shareAmount(roundAmount(sum(exact), currency), exact, currency);
  return steps.map((step, index) => ({ ...step, charge: key, amount: amounts[index]! }));
}

function isSamePlace(a: RatedLine, b: RatedLine): boolean {
  return a.part === b.part && a.machine === b.machine && a.component === b.component;
}

function sum(values: readonly Exact[]): Exact {
  return values.reduce((total, value) => total.plus(value), ZERO);
}
