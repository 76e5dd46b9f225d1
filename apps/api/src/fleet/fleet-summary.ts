import { MACHINE_STATES, type MachineState } from '#equipment';
import type { FleetSummaryDto, HubStatusDto, SiteStatusDto } from './fleet.dto.js';

/** Facts about a machine that a summary needs. */
export interface MachineOfFleet {
  readonly serial: string;
  readonly state: MachineState;
  /** Urgency from 0 (most urgent) to 7 (no attention needed). */
  readonly rank: number;
  readonly isExpectedToReport: boolean;
  readonly hubId: string | null;
  readonly site: SiteStatusDto['site'] | null;
  readonly lastReadingAt: Date | null;
}

export type HubOfFleet = HubStatusDto['hub'];

/** Worst state of a site by the rank of its machines. */
const WORST_OF_RANK = ['critical', 'warning', 'silent', 'held', 'planned', 'planned', 'service'] as const;

/**
 * States in order of activity. If no machine of a site needs attention, the site shows the most active state of its
 * machines.
 */
const STATES_BY_ACTIVITY: readonly MachineState[] = ['load', 'idle', 'off', 'unknown'];

const RECENT_MS = 120_000;

/**
 * Counts machines by state, and groups them by hub and site. Omits hubs without machines, and machines without a hub.
 */
export function summariseFleet(
  machines: readonly MachineOfFleet[],
  hubs: readonly HubOfFleet[],
  now: Date,
): FleetSummaryDto {
  const gapMs = (machine: MachineOfFleet): number =>
    now.getTime() - (machine.lastReadingAt?.getTime() ?? Infinity);
  const [longest] = machines
    .filter((machine) => machine.isExpectedToReport && machine.lastReadingAt !== null)
    .sort((a, b) => gapMs(b) - gapMs(a));
  return {
    total: machines.length,
    states: Object.fromEntries(
      MACHINE_STATES.map((state) => [state, machines.filter((machine) => machine.state === state).length]),
    ) as unknown as FleetSummaryDto['states'],
    hubs: hubs.map((hub) => toHubStatus(hub, machines)).filter((status) => status.machines > 0),
    heardLast2Min: machines.filter((machine) => machine.lastReadingAt !== null && gapMs(machine) <= RECENT_MS)
      .length,
    worstGap: longest
      ? { serial: longest.serial, seconds: Math.max(0, Math.round(gapMs(longest) / 1000)) }
      : null,
  };
}

function toHubStatus(hub: HubOfFleet, machines: readonly MachineOfFleet[]): HubStatusDto {
  const own = machines.filter((machine) => machine.hubId === hub.id);
  const bySite = new Map<string, MachineOfFleet[]>();
  for (const machine of own) {
    if (machine.site) bySite.set(machine.site.id, [...(bySite.get(machine.site.id) ?? []), machine]);
  }
  const sites = [...bySite.values()].map((there) => ({
    site: there[0]!.site!,
    machines: there.length,
    worst: worstOf(there),
  }));
  return { hub, machines: own.length, sites: sites.sort((a, b) => a.site.name.localeCompare(b.site.name)) };
}

function worstOf(machines: readonly MachineOfFleet[]): string {
  const rank = Math.min(...machines.map((machine) => machine.rank));
  return (
    WORST_OF_RANK[rank] ??
    STATES_BY_ACTIVITY.find((state) => machines.some((machine) => machine.state === state)) ??
    'unknown'
  );
}
