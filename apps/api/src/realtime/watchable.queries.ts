import { Injectable } from '@nestjs/common';
import { type Scope, seesAllRows, UnitOfWork } from '#platform';

/** Machine that can be watched live, and its site. The site's instruments are included. */
export interface Watchable {
  readonly machineId: string;
  readonly siteId: string | null;
}

@Injectable()
export class WatchableQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Returns the machines that the scope may watch now. The maker may watch all machines; customers and technicians may
   * watch machines that are currently at sites that they may access.
   */
  find(scope: Scope, machineIds: readonly string[]): Promise<Watchable[]> {
    return this.unitOfWork.run(scope, (tx) =>
      tx.manager.query(
        `select m.id as "machineId", p.site_id as "siteId" from machine m
           left join placement p on p.maker_id = m.maker_id and p.machine_id = m.id and upper(p.during) is null
          where m.maker_id = $1 and m.id = any($2) and ($3 or p.id is not null)`,
        [scope.makerId, machineIds, seesAllRows(scope)],
      ),
    );
  }
}
