import { DomainError, newId, mapConstraintViolations, type Transaction } from '#platform';
import { allocateLots, findShortage, type Need, type Shortage } from './domain/stock.js';
import { StockEntry, type StockEntryKind } from './entities/stock-entry.entity.js';

/** A movement of stock in a depot, and its delivery or ticket. */
export interface Movement {
  readonly depotId: string;
  readonly deliveryId?: string;
  readonly ticketId?: string;
  readonly note?: string;
  /** Time of the movement; now by default. */
  readonly occurredAt?: Date;
}

interface EntryLine {
  readonly partId: string;
  readonly kind: StockEntryKind;
  readonly lot?: string;
  readonly onHandDelta: number;
  readonly reservedDelta: number;
}

/**
 * Returns the shortage of a need, valid until the transaction ends. The balances are locked in a fixed order, so that
 * two planners who need the last filter wait for each other and don't both see it as available.
 */
export async function lockAndFindShortage(
  tx: Transaction,
  depotId: string,
  needs: readonly Need[],
): Promise<Shortage[]> {
  const rows: { part_id: string; available: number }[] = await tx.manager.query(
    `select part_id, on_hand - reserved as available from stock_balance
      where maker_id = $1 and depot_id = $2 and part_id = any($3::uuid[]) order by part_id for update`,
    [tx.scope.makerId, depotId, needs.map(({ partId }) => partId)],
  );
  return findShortage(
    needs,
    rows.map((row) => ({ partId: row.part_id, available: row.available })),
  );
}

/**
 * Reserves all parts of a need. The caller has found no shortage in this transaction.
 * @throws DomainError supply.stock_short if a constraint of the schema is violated anyway
 */
export async function reserveStock(
  tx: Transaction,
  movement: Movement,
  needs: readonly Need[],
): Promise<void> {
  await writeEntries(
    tx,
    movement,
    needs.map(({ partId, quantity }) => ({
      partId,
      kind: 'reserve',
      onHandDelta: 0,
      reservedDelta: quantity,
    })),
  );
}

/** Releases reserved quantities. */
export async function releaseStock(
  tx: Transaction,
  movement: Movement,
  needs: readonly Need[],
): Promise<void> {
  await writeEntries(
    tx,
    movement,
    needs.map(({ partId, quantity }) => ({
      partId,
      kind: 'release',
      onHandDelta: 0,
      reservedDelta: -quantity,
    })),
  );
}

/**
 * Issues parts from the depot, oldest lots first.
 * @param wasReserved whether the need was reserved before, in which case the issue consumes the reservation
 * @throws DomainError supply.stock_short
 */
export async function issueStock(
  tx: Transaction,
  movement: Movement,
  needs: readonly Need[],
  { wasReserved, lot }: { wasReserved: boolean; lot?: string },
): Promise<void> {
  await lockAndFindShortage(tx, movement.depotId, needs);
  const lines: EntryLine[] = [];
  for (const { partId, quantity } of needs) {
    const lots = await listLots(tx, movement.depotId, partId);
    const taken = allocateLots(lot === undefined ? lots : lots.filter((each) => each.lot === lot), quantity);
    if (!taken)
      throw await createShortageError(
        tx,
        movement.depotId,
        partId,
        lots.reduce((sum, { onHand }) => sum + onHand, 0),
      );
    for (const part of taken) {
      lines.push({
        partId,
        kind: 'issue',
        lot: part.lot,
        onHandDelta: -part.quantity,
        reservedDelta: wasReserved ? -part.quantity : 0,
      });
    }
  }
  await writeEntries(tx, movement, lines);
}

/** Adds received parts by lot. */
export async function receiveStock(
  tx: Transaction,
  movement: Movement,
  need: Need,
  lot: string,
): Promise<void> {
  await writeEntries(tx, movement, [
    { partId: need.partId, kind: 'receipt', lot, onHandDelta: need.quantity, reservedDelta: 0 },
  ]);
}

