import { DomainError, type Scope, seesAllRows, type Transaction } from '#platform';
import type { MachineChoice } from '../domain/export/machine-choice.js';
import type { ExportSchedule } from '../entities/exports/export-schedule.entity.js';

/** The selected machines in a period, and how many of the listed machines are missing. */
export interface ChosenMachines {
  readonly ids: readonly string[];
  readonly leftOut: number;
}

type MachineSelection = Pick<ExportSchedule, 'makerId' | 'customerId' | 'machinesOf' | 'ids'>;

/**
 * Returns the scope in which a schedule reads: its customer's, or otherwise the maker's own. Selections of customers
 * and sites read in those customers' scope, so that a file for one customer never contains a machine's data from
 * another customer.
 */
export async function findReadingScope(tx: Transaction, schedule: MachineSelection): Promise<Scope> {
  const { makerId, customerId, machinesOf, ids } = schedule;
  const toReadingScope = (customers: Scope['customers']): Scope => ({
    makerId,
    userId: null,
    customers,
    actor: 'system',
  });
  if (customerId !== null) return toReadingScope([customerId]);
  if (machinesOf === 'customer') return toReadingScope(ids);
  if (machinesOf !== 'site') return toReadingScope('all');
  const sites: { customer_id: string }[] = await tx.manager.query(
    `select distinct customer_id from site where maker_id = $1 and id = any($2)`,
    [makerId, ids],
  );
  return toReadingScope(sites.map(({ customer_id }) => customer_id));
}

/**
 * Returns the selected machines in a period, including archived ones. In a customer's scope, these are the machines
 * that were at a site of the customer at any time during the period.
 */
export async function findChosenMachines(
  tx: Transaction,
  { of, ids }: MachineChoice,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<ChosenMachines> {
  const rows: { id: string }[] = await tx.manager.query(
    `select m.id from machine m
      where m.maker_id = $1
        and case $2 when 'list' then m.id = any($3) when 'model' then m.model_id = any($3) else true end
        and ($6 or exists (
          select from placement p
           where p.maker_id = m.maker_id and p.machine_id = m.id and p.during && tstzrange($4, $5)
             and case $2 when 'site' then p.site_id = any($3) when 'customer' then p.customer_id = any($3) else true end))`,
    [tx.scope.makerId, of, ids, from, to, seesAllRows(tx.scope)],
  );
  return { ids: rows.map(({ id }) => id), leftOut: of === 'list' ? ids.length - rows.length : 0 };
}

/** The table for each kind of selection, and the error for an unknown id. */
const CHOSEN_MACHINES: Readonly<
  Record<Exclude<MachineChoice['of'], 'all'>, { readonly table: string; readonly code: string }>
> = {
  list: { table: 'machine', code: 'equipment.machine_not_found' },
  model: { table: 'equipment_model', code: 'equipment.model_not_found' },
  site: { table: 'site', code: 'customers.site_not_found' },
  customer: { table: 'customer', code: 'customers.customer_not_found' },
};

/**
 * Rejects a selection that contains objects outside the scope.
 * @throws DomainError equipment.machine_not_found, equipment.model_not_found, customers.site_not_found,
 *   customers.customer_not_found
 */
export async function assertChoiceExists(tx: Transaction, { of, ids }: MachineChoice): Promise<void> {
  if (of === 'all') return;
  const { table, code } = CHOSEN_MACHINES[of];
  const [missing]: { id: string }[] = await tx.manager.query(
    `select asked.id from unnest($2::uuid[]) as asked (id)
      where not exists (select from ${table} t where t.maker_id = $1 and t.id = asked.id) limit 1`,
    [tx.scope.makerId, ids],
  );
  if (missing) throw new DomainError(code, { id: missing.id });
}
