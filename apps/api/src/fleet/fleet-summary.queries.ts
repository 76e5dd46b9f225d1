import { Injectable } from '@nestjs/common';
import { MACHINE_STATES, type MachineState, REPORTING_LIFECYCLES, type MachineLifecycle } from '#equipment';
import { forceGenericPlans, preparedQuery, type Scope, UnitOfWork } from '#platform';
import { FLEET, fleetParameters } from './fleet.sql.js';
import { type HubOfFleet, type MachineOfFleet, summariseFleet } from './fleet-summary.js';
import type { FleetSummaryDto } from './fleet.dto.js';

interface FleetRow {
  serial: string;
  state: MachineState;
  rank: number;
  lifecycle: MachineLifecycle;
  hub_id: string | null;
  site_id: string | null;
  site_name: string;
  city: string;
  latitude: number | null;
  longitude: number | null;
  last_reading_at: Date | null;
}

@Injectable()
export class FleetSummaryQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Returns the state of the fleet: machines by state, and each hub with its sites. */
  get(scope: Scope, showUsage: boolean): Promise<FleetSummaryDto> {
    return this.unitOfWork.run(scope, async (tx) => {
      await forceGenericPlans(tx);
      const rows = await preparedQuery<FleetRow>(
        tx,
        `with ${FLEET}
         select serial, state, rank, lifecycle, hub_id, site_id, site_name, city, latitude, longitude, last_reading_at
           from fleet where archived_at is null`,
        fleetParameters(scope, tx.now, { usage: showUsage }),
      );
      const hubs: HubOfFleet[] = await tx.manager.query(
        `select id, name, latitude, longitude, zone from hub where maker_id = $1 order by code`,
        [scope.makerId],
      );
      return summariseFleet(rows.map(toMachine), hubs, tx.now);
    });
  }
}

function toMachine(row: FleetRow): MachineOfFleet {
  return {
    serial: row.serial,
    state: MACHINE_STATES.includes(row.state) ? row.state : 'unknown',
    rank: row.rank,
    isExpectedToReport: REPORTING_LIFECYCLES.includes(row.lifecycle),
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
    lastReadingAt: row.last_reading_at,
  };
}
