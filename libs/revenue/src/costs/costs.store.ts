import { plusDays } from '#contracts';
import { addMonths } from '#metering';
import { type AccountingRate, findAccountingRate } from '#organization';
import { assertNoFaults, DomainError, type FieldFault, type Transaction } from '#platform';
import { type CostFields, findCostFaults, toContractCurrency } from '../domain/revenue/cost-fields.js';
import type { ContractCost } from '../entities/contract-cost.entity.js';
import { type CostReferences, loadCostReferences } from './costs.queries.js';

/** The contract of a cost. */
export interface ContractOfCost {
  readonly id: string;
  readonly currency: string;
}

/** The columns derived from the input. */
export type CostColumns = Pick<
  ContractCost,
  | 'kind'
  | 'month'
  | 'day'
  | 'amount'
  | 'currency'
  | 'rate'
  | 'rateOn'
  | 'rateSource'
  | 'contractMinor'
  | 'machineId'
  | 'ticketId'
  | 'kitDeliveryId'
  | 'note'
>;

/**
 * Validates a cost against its contract and converts it to the contract's currency: at the cost's own rate, or
 * otherwise at the latest known rate for its day, or for the last day of its month.
 * @throws DomainError billing.cost_invalid (with fields)
 */
export async function costColumns(
  tx: Transaction,
  contract: ContractOfCost,
  fields: CostFields,
): Promise<CostColumns> {
  const { month, rate, ...cost } = fields;
  const faults = [
    ...findCostFaults(fields, contract.currency),
    ...findReferenceFaults(fields, await loadCostReferences(tx, contract.id, fields)),
  ];
  assertNoFaults('billing.cost_invalid', faults);
  const found = rate === null ? await findRateOfDay(tx, fields, contract.currency) : null;
  const used = rate ?? found!.rate;
  return {
    ...cost,
    month: `${month}-01`,
    rate: used,
    rateOn: found?.day ?? null,
    rateSource: found?.source ?? '',
    contractMinor: toContractCurrency(cost.amount, used, contract.currency).toString(),
  };
}

/**
 * Checks that a cost refers to records of a machine that is or was under its contract, and of the cost's own machine if
 * it has one.
 */
function findReferenceFaults(
  { machineId, ticketId, kitDeliveryId }: CostFields,
  { machines, tickets, kitDeliveries }: CostReferences,
): FieldFault[] {
  const faults: FieldFault[] = [];
  if (machineId !== null && !machines.has(machineId))
    faults.push({ pointer: '/machineId', code: 'billing.cost_machine_elsewhere' });
  const references = [
    { id: ticketId, of: tickets, pointer: '/ticketId', code: 'billing.cost_ticket_elsewhere' },
    {
      id: kitDeliveryId,
      of: kitDeliveries,
      pointer: '/kitDeliveryId',
      code: 'billing.cost_delivery_elsewhere',
    },
  ];
  for (const { id, of, pointer, code } of references) {
    if (id === null) continue;
    const referencedMachine = of.get(id);
    const isUnderContract = referencedMachine !== undefined && machines.has(referencedMachine);
    if (!isUnderContract || (machineId !== null && machineId !== referencedMachine))
      faults.push({ pointer, code });
  }
  return faults;
}

/**
 * Returns the day for which to look up a cost's exchange rate: the cost's own day, or else the last day of its month,
 * but no later than today.
 */
export function dayOfRate({ month, day }: Pick<CostFields, 'month' | 'day'>, now: Date): string {
  const today = now.toISOString().slice(0, 10);
  const lastDay = plusDays(`${addMonths(month, 1)}-01`, -1);
  return day ?? (lastDay < today ? lastDay : today);
}

/** Returns the known rate; without one, an error at the field for entering it. */
async function findRateOfDay(tx: Transaction, fields: CostFields, to: string): Promise<AccountingRate> {
  const { currency } = fields;
  const day = dayOfRate(fields, tx.now);
  const found = await findAccountingRate(tx, currency, to, day);
  if (found) return found;
  const params = { from: currency, to, day };
  const fault = { pointer: '/rate', code: 'billing.cost_rate_missing', params };
  throw new DomainError('billing.cost_invalid', {}, [fault]);
}
