import { Injectable } from '@nestjs/common';
import { type Scope, UnitOfWork } from '#platform';

/** Names of customers for lists of users. */
@Injectable()
export class CustomerNames {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Returns the visible customers among the ids, by name. */
  async of(scope: Scope, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
    if (ids.length === 0) return [];
    return this.unitOfWork.run(scope, (tx) =>
      tx.manager.query(
        'select id, name from customer where maker_id = $1 and id = any($2) order by name, id',
        [scope.makerId, [...new Set(ids)]],
      ),
    );
  }
}
