import type { Transaction } from '#platform';
import type { CostFields } from '../domain/revenue/cost-fields.js';
import { type ContractForCosts, costKey, type MachineRecord } from '../domain/revenue/cost-file.js';
import { rateKey } from '../domain/revenue/revenue-months.js';

/**
 * Returns contracts by number, with their machines. Tickets and deliveries are empty, because `findByNumber` loads only
 * those to which a file refers.
 */
export async function listContractsForCosts(tx: Transaction): Promise<ContractForCosts[]> {
  return tx.manager.query(
    `select c.id, c.number as code, c.number as name, c.currency,
            coalesce((
              select jsonb_agg(distinct jsonb_build_object('id', m.id, 'code', m.serial, 'name', m.serial))
                from contract_machine cm join machine m on m.maker_id = cm.maker_id and m.id = cm.machine_id
               where cm.maker_id = c.maker_id and cm.contract_id = c.id), '[]') as machines,
            '[]'::jsonb as tickets, '[]'::jsonb as deliveries
       from contract c where c.maker_id = $1 order by c.number`,
    [tx.scope.makerId],
  );
}

/** Returns the tickets or kit deliveries with the given numbers. */
export async function findByNumber(
  tx: Transaction,
  table: 'ticket' | 'kit_delivery',
  numbers: readonly string[],
): Promise<MachineRecord[]> {
  return tx.manager.query(
    `select id, number as code, number as name, machine_id as "machineId" from ${table}
      where maker_id = $1 and number = any($2)`,
    [tx.scope.makerId, numbers],
  );
}

/** Returns the keys (`costKey`) of the costs already recorded for some months. */
export async function findKnownCosts(tx: Transaction, months: readonly string[]): Promise<Set<string>> {
  const rows: (Omit<CostFields, 'rate'> & { contractId: string })[] = await tx.manager.query(
    `select contract_id as "contractId", kind, to_char(month, 'YYYY-MM') as month, day::text as day,
            trim_scale(amount)::text as amount, currency, machine_id as "machineId", ticket_id as "ticketId",
            kit_delivery_id as "kitDeliveryId", note
       from contract_cost where maker_id = $1 and to_char(month, 'YYYY-MM') = any($2)`,
    [tx.scope.makerId, months],
  );
  return new Set(rows.map(({ contractId, ...fields }) => costKey(contractId, fields)));
}

/** Returns the days with known rates of the currencies in a file, by pair as in `rateKey`. */
export async function findRateDays(
  tx: Transaction,
  cellTexts: readonly string[],
): Promise<Map<string, readonly string[]>> {
  const rows: { from: string; to: string; days: string[] }[] = await tx.manager.query(
    `select from_currency as "from", to_currency as "to", array_agg(distinct day::text) as days from fx_rate
      where maker_id = $1 and from_currency = any($2) group by from_currency, to_currency`,
    [tx.scope.makerId, cellTexts],
  );
  return new Map(rows.map(({ from, to, days }) => [rateKey(from, to), days]));
}
