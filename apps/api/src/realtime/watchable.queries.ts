import { Injectable } from '@nestjs/common';
import { type Scope, seesWholeMaker, UnitOfWork } from '#platform';

/** A machine whose live values may be watched, and the site whose instruments' values go with it. */
export interface Watchable {
  readonly machineId: string;
  readonly siteId: string | null;
}

@Injectable()
export class WatchableQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Which of these machines are the scope's to watch now: any of the maker's, or those that stand today where a customer or technician may look. */
  find(scope: Scope, machineIds: readonly string[]): Promise<Watchable[]> {
    return this.unitOfWork.run(scope, (tx) =>
      tx.manager.query(
        `select m.id as "machineId", p.site_id as "siteId" from machine m
           left join placement p on p.maker_id = m.maker_id and p.machine_id = m.id and upper(p.during) is null
          where m.maker_id = $1 and m.id = any($2) and ($3 or p.id is not null)`,
        [scope.makerId, machineIds, seesWholeMaker(scope)],
      ),
    );
  }
}