/**
 * Sets a lot to its counted quantity. The difference is recorded as an entry, even if it is zero, because it documents
 * the count.
 */
export async function countStock(
  tx: Transaction,
  movement: Movement,
  counted: Need,
  lot: string,
): Promise<void> {
  await lockAndFindShortage(tx, movement.depotId, [counted]);
  const lots = await listLots(tx, movement.depotId, counted.partId);
  const before = lots.find((each) => each.lot === lot)?.onHand ?? 0;
  await writeEntries(tx, movement, [
    { partId: counted.partId, kind: 'count', lot, onHandDelta: counted.quantity - before, reservedDelta: 0 },
  ]);
}

/** Returns the quantities of a part on hand by lot, oldest receipt first. */
async function listLots(
  tx: Transaction,
  depotId: string,
  partId: string,
): Promise<{ lot: string; onHand: number }[]> {
  const rows: { lot: string; on_hand: number }[] = await tx.manager.query(
    `select lot, sum(on_hand_delta)::int as on_hand from stock_entry
      where maker_id = $1 and depot_id = $2 and part_id = $3 and on_hand_delta <> 0
      group by lot having sum(on_hand_delta) > 0 order by min(occurred_at), lot`,
    [tx.scope.makerId, depotId, partId],
  );
  return rows.map((row) => ({ lot: row.lot, onHand: row.on_hand }));
}

/**
 * Writes entries ordered by part, so that writers lock balances in the same order. Emits an event if more stock becomes
 * available, so that visits that lack parts get them.
 */
async function writeEntries(tx: Transaction, movement: Movement, lines: readonly EntryLine[]): Promise<void> {
  const ordered = [...lines].sort((a, b) => (a.partId < b.partId ? -1 : a.partId > b.partId ? 1 : 0));
  for (const line of ordered) {
    await mapConstraintViolations(
      {
        stock_balance_on_hand_ck: () => toShortageError(line, movement),
        stock_balance_reserved_ck: () => toShortageError(line, movement),
        stock_balance_depot_fk: () => new DomainError('supply.depot_not_found', { id: movement.depotId }),
        stock_entry_depot_fk: () => new DomainError('supply.depot_not_found', { id: movement.depotId }),
        stock_entry_part_fk: () => new DomainError('supply.part_not_found', { id: line.partId }),
        stock_balance_part_fk: () => new DomainError('supply.part_not_found', { id: line.partId }),
      },
      () =>
        tx.manager.insert(StockEntry, {
          makerId: tx.scope.makerId,
          id: newId(),
          depotId: movement.depotId,
          partId: line.partId,
          lot: line.lot ?? '',
          kind: line.kind,
          onHandDelta: line.onHandDelta,
          reservedDelta: line.reservedDelta,
          deliveryId: movement.deliveryId ?? null,
          ticketId: movement.ticketId ?? null,
          note: movement.note ?? '',
          occurredAt: movement.occurredAt ?? tx.now,
          recordedAt: tx.now,
          byUser: tx.scope.userId,
        }),
    );
  }
  if (lines.some(({ onHandDelta, reservedDelta }) => onHandDelta > reservedDelta))
    await tx.record({ name: 'supply.stock_freed', version: 1, payload: { depotId: movement.depotId } });
}

function toShortageError(line: EntryLine, { depotId }: Movement): DomainError {
  const quantity = Math.max(line.reservedDelta, -line.onHandDelta);
  return new DomainError('supply.stock_short', { depotId, partId: line.partId, quantity });
}

async function createShortageError(
  tx: Transaction,
  depotId: string,
  partId: string,
  onHand: number,
): Promise<DomainError> {
  const rows: { number: string }[] = await tx.manager.query(
    `select number from part where maker_id = $1 and id = $2`,
    [tx.scope.makerId, partId],
  );
  return new DomainError('supply.stock_short', { depotId, partId, part: rows[0]?.number ?? '', onHand });
}
