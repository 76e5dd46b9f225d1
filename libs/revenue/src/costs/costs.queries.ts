import { DomainError, type Page, toPage, type Transaction } from '#platform';
import type { CostKind } from '../domain/revenue/cost-fields.js';

/** A cost for display. `contractMinor` is in minor units of the contract's currency. */
export interface CostView {
  readonly id: string;
  readonly contract: { readonly id: string; readonly number: string; readonly currency: string };
  readonly kind: CostKind;
  /** `YYYY-MM` */
  readonly month: string;
  readonly day: string | null;
  /** Decimal in `currency`. */
  readonly amount: string;
  readonly currency: string;
  readonly rate: string;
  readonly rateOn: string | null;
  readonly rateSource: string;
  readonly contractMinor: string;
  readonly machine: { readonly id: string; readonly serial: string } | null;
  readonly ticket: { readonly id: string; readonly number: string } | null;
  readonly kitDelivery: { readonly id: string; readonly number: string } | null;
  readonly note: string;
  readonly origin: 'entered' | 'imported';
  readonly recordedAt: Date;
  readonly recordedBy: string | null;
  readonly version: number;
}

const COST = `
  select x.id, jsonb_build_object('id', c.id, 'number', c.number, 'currency', c.currency) as contract, x.kind,
         to_char(x.month, 'YYYY-MM') as month, x.day::text as day, trim_scale(x.amount)::text as amount, x.currency,
         trim_scale(x.rate)::text as rate, x.rate_on::text as "rateOn", x.rate_source as "rateSource",
         x.contract_minor as "contractMinor", x.note, x.origin, x.recorded_at as "recordedAt", x.recorded_by_name as "recordedBy", x.version,
         case when m.id is null then null else jsonb_build_object('id', m.id, 'serial', m.serial) end as machine,
         case when t.id is null then null else jsonb_build_object('id', t.id, 'number', t.number) end as ticket,
         case when k.id is null then null else jsonb_build_object('id', k.id, 'number', k.number) end as "kitDelivery"
    from contract_cost x
    join contract c on c.maker_id = x.maker_id and c.id = x.contract_id
    left join machine m on m.maker_id = x.maker_id and m.id = x.machine_id
    left join ticket t on t.maker_id = x.maker_id and t.id = x.ticket_id
    left join kit_delivery k on k.maker_id = x.maker_id and k.id = x.kit_delivery_id`;

export interface CostFilter {
  /** Months, both inclusive, `YYYY-MM`. */
  readonly from?: string;
  readonly to?: string;
  readonly limit: number;
  /** Month (its first day) and id of the last cost on the previous page. */
  readonly after?: readonly [month: string, id: string];
}

/** Lists a contract's costs, newest month first. */
export async function listCosts(
  tx: Transaction,
  contractId: string,
  filter: CostFilter,
): Promise<Page<CostView>> {
  const [afterMonth, afterId] = filter.after ?? [null, null];
  const rows: CostView[] = await tx.manager.query(
    `${COST}
      where x.maker_id = $1 and x.contract_id = $2
        and ($3::text is null or to_char(x.month, 'YYYY-MM') >= $3) and ($4::text is null or to_char(x.month, 'YYYY-MM') <= $4)
        and ($5::text is null or (to_char(x.month, 'YYYY-MM'), x.id) < ($5, $6::uuid))
      order by x.month desc, x.id desc limit $7`,
    [
      tx.scope.makerId,
      contractId,
      filter.from ?? null,
      filter.to ?? null,
      afterMonth,
      afterId,
      filter.limit + 1,
    ],
  );
  return toPage(rows, filter.limit, ({ month, id }) => [month, id]);
}

/** @throws DomainError billing.cost_not_found */
export async function getCost(tx: Transaction, id: string): Promise<CostView> {
  const [cost]: CostView[] = await tx.manager.query(`${COST} where x.maker_id = $1 and x.id = $2`, [
    tx.scope.makerId,
    id,
  ]);
  if (!cost) throw new DomainError('billing.cost_not_found', { id });
  return cost;
}

/** Records that costs of a contract may refer to. */
export interface CostReferences {
  /** Machines that are or were under the contract. */
  readonly machines: ReadonlySet<string>;
  /** The machines of tickets and deliveries, by the id of the ticket or delivery. */
  readonly tickets: ReadonlyMap<string, string>;
  readonly kitDeliveries: ReadonlyMap<string, string>;
}

/** Loads the records that a cost refers to. */
export async function loadCostReferences(
  tx: Transaction,
  contractId: string,
  { ticketId, kitDeliveryId }: { readonly ticketId: string | null; readonly kitDeliveryId: string | null },
): Promise<CostReferences> {
  const { makerId } = tx.scope;
  const machines: { id: string }[] = await tx.manager.query(
    `select distinct machine_id as id from contract_machine where maker_id = $1 and contract_id = $2`,
    [makerId, contractId],
  );
  const loadMachines = async (
    table: 'ticket' | 'kit_delivery',
    id: string | null,
  ): Promise<Map<string, string>> => {
    if (id === null) return new Map();
    const rows: { id: string; machineId: string }[] = await tx.manager.query(
      `select id, machine_id as "machineId" from ${table} where maker_id = $1 and id = $2`,
      [makerId, id],
    );
    return new Map(rows.map((row) => [row.id, row.machineId]));
  };
  return {
    machines: new Set(machines.map(({ id }) => id)),
    tickets: await loadMachines('ticket', ticketId),
    kitDeliveries: await loadMachines('kit_delivery', kitDeliveryId),
  };
}
