import {
  type Cell,
  importColumn,
  type ImportTable,
  readDay,
  type RowCheck,
  createRowChecks,
} from '#equipment/domain';
import { minorDecimals } from '#platform/domain';
import { COST_KINDS, type CostFields, type CostKind, findCostFaults } from './cost-fields.js';

/** The columns of a file with costs, in the order of its template. */
export const COST_COLUMNS = [
  importColumn('contract', true, 'K-001', 'contract number', 'contract no', '合同', '合同编号'),
  importColumn('kind', true, 'labour_travel', 'cost kind', 'type', '类别'),
  importColumn('month', false, '2026-10', 'period', '月份'),
  importColumn('day', false, '', 'date', '日期'),
  importColumn('amount', true, '1250.40', 'sum', 'value', '金额'),
  importColumn('currency', false, '', '币种'),
  importColumn('rate', false, '', 'exchange rate', '汇率'),
  importColumn('machine', false, '', 'serial', 'serial number', '序列号'),
  importColumn('ticket', false, '', 'ticket number', '工单'),
  importColumn('delivery', false, '', 'delivery number', '发货单'),
  importColumn('note', false, '', 'remark', '备注'),
];

const KIND_OPTIONS = COST_KINDS.map((code) => ({ code, name: code.replace('_', ' ') }));

/** A contract to which a file can refer, with the records to which the rows of the contract can refer. */
export interface ContractForCosts {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly currency: string;
  readonly machines: readonly NamedRecord[];
  /** Tickets of these machines. */
  readonly tickets: readonly MachineRecord[];
  readonly deliveries: readonly MachineRecord[];
}

export interface NamedRecord {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

export interface MachineRecord extends NamedRecord {
  readonly machineId: string;
}

/**
 * Returns the values of the template's example that depend on the contracts: the first one by number with its currency,
 * and the month before `now`. Without contracts, the example keeps the values of the columns.
 */
export function exampleCost(
  contracts: readonly Pick<ContractForCosts, 'code' | 'currency'>[],
  now: Date,
): Record<string, string> {
  const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1)).toISOString().slice(0, 7);
  const [contract] = contracts;
  if (!contract) return { month };
  const { code, currency } = contract;
  return { contract: code, month, currency, amount: minorDecimals(currency) === 0 ? '125000' : '1250.40' };
}

/** A row that would become a cost. */
export interface CostRow {
  readonly contractId: string;
  readonly fields: CostFields;
}

/** The context for validating a file. */
export interface CostContext {
  readonly contracts: readonly ContractForCosts[];
  /** Whether a rate is known on a day, by currencies; used if a row has no rate. */
  readonly hasRate: (from: string, to: string, fields: Pick<CostFields, 'month' | 'day'>) => boolean;
  /** Recorded costs by `costKey`. */
  readonly known: ReadonlySet<string>;
}

/** Returns the same string for equal costs of a contract, so that a file that is imported twice can be detected. */
export function costKey(contractId: string, fields: Omit<CostFields, 'rate'>): string {
  const { kind, month, day, amount, currency, machineId, ticketId, kitDeliveryId, note } = fields;
  return JSON.stringify([
    contractId,
    kind,
    month,
    day,
    trimZeros(amount),
    currency,
    machineId,
    ticketId,
    kitDeliveryId,
    note,
  ]);
}

const trimZeros = (amount: string): string => (amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount);

/** Validates every row of a file with costs, on its own and against existing data. */
export function checkCostRows(
  table: ImportTable,
  fields: readonly (string | null)[],
  context: CostContext,
): { readonly checks: readonly RowCheck[]; readonly checked: readonly CostRow[] } {
  const checks = createRowChecks(table, fields);
  const firstRows = new Map<string, number>();
  const checked = checks.flatMap((check) => {
    const row = checkCost(check, context);
    if (row === null) return [];
    const key = costKey(row.contractId, row.fields);
    const firstRow = firstRows.get(key);
    if (firstRow !== undefined) check.fault('amount', 'import.repeated_in_file', { firstRow });
    else if (context.known.has(key)) check.fault('amount', 'billing.cost_known');
    else firstRows.set(key, check.row);
    return [row];
  });
  return { checks, checked };
}

/** Returns null if a cell has an error, because the row's values can't be validated together then. */
function checkCost(check: RowCheck, context: CostContext): CostRow | null {
  const contract = check.reference('contract', context.contracts, true);
  const kind = check.oneOf('kind', KIND_OPTIONS) as CostKind;
  const day = check.parsed('day', readDay) ?? null;
  const month = check.parsed('month', readMonth) ?? day?.slice(0, 7);
  if (check.text('month') === '' && check.text('day') === '') check.fault('month', 'import.value_missing');
  check.text('amount', { isRequired: true });
  const amount = check.parsed('amount', readAmount);
  const rate = check.parsed('rate', readAmount) ?? null;
  const currency =
    check.matching('currency', (text) => /^[A-Z]{3}$/.test(text), 'import.currency_malformed', false) ||
    contract?.currency;
  const machine = contract && check.reference('machine', contract.machines, false);
  const ticket = contract && check.reference('ticket', contract.tickets, false);
  const delivery = contract && check.reference('delivery', contract.deliveries, false);
  const note = check.text('note', { max: 500 });
  if (check.faults.length > 0 || !contract || !month || amount === undefined || !currency) return null;
  const fields: CostFields = {
    kind,
    month,
    day,
    amount,
    currency,
    rate,
    machineId: machine?.id ?? null,
    ticketId: ticket?.id ?? null,
    kitDeliveryId: delivery?.id ?? null,
    note,
  };
  for (const { pointer, code, params } of findCostFaults(fields, contract.currency))
    check.fault(FIELD_OF[pointer] ?? pointer.slice(1), code, params);
  if (machine && ticket && ticket.machineId !== machine.id)
    check.fault('ticket', 'billing.cost_ticket_elsewhere');
  if (machine && delivery && delivery.machineId !== machine.id)
    check.fault('delivery', 'billing.cost_delivery_elsewhere');
  if (rate === null && !context.hasRate(currency, contract.currency, fields))
    check.fault('rate', 'billing.cost_rate_missing', {
      from: currency,
      to: contract.currency,
      day: day ?? month,
    });
  return { contractId: contract.id, fields };
}

/** Fields that have different names in a file and in a form. */
const FIELD_OF: Readonly<Record<string, string>> = { '/kitDeliveryId': 'delivery', '/ticketId': 'ticket' };

/** Parses `2026-10`. For `10/2026` and `10.2026`, suggests this form. */
export function readMonth(text: string): Cell<string> {
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return { value: text };
  const reversed = /^(0?[1-9]|1[0-2])[./-](\d{4})$/.exec(text);
  return {
    code: 'import.not_a_month',
    ...(reversed && { proposal: `${reversed[2]}-${reversed[1]!.padStart(2, '0')}` }),
  };
}

/**
 * Parses a decimal with a point, or with a comma that can't be a thousands separator: 1,5 is accepted, 1,500 is
 * ambiguous.
 */
export function readAmount(text: string): Cell<string> {
  const plain = text.replace(/^−/, '-');
  if (/^-?\d{1,15}(\.\d{1,12})?$/.test(plain)) return { value: plain };
  const comma = /^(-?\d{1,15}),(\d{1,2}|\d{4,12})$/.exec(plain);
  return comma ? { value: `${comma[1]}.${comma[2]}` } : { code: 'import.not_a_number' };
}
