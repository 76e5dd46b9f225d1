import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#organization';
import { newId, type Scope, UnitOfWork } from '#platform';
import { PriceIndex } from '../entities/price-index.entity.js';

export interface NewIndexValue {
  readonly series: string;
  /** `YYYY-MM` */
  readonly month: string;
  /** A positive decimal. */
  readonly value: string;
  readonly source: string;
}

export interface IndexValueView extends NewIndexValue {
  readonly id: string;
  readonly recordedAt: Date;
}

/** Manages the values of the indexes that prices of contracts follow. */
@Injectable()
export class PriceIndexesService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Lists the latest 500 values, newest month first. */
  list(scope: Scope): Promise<IndexValueView[]> {
    return this.unitOfWork.run(scope, (tx) =>
      tx.manager.query<IndexValueView[]>(
        `select id, series, to_char(month, 'YYYY-MM') as month, trim_scale(value)::text as value, source,
                recorded_at as "recordedAt"
           from price_index where maker_id = $1 order by month desc, series, recorded_at desc limit 500`,
        [scope.makerId],
      ),
    );
  }

  /** Records a value. Another value for the same month replaces the earlier one. */
  add(scope: Scope, value: NewIndexValue): Promise<IndexValueView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const id = newId();
      await tx.manager.insert(PriceIndex, {
        makerId: scope.makerId,
        id,
        ...value,
        month: `${value.month}-01`,
        recordedAt: tx.now,
        recordedBy: scope.userId,
      });
      await AuditTrail.write(tx, {
        action: 'billing.index_value_added',
        entity: 'price_index',
        entityId: id,
        after: value,
      });
      return { id, ...value, recordedAt: tx.now };
    });
  }
}
