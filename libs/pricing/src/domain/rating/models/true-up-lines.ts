import type { Charge } from '#contracts/domain';
import { Exact } from '#platform/domain';
import {
  addShortfalls,
  amountShortfall,
  hasMinimum,
  instalmentsOf,
  minimumWithoutUsage,
  type Minimum,
  quantityShortfall,
  type Shortfall,
} from './minimum.js';
import { allocated, type RatedLine, type Unit } from '../rated-line.js';
import { convertQuantity } from '../rounding.js';
import { machinesOf, quantityOf } from '../usage.js';

/** The billed usage of a unit. */
export interface BilledUsage {
  /** Priced quantity, after conversion and without the allowance. */
  readonly quantity: Exact;
  /** Rounded. */
  readonly amount: Exact;
}

/**
 * Returns separate lines for minimums that were not reached: each machine's own minimum, then the minimum quantity and
 * the minimum amount.
 */
export function trueUpLines(unit: Unit, minimum: Minimum, usage: BilledUsage): RatedLine[] {
  if (!hasMinimum(minimum)) return [];
  const { charge, facts, currency, machine } = unit;
  const floors = minimum.quantityPerMachine === null ? [] : machineFloors(unit, minimum.quantityPerMachine);
  const floorTotal = floors.reduce<Shortfall | null>((total, { due }) => addShortfalls(total, due), null);
  const ofQuantity = quantityShortfall(
    charge,
    minimum.quantity,
    usage.quantity.plus(floorTotal?.quantity ?? 0),
    currency,
  );
  const billed = usage.amount.plus(floorTotal?.amount ?? 0).plus(ofQuantity?.amount ?? 0);
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
  /** Null while the machine's quantity is unknown. */
  readonly due: Shortfall | null;
}

/** Returns lines for machines below their own minimum, and for machines with an unknown quantity. */
function machineFloors({ charge, facts, currency }: Unit, floor: Exact): MachineFloor[] {
  return machinesOf(facts).flatMap<MachineFloor>((machine) => {
    const own = facts.filter((fact) => fact.machine === machine);
    if (own.some(({ held }) => held)) return [{ machine, due: null }];
    const minQuantity = charge.ofMachine?.get(machine)?.minQuantity ?? floor;
    const due = quantityShortfall(
      charge,
      new Exact(minQuantity),
      convertQuantity(quantityOf(own), charge.convert),
      currency,
    );
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

/** Returns the line for the instalments of a minimum that are due by now. */
export function instalmentLine(
  { charge, machine, moment, currency }: Unit,
  minimum: Minimum,
  of: number,
): RatedLine {
  const due = instalmentsOf(minimumWithoutUsage(charge, minimum, currency), moment.interimRuns, of, currency);
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

/** Merges a machine's own shortfall and its share of the pool's shortfall into one line. */
function mergeByMachine(lines: readonly RatedLine[]): RatedLine[] {
  const merged = new Map<string | null, RatedLine>();
  for (const line of lines) {
    const other = merged.get(line.machine);
    merged.set(line.machine, other ? addLines(other, line) : line);
  }
  return [...merged.values()];
}

/** Adds two lines. If one of them is on hold, the sum is on hold too. */
function addLines(a: RatedLine, b: RatedLine): RatedLine {
  const [due, more] = [toShortfall(a), toShortfall(b)];
  const both = due && more && addShortfalls(due, more);
  return { ...a, quantity: both?.quantity ?? null, exact: both?.exact ?? null, amount: both?.amount ?? null };
}

function toShortfall({ quantity, exact, amount }: RatedLine): Shortfall | null {
  return exact && amount && { quantity, exact, amount };
}
