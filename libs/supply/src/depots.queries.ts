import { Injectable } from '@nestjs/common';
import { decodeCursor, DomainError, toPage, type Page, type Scope, UnitOfWork } from '#platform';
import type { StockEntryKind } from './entities/stock-entry.entity.js';
import { getDepot } from './stock.service.js';

export interface DepotView {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly hub: { readonly id: string; readonly code: string; readonly name: string };
  readonly returnPolicy: Record<string, unknown>;
  /** Number of parts below their minimum; null for callers who may not see the stock. */
  readonly belowMinimum: number | null;
}

export interface StockView {
  readonly part: { readonly id: string; readonly number: string; readonly name: Record<string, string> };
  readonly onHand: number;
  readonly reserved: number;
  readonly available: number;
  readonly minimum: number;
  readonly maximum: number;
  /** Lots, oldest receipt first. */
  readonly lots: readonly { readonly lot: string; readonly onHand: number }[];
}

export interface StockEntryView {
  readonly id: string;
  readonly part: { readonly id: string; readonly number: string; readonly name: Record<string, string> };
  readonly lot: string;
  readonly kind: StockEntryKind;
  readonly onHandDelta: number;
  readonly reservedDelta: number;
  readonly delivery: { readonly id: string; readonly number: string } | null;
  readonly ticketId: string | null;
  readonly note: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly byName: string | null;
}

export interface StockEntryFilter {
  readonly partId?: string;
  readonly cursor?: string;
  readonly limit: number;
}

/** Provides depots and their stock. */
@Injectable()
export class DepotsQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  list(scope: Scope): Promise<DepotView[]> {
    return this.unitOfWork.run(scope, (tx) =>
      tx.manager.query(
        `select d.id, d.code, d.name, d.return_policy as "returnPolicy",
                json_build_object('id', h.id, 'code', h.code, 'name', h.name) as hub,
                case when $2 then (select count(*)::int from stock_balance b
                  where b.maker_id = d.maker_id and b.depot_id = d.id and b.on_hand - b.reserved < b.minimum) end as "belowMinimum"
           from depot d join hub h on h.maker_id = d.maker_id and h.id = d.hub_id
          where d.maker_id = $1 and d.archived_at is null order by d.code`,
        [tx.scope.makerId, scope.customers === 'all'],
      ),
    );
  }

  /**
   * Returns every part in the depot's stock list, by number.
   * @throws DomainError supply.depot_not_found, supply.stock_not_shared
   */
  listStock(scope: Scope, depotId: string): Promise<StockView[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      assertNotCustomer(scope);
      await getDepot(tx, depotId);
      return tx.manager.query(
        `select json_build_object('id', p.id, 'number', p.number, 'name', p.name_i18n) as part,
                b.on_hand as "onHand", b.reserved, b.on_hand - b.reserved as available, b.minimum, b.maximum,
                coalesce((select json_agg(json_build_object('lot', l.lot, 'onHand', l.on_hand) order by l.since, l.lot)
                  from (select lot, sum(on_hand_delta)::int as on_hand, min(occurred_at) as since from stock_entry e
                         where e.maker_id = b.maker_id and e.depot_id = b.depot_id and e.part_id = b.part_id and e.on_hand_delta <> 0
                         group by lot having sum(on_hand_delta) <> 0) l), '[]') as lots
           from stock_balance b join part p on p.maker_id = b.maker_id and p.id = b.part_id
          where b.maker_id = $1 and b.depot_id = $2 order by p.number`,
        [tx.scope.makerId, depotId],
      );
    });
  }

  /**
   * Returns the ledger, newest first.
   * @throws DomainError supply.depot_not_found, supply.stock_not_shared
   */
  listEntries(scope: Scope, depotId: string, filter: StockEntryFilter): Promise<Page<StockEntryView>> {
    return this.unitOfWork.run(scope, async (tx) => {
      assertNotCustomer(scope);
      await getDepot(tx, depotId);
      const [afterAt, afterId] = filter.cursor ? decodeCursor(filter.cursor, 2) : [null, null];
      const rows: (Omit<StockEntryView, 'occurredAt' | 'recordedAt'> & {
        occurredAt: Date;
        recordedAt: Date;
        sortAt: string;
      })[] = await tx.manager.query(
        `select e.id, json_build_object('id', p.id, 'number', p.number, 'name', p.name_i18n) as part, e.lot, e.kind,
                e.on_hand_delta as "onHandDelta", e.reserved_delta as "reservedDelta", e.ticket_id as "ticketId", e.note,
                case when v.id is null then null else json_build_object('id', v.id, 'number', v.number) end as delivery,
                e.occurred_at as "occurredAt", e.recorded_at as "recordedAt", e.recorded_at::text as "sortAt", e.by_user_name as "byName"
           from stock_entry e
           join part p on p.maker_id = e.maker_id and p.id = e.part_id
           left join kit_delivery v on v.maker_id = e.maker_id and v.id = e.delivery_id
          where e.maker_id = $1 and e.depot_id = $2 and ($3::uuid is null or e.part_id = $3)
            and ($4::timestamptz is null or (e.recorded_at, e.id) < ($4::timestamptz, $5::uuid))
          order by e.recorded_at desc, e.id desc limit $6`,
        [tx.scope.makerId, depotId, filter.partId ?? null, afterAt, afterId, filter.limit + 1],
      );
      const page = toPage(rows, filter.limit, (row) => [row.sortAt, row.id]);
      return {
        items: page.items.map(({ sortAt: _sortAt, ...row }) => ({
          ...row,
          occurredAt: row.occurredAt.toISOString(),
          recordedAt: row.recordedAt.toISOString(),
        })),
        next: page.next,
      };
    });
  }
}

/**
 * Asserts that the scope isn't a customer's, because stock is internal to the maker. Row-level security hides the rows
 * from customers in any case, but an empty depot would be a wrong answer.
 */
function assertNotCustomer(scope: Scope): void {
  if (scope.customers !== 'all') throw new DomainError('supply.stock_not_shared');
}
