import { Injectable } from '@nestjs/common';
import { getSite } from '#customers';
import { AuditTrail } from '#organization';
import {
  DomainError,
  newId,
  mapConstraintViolations,
  type Scope,
  type Transaction,
  UnitOfWork,
} from '#platform';
import type { MachineLifecycle } from './domain/machines/lifecycle.js';
import { planMove, type MachinePlacement, toRange } from './domain/machines/placement.js';
import type { Machine } from './entities/machine.entity.js';
import { Placement } from './entities/placement.entity.js';
import { getMachine } from './imports/registry-lookups.js';

/** A placement with the names of its site and customer. */
export interface PlacementView extends MachinePlacement {
  readonly id: string;
  readonly siteName: string;
  readonly siteCity: string;
  readonly siteZone: string;
  readonly customerId: string;
  readonly customerName: string;
}

/** Lifecycle stages in which a machine may be moved from one site to another. */
const MOVABLE_LIFECYCLES: readonly MachineLifecycle[] = ['shipped', 'commissioned', 'in_service', 'sold'];

@Injectable()
export class PlacementsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Returns a machine's placements, newest first. A customer sees only the placements at its own sites.
   * @throws DomainError equipment.machine_not_found
   */
  list(scope: Scope, machineId: string): Promise<PlacementView[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getMachine(tx, machineId);
      return tx.manager.query(
        `select p.id, p.site_id as "siteId", s.name as "siteName", s.city as "siteCity", s.zone as "siteZone",
                p.customer_id as "customerId", c.name as "customerName", lower(p.during) as "from", upper(p.during) as "to"
           from placement p
           join site s on s.maker_id = p.maker_id and s.id = p.site_id
           join customer c on c.maker_id = p.maker_id and c.id = p.customer_id
          where p.maker_id = $1 and p.machine_id = $2
          order by lower(p.during) desc`,
        [scope.makerId, machineId],
      );
    });
  }

  /**
   * Moves a machine to a site, which may belong to another customer. The old placement ends and the new one begins at
   * the same instant, in one transaction.
   * @throws DomainError equipment.machine_not_found, customers.site_not_found, equipment.site_archived,
   *   equipment.move_not_allowed, equipment.already_at_site, equipment.move_before_arrival, equipment.stay_overlaps,
   *   equipment.occurred_in_future
   */
  move(scope: Scope, machineId: string, siteId: string, from: Date, reason = ''): Promise<void> {
    return this.unitOfWork.run(scope, (tx) => this.moveWithin(tx, machineId, siteId, from, reason));
  }

  /** Like `move`, as part of a larger use case. */
  async moveWithin(
    tx: Transaction,
    machineId: string,
    siteId: string,
    from: Date,
    reason: string,
  ): Promise<void> {
    const machine = await getMachine(tx, machineId, { forChange: true });
    if (!MOVABLE_LIFECYCLES.includes(machine.lifecycle)) {
      throw new DomainError('equipment.move_not_allowed', {
        serial: machine.serial,
        lifecycle: machine.lifecycle,
      });
    }
    await moveMachine(tx, machine, siteId, from, reason);
    await tx.record({ name: 'equipment.machine_changed', version: 1, payload: { machineId } });
  }
}

/** Returns a machine's placements that the scope can access, in chronological order. */
export async function findPlacements(
  tx: Transaction,
  machineId: string,
): Promise<(MachinePlacement & { id: string; customerId: string })[]> {
  const rows: { id: string; site_id: string; customer_id: string; from: Date; to: Date | null }[] =
    await tx.manager.query(
      `select id, site_id, customer_id, lower(during) as "from", upper(during) as "to"
       from placement where maker_id = $1 and machine_id = $2 order by lower(during)`,
      [tx.scope.makerId, machineId],
    );
  return rows.map(({ id, site_id, customer_id, from, to }) => ({
    id,
    siteId: site_id,
    customerId: customer_id,
    from,
    to,
  }));
}

/**
 * Moves a machine as part of a use case that has locked it.
 * @param siteId null removes the machine from its site
 */
export async function moveMachine(
  tx: Transaction,
  machine: Machine,
  siteId: string | null,
  at: Date,
  reason = '',
): Promise<void> {
  const site = siteId === null ? null : await getSite(tx, siteId);
  if (site?.archivedAt) throw new DomainError('equipment.site_archived', { code: site.code });
  const placements = await findPlacements(tx, machine.id);
  const plan = planMove(placements, siteId, at, tx.now);
  if ('code' in plan) {
    const since = 'since' in plan ? plan.since.toISOString() : null;
    throw new DomainError(plan.code, { serial: machine.serial, at: at.toISOString(), since });
  }
  const open = placements.find((placement) => placement.to === null);
  if (open) {
    await tx.manager.query(
      `update placement set during = tstzrange(lower(during), $3, '[)') where maker_id = $1 and id = $2`,
      [tx.scope.makerId, open.id, at],
    );
  }
  if (site) {
    await mapConstraintViolations({ placement_overlap_ex: () => createOverlapError(machine, at) }, () =>
      tx.manager.insert(Placement, {
        makerId: tx.scope.makerId,
        id: newId(),
        machineId: machine.id,
        siteId: site.id,
        customerId: site.customerId,
        during: toRange(at, null),
      }),
    );
  }
  await AuditTrail.write(tx, {
    action: site ? 'equipment.machine_moved' : 'equipment.machine_taken_away',
    entity: 'machine',
    entityId: machine.id,
    before: open ? { siteId: open.siteId, customerId: open.customerId } : null,
    after: { siteId: site?.id ?? null, customerId: site?.customerId ?? null, at, reason },
  });
}

function createOverlapError(machine: Machine, at: Date): DomainError {
  return new DomainError('equipment.stay_overlaps', {
    serial: machine.serial,
    at: at.toISOString(),
    since: null,
  });
}
