import type { FieldFault } from '#platform/domain';
import { firstMomentOf, plusDays } from '../calendar/local-dates.js';
import type { ContractFields, MachineUnderContract } from './contract-fields.js';

/** A span [from, to) in milliseconds since 1970 UTC; `to` is Infinity if there is no end. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A machine under a contract on the local days [from, to) of a time zone; `to` is null if there is no end. */
export interface MachineStay extends Pick<MachineUnderContract, 'machineId' | 'from' | 'to'> {
  readonly customerId: string;
  readonly zone: string;
}

/** A machine under another contract. */
export interface OtherStay extends MachineStay {
  /** Number of the contract. */
  readonly contract: string;
  /** False for a draft, which does not prevent an activation. */
  readonly isBilled: boolean;
}

/** The time in which a machine is at sites of a customer. */
export interface StayAtCustomer extends Span {
  readonly machineId: string;
  readonly customerId: string;
}

/** A machine that two contracts include at the same time. */
export interface SharedMachine {
  readonly machineId: string;
  readonly contract: string;
}

/** Returns the days of machines under a contract, without days outside its term. */
export function staysOf({
  customerId,
  zone,
  startsOn,
  endsOn,
  machines,
}: Pick<ContractFields, 'customerId' | 'zone' | 'startsOn' | 'endsOn'> & {
  readonly machines: readonly Omit<MachineUnderContract, 'id'>[];
}): MachineStay[] {
  const end = endsOn === null ? null : plusDays(endsOn, 1);
  return machines.flatMap(({ machineId, ...stay }) => {
    const from = stay.from > startsOn ? stay.from : startsOn;
    const to = stay.to === null || (end !== null && end < stay.to) ? end : stay.to;
    return to === null || from < to ? [{ machineId, customerId, zone, from, to }] : [];
  });
}

/**
 * Finds machines that a contract claims at the same time as an active or ended contract of another customer
 * (docs/rules/contracts.md#machines-of-two-customers).
 * @param before the contract's stays without an amendment, which is judged only by the days that it adds
 * @param others ordered by contract number
 * @returns each machine once, with the first such contract
 */
export function findContestedMachines(
  stays: readonly MachineStay[],
  before: readonly MachineStay[],
  others: readonly OtherStay[],
  placements: readonly StayAtCustomer[],
): SharedMachine[] {
  return firstPerMachine(stays, others, (stay, other) => {
    if (!other.isBilled || other.customerId === stay.customerId) return false;
    const theirs = claimOf(other, placements);
    const earlier = before.filter(({ machineId }) => machineId === stay.machineId).map(spanOf);
    return intersect(claimOf(stay, placements), theirs).some((span) => !isCovered(span, earlier));
  });
}

/** Finds machines that other contracts, including drafts, include on the same days. Returns each machine once. */
export function findSharedMachines(
  stays: readonly MachineStay[],
  others: readonly OtherStay[],
): SharedMachine[] {
  return firstPerMachine(
    stays,
    others,
    (stay, other) => intersect([spanOf(stay)], [spanOf(other)]).length > 0,
  );
}

/**
 * Returns an error for each contested machine at its position.
 * @param pointerOf returns the JSON pointer of a machine
 */
export function contestedFaults(
  machines: readonly SharedMachine[],
  pointerOf: (machineId: string) => string,
): FieldFault[] {
  return machines.map(({ machineId, contract }) => ({
    pointer: pointerOf(machineId),
    code: 'contracts.machine_with_another_customer',
    params: { contract },
  }));
}

/**
 * Returns the time in which a stay claims its machine: the time at sites of the contract's customer or, if the machine
 * is never at such a site during the stay, the whole stay.
 */
function claimOf(stay: MachineStay, placements: readonly StayAtCustomer[]): Span[] {
  const days = spanOf(stay);
  const own = placements.filter(
    ({ machineId, customerId }) => machineId === stay.machineId && customerId === stay.customerId,
  );
  const placed = intersect([days], own);
  return placed.length > 0 ? placed : [days];
}

function spanOf({ from, to, zone }: MachineStay): Span {
  return {
    from: firstMomentOf(from, zone).at,
    to: to === null ? Infinity : firstMomentOf(to, zone).at,
  };
}

function firstPerMachine(
  stays: readonly MachineStay[],
  others: readonly OtherStay[],
  matches: (stay: MachineStay, other: OtherStay) => boolean,
): SharedMachine[] {
  const machineIds = [...new Set(stays.map(({ machineId }) => machineId))];
  return machineIds.flatMap((machineId) => {
    const own = stays.filter((stay) => stay.machineId === machineId);
    const found = others.find(
      (other) => other.machineId === machineId && own.some((stay) => matches(stay, other)),
    );
    return found ? [{ machineId, contract: found.contract }] : [];
  });
}

function intersect(left: readonly Span[], right: readonly Span[]): Span[] {
  return left.flatMap((a) =>
    right
      .map((b) => ({ from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) }))
      .filter(({ from, to }) => from < to),
  );
}

/** Returns true when a span lies entirely within others. */
function isCovered(span: Span, others: readonly Span[]): boolean {
  let covered = span.from;
  for (const { from, to } of [...others].sort((a, b) => a.from - b.from))
    if (from <= covered && to > covered) covered = to;
  return covered >= span.to;
}
