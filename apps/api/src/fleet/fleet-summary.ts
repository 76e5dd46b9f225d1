import { MACHINE_STATES, type MachineState } from '#equipment';
import { groupBy } from '#platform';
import type { FleetSummaryDto, HubStatusDto, SiteStatusDto } from './fleet.dto.js';

/** Machines with the same hub, site, state and urgency. */
export interface MachineGroup {
  readonly machines: number;
  readonly state: MachineState;
  /** Urgency from 0 (most urgent) to 7 (no attention needed). */
  readonly rank: number;
  readonly hubId: string | null;
  readonly site: SiteStatusDto['site'] | null;
  /** Number of machines with a reading in the last two minutes. */
  readonly recent: number;
  /** The machine with the oldest last reading among those that are expected to report; null if there is none. */
  readonly oldest: { readonly serial: string; readonly lastReadingAt: Date } | null;
}

export type HubOfFleet = HubStatusDto['hub'];

/** Worst state of a site by the rank of its machines. */
const WORST_OF_RANK = ['critical', 'warning', 'silent', 'held', 'planned', 'planned', 'service'] as const;

/**
 * States in order of activity. If no machine of a site needs attention, the site shows the most active state of its
 * machines.
 */
const STATES_BY_ACTIVITY: readonly MachineState[] = ['load', 'idle', 'off', 'unknown'];

/**
 * Counts all machines by state, and groups them by hub and site. The groups omit hubs without machines, and machines
 * without a hub.
 */
export function summariseFleet(
  groups: readonly MachineGroup[],
  hubs: readonly HubOfFleet[],
  now: Date,
): FleetSummaryDto {
  const byHub = groupBy(groups, ({ hubId }) => hubId);
  const [longest] = groups
    .flatMap(({ oldest }) => oldest ?? [])
    .sort((a, b) => a.lastReadingAt.getTime() - b.lastReadingAt.getTime());
  return {
    total: countMachines(groups),
    states: Object.fromEntries(
      MACHINE_STATES.map((state) => [state, countMachines(groups.filter((group) => group.state === state))]),
    ) as unknown as FleetSummaryDto['states'],
    hubs: hubs.flatMap((hub) => toHubStatus(hub, byHub.get(hub.id) ?? [])),
    heardLast2Min: groups.reduce((sum, { recent }) => sum + recent, 0),
    worstGap: longest
      ? {
          serial: longest.serial,
          seconds: Math.max(0, Math.round((now.getTime() - longest.lastReadingAt.getTime()) / 1000)),
        }
      : null,
  };
}

const countMachines = (groups: readonly MachineGroup[]): number =>
  groups.reduce((sum, { machines }) => sum + machines, 0);

function toHubStatus(hub: HubOfFleet, groups: readonly MachineGroup[]): HubStatusDto[] {
  if (groups.length === 0) return [];
  const bySite = groupBy(
    groups.filter(({ site }) => site !== null),
    ({ site }) => site!.id,
  );
  const sites = [...bySite.values()].map((there) => ({
    site: there[0]!.site!,
    machines: countMachines(there),
    worst: worstOf(there),
  }));
  return [
    { hub, machines: countMachines(groups), sites: sites.sort((a, b) => compare(a.site.name, b.site.name)) },
  ];
}

/** One collator for all comparisons is much faster than `localeCompare` for thousands of names. */
const { compare } = new Intl.Collator();

function worstOf(groups: readonly MachineGroup[]): string {
  const rank = Math.min(...groups.map((group) => group.rank));
  return (
    WORST_OF_RANK[rank] ??
    STATES_BY_ACTIVITY.find((state) => groups.some((group) => group.state === state)) ??
    'unknown'
  );
}
