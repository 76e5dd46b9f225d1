import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#organization';
import { DomainError, mapConstraintViolations, type Scope, type Transaction, UnitOfWork } from '#platform';
import { Depot } from './entities/depot.entity.js';
import { countStock, issueStock, receiveStock } from './stock-ledger.js';

/** A movement entered by a person: a receipt, an issue or a count. */
export interface ManualEntry {
  readonly partId: string;
  readonly kind: 'receipt' | 'issue' | 'count';
  /** Moved quantity; for a count, the lot's quantity on hand. */
  readonly quantity: number;
  /** Lot. Without a lot, an issue takes the oldest lots, and a receipt or count applies to parts without a lot. */
  readonly lot?: string;
  readonly note?: string;
  readonly occurredAt?: Date;
}

export interface StockLimits {
  readonly minimum: number;
  readonly maximum: number;
}

/**
 * Tolerance for the clocks of scanners, which may be slightly ahead. A movement with a date in the next year would make
 * its lot the last to be issued.
 */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** Manages manual stock movements and limits of a depot. */
@Injectable()
export class StockService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Records one movement in the ledger.
   * @throws DomainError supply.depot_not_found, supply.part_not_found, supply.quantity_invalid,
   *   supply.occurred_in_future, supply.stock_short
   */
  recordEntry(scope: Scope, depotId: string, entry: ManualEntry): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getDepot(tx, depotId);
      const { partId, quantity, lot, note, occurredAt } = entry;
      const minQuantity = entry.kind === 'count' ? 0 : 1;
      if (!Number.isInteger(quantity) || quantity < minQuantity) {
        throw new DomainError('supply.quantity_invalid', { quantity, least: minQuantity }, [
          { pointer: '/quantity', code: 'supply.quantity_invalid', params: { quantity, least: minQuantity } },
        ]);
      }
      if (occurredAt && occurredAt.getTime() > tx.now.getTime() + CLOCK_TOLERANCE_MS) {
        throw new DomainError('supply.occurred_in_future', {}, [
          { pointer: '/occurredAt', code: 'supply.occurred_in_future' },
        ]);
      }
      const movement = { depotId, note, occurredAt };
      switch (entry.kind) {
        case 'receipt':
          await receiveStock(tx, movement, { partId, quantity }, lot ?? '');
          break;
        case 'issue':
          await issueStock(tx, movement, [{ partId, quantity }], { wasReserved: false, lot });
          break;
        case 'count':
          await countStock(tx, movement, { partId, quantity }, lot ?? '');
          break;
      }
      await AuditTrail.write(tx, {
        action: `supply.stock_${entry.kind}`,
        entity: 'depot',
        entityId: depotId,
        after: { partId, quantity, lot: lot ?? '', note: note ?? '' },
      });
    });
  }

  /**
   * Sets the reorder point and the maximum of a part.
   * @throws DomainError supply.depot_not_found, supply.part_not_found, supply.limits_invalid
   */
  setLimits(scope: Scope, depotId: string, partId: string, { minimum, maximum }: StockLimits): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getDepot(tx, depotId);
      if (minimum < 0 || maximum < minimum)
        throw new DomainError('supply.limits_invalid', { minimum, maximum });
      await mapConstraintViolations(
        { stock_balance_part_fk: () => new DomainError('supply.part_not_found', { id: partId }) },
        () =>
          tx.manager.query(
            `insert into stock_balance (maker_id, depot_id, part_id, minimum, maximum) values ($1, $2, $3, $4, $5)
             on conflict on constraint stock_balance_pk
             do update set minimum = excluded.minimum, maximum = excluded.maximum`,
            [tx.scope.makerId, depotId, partId, minimum, maximum],
          ),
      );
      await AuditTrail.write(tx, {
        action: 'supply.stock_limits_set',
        entity: 'depot',
        entityId: depotId,
        after: { partId, minimum, maximum },
      });
    });
  }
}

/** @throws DomainError supply.depot_not_found */
export async function getDepot(tx: Transaction, id: string): Promise<Depot> {
  const depot = await tx.manager.findOne(Depot, { where: { makerId: tx.scope.makerId, id } });
  if (!depot) throw new DomainError('supply.depot_not_found', { id });
  return depot;
}
