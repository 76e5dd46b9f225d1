import { Injectable } from '@nestjs/common';
import { type Scope, UnitOfWork } from '#platform';
import type { SetupCounts } from './domain/setup-checklist.js';

@Injectable()
export class SetupChecklistQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Counts the objects that the steps of the checklist create. Counts of large tables stop at 1000, so that a large
   * fleet takes no longer than a small one.
   */
  count(scope: Scope): Promise<SetupCounts> {
    return this.unitOfWork.run(scope, async (tx) => {
      const [counts]: SetupCounts[] = await tx.manager.query(
        `select (select count(*)::int from legal_entity where maker_id = $1) as "legalEntities",
                (select count(*)::int from equipment_model where maker_id = $1 and archived_at is null) as models,
                (select count(*)::int from (select from machine where maker_id = $1 and archived_at is null limit 1000) x)
                  as machines,
                (select count(*)::int from (select from device where maker_id = $1 and archived_at is null limit 1000) x)
                  as devices,
                (select count(*)::int
                   from (select from device_status where maker_id = $1 and last_reading_at is not null limit 1000) x)
                  as "reportingDevices",
                (select count(*)::int from plan where maker_id = $1 and archived_at is null) as plans,
                (select count(*)::int from (select from contract where maker_id = $1 limit 1000) x) as contracts,
                (select count(*)::int from (select from contract where maker_id = $1 and state <> 'draft' limit 1000) x)
                  as "activatedContracts",
                (select count(*)::int from (select from invoice where maker_id = $1 limit 1000) x) as invoices`,
        [scope.makerId],
      );
      return counts!;
    });
  }
}
