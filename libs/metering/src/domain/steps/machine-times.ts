import { firstMomentOf, type MachineUnderContract, plusDays } from '#contracts/domain';
import { joinAdjacent, type TimeRange } from '../windows/counting-windows.js';

type Stay = Omit<MachineUnderContract, 'id'>;

/**
 * Returns the exact times at which a machine is under its contract. Stays are agreed in days, so they begin and end at
 * local midnights. On the day of a swap (one machine's stay ends on the day on which another's begins), the instants at
 * which machines left and arrived are used instead. A swap can be agreed from its own day or from the day after:
 *
 * - from its day: the machine that left counts until it left or, if the departure was not recorded, until the other
 *   machine arrived;
 *
 * - from the day after: if the other machine left on that day, the machine that arrived counts from its arrival or, if
 *   the arrival was not recorded on that day, from the other machine's departure.
 *
 * @param placements returns the times at which a machine was with the contract's customer
 * @returns [since, until), where the instant before `until` is the end of the stay and still counts
 */
export function machineTimes(
  machineId: string,
  stays: readonly Stay[],
  placements: (machineId: string) => readonly TimeRange[],
  zone: string,
): TimeRange[] {
  return stays
    .filter((stay) => stay.machineId === machineId)
    .map(({ from, to }) => ({
      since: findArrivalBefore(from) ?? midnight(from),
      until: to === null ? null : (findDepartureAfter(to) ?? midnight(to)) + 1,
    }));

  function midnight(day: string): number {
    return firstMomentOf(day, zone).at;
  }

  /** Returns the instant, on the day before a stay, at which the machine replaced a machine that left on that day. */
  function findArrivalBefore(day: string): number | undefined {
    const dayBefore = { from: midnight(plusDays(day, -1)), to: midnight(day) };
    const left = otherMachines(({ to }) => to === day).flatMap((id) => departures(id, dayBefore));
    if (left.length === 0) return undefined;
    return (
      arrivals(machineId, dayBefore)[0] ??
      (isPlacedAt(machineId, dayBefore.to - 1) ? Math.min(...left) : undefined)
    );
  }

  /**
   * Returns the instant, on the day after a stay, until which the machine stayed before another machine replaced it.
   */
  function findDepartureAfter(day: string): number | undefined {
    const joining = otherMachines(({ from }) => from === day);
    const span = { from: midnight(day), to: midnight(plusDays(day, 1)) };
    if (joining.length === 0 || !isPlacedAt(machineId, span.from)) return undefined;
    return departures(machineId, span)[0] ?? earliest(joining.flatMap((id) => arrivals(id, span)));
  }

  function otherMachines(matches: (stay: Stay) => boolean): string[] {
    return stays
      .filter((stay) => stay.machineId !== machineId && matches(stay))
      .map((stay) => stay.machineId);
  }

  function isPlacedAt(id: string, at: number): boolean {
    return placements(id).some(({ since, until }) => since <= at && (until === null || at < until));
  }

  function departures(id: string, { from, to }: Day): number[] {
    return joinAdjacent(placements(id)).flatMap(({ until }) =>
      until !== null && until > from && until < to ? [until] : [],
    );
  }

  function arrivals(id: string, { from, to }: Day): number[] {
    return joinAdjacent(placements(id)).flatMap(({ since }) => (since > from && since < to ? [since] : []));
  }
}

/** A local day. Instants are milliseconds since 1970 UTC. */
interface Day {
  readonly from: number;
  readonly to: number;
}

const earliest = (instants: readonly number[]): number | undefined =>
  instants.length === 0 ? undefined : Math.min(...instants);
