import { Injectable } from '@nestjs/common';
import { type Scope, UnitOfWork } from '#platform';

@Injectable()
export class ModelsQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Counts the machines of each model, excluding archived machines and machines outside the scope. */
  countMachines(scope: Scope): Promise<ReadonlyMap<string, number>> {
    return this.unitOfWork.run(scope, async (tx) => {
      const rows: { model_id: string; machines: number }[] = await tx.manager.query(
        `select model_id, count(*)::int as machines from machine where maker_id = $1 and archived_at is null group by model_id`,
        [scope.makerId],
      );
      return new Map(rows.map(({ model_id, machines }) => [model_id, machines]));
    });
  }
}
