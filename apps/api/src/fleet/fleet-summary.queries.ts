import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { MACHINE_STATES, type MachineState } from '#equipment';
import { forceGenericPlans, preparedQuery, type Scope, seesAllRows, UnitOfWork } from '#platform';
import { FLEET, fleetParameters } from './fleet.sql.js';
import { type HubOfFleet, type MachineGroup, summariseFleet } from './fleet-summary.js';
import type { FleetSummaryDto } from './fleet.dto.js';
import { KeptResults } from './kept-results.js';

interface GroupRow {
  state: MachineState;
  rank: number;
  hub_id: string | null;
  site_id: string | null;
  site_name: string;
  city: string;
  latitude: number | null;
  longitude: number | null;
  machines: number;
  recent: number;
  oldest_reading_at: Date | null;
  oldest_serial: string | null;
}

/**
 * Deriving the states of this many machines takes a noticeable time. The summary of such a fleet is derived in the
 * background while it is used.
 */
const LARGE_FLEET = 5_000;
const REFRESH_MS = 10_000;
/** Longer than the interval at which the portal loads the summary again. */
const UNUSED_MS = 90_000;

@Injectable()
export class FleetSummaryQueries implements OnApplicationShutdown {
  private readonly kept = new KeptResults<FleetSummaryDto>({
    refreshMs: REFRESH_MS,
    unusedMs: UNUSED_MS,
    isKept: ({ total }) => total >= LARGE_FLEET,
  });

  constructor(private readonly unitOfWork: UnitOfWork) {}

  onApplicationShutdown(): void {
    this.kept.stop();
  }

  /**
   * Returns the state of the fleet: machines by state, and each hub with its sites. The state of a large fleet may be
   * some seconds old.
   */
  get(scope: Scope, showUsage: boolean): Promise<FleetSummaryDto> {
    // All users who see all rows of the maker get the same summary. Other users see only a few machines.
    return seesAllRows(scope)
      ? this.kept.get(`${scope.makerId} ${showUsage}`, () => this.derive(scope, showUsage))
      : this.derive(scope, showUsage);
  }

  private derive(scope: Scope, showUsage: boolean): Promise<FleetSummaryDto> {
    return this.unitOfWork.run(scope, async (tx) => {
      await forceGenericPlans(tx);
      const rows = await preparedQuery<GroupRow>(
        tx,
        `with ${FLEET}
         select state, rank, hub_id, site_id, site_name, city, latitude, longitude, count(*)::int as machines,
                (count(*) filter (where last_reading_at >= $2::timestamptz - interval '2 minutes'))::int as recent,
                min(last_reading_at) filter (where lifecycle = any($4)) as oldest_reading_at,
                (array_agg(serial order by last_reading_at, serial)
                  filter (where lifecycle = any($4) and last_reading_at is not null))[1] as oldest_serial
           from fleet where archived_at is null
          group by state, rank, hub_id, site_id, site_name, city, latitude, longitude`,
        fleetParameters(scope, tx.now, { usage: showUsage }),
      );
      const hubs: HubOfFleet[] = await tx.manager.query(
        `select id, name, latitude, longitude, zone from hub where maker_id = $1 order by code`,
        [scope.makerId],
      );
      return summariseFleet(rows.map(toGroup), hubs, tx.now);
    });
  }
}

function toGroup(row: GroupRow): MachineGroup {
  return {
    machines: row.machines,
    state: MACHINE_STATES.includes(row.state) ? row.state : 'unknown',
    rank: row.rank,
    hubId: row.hub_id,
    site:
      row.site_id === null
        ? null
        : {
            id: row.site_id,
            name: row.site_name,
            city: row.city,
            latitude: row.latitude,
            longitude: row.longitude,
          },
    recent: row.recent,
    oldest:
      row.oldest_serial === null || row.oldest_reading_at === null
        ? null
        : { serial: row.oldest_serial, lastReadingAt: row.oldest_reading_at },
  };
}
