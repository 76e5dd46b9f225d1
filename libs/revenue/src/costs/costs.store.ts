import { plusDays } from '#contracts';
import { addMonths } from '#metering';
import { type BooksRate, findBooksRate } from '#organization';
import { assertNoFaults, DomainError, type FieldFault, type Transaction } from '#platform';
import { type CostFields, findCostFaults, inContractCurrency } from '../domain/revenue/cost-fields.js';
import type { ContractCost } from '../entities/contract-cost.entity.js';
import { type CostReferences, costReferences } from './costs.queries.js';

/** The contract that a cost is of. */
export interface ContractOfCost {
  readonly id: string;
  readonly currency: string;
}

/** The columns that follow from what somebody wrote. */
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
 * Checks a cost against its contract and works out what it is in the contract's currency: at the rate it names, else at the last
 * one the books know of its day, or of the last day of its month.
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
    ...findReferenceFaults(fields, await costReferences(tx, contract.id, fields)),
  ];
  assertNoFaults('billing.cost_invalid', faults);
  const found = rate === null ? await rateOfDay(tx, fields, contract.currency) : null;
  const used = rate ?? found!.rate;
  return {
    ...cost,
    month: `${month}-01`,
    rate: used,
    rateOn: found?.day ?? null,
    rateSource: found?.source ?? '',
    contractMinor: inContractCurrency(cost.amount, used, contract.currency).toString(),
  };
}

/** What a cost names must be of a machine that is or was under its contract, and of the machine it names itself. */
function findReferenceFaults(
  { machineId, ticketId, kitDeliveryId }: CostFields,
  { machines, tickets, kitDeliveries }: CostReferences,
): FieldFault[] {
  const faults: FieldFault[] = [];
  if (machineId !== null && !machines.has(machineId))
    faults.push({ pointer: '/machineId', code: 'billing.cost_machine_elsewhere' });
  const named = [
    { id: ticketId, of: tickets, pointer: '/ticketId', code: 'billing.cost_ticket_elsewhere' },
    {
      id: kitDeliveryId,
      of: kitDeliveries,
      pointer: '/kitDeliveryId',
      code: 'billing.cost_delivery_elsewhere',
    },
  ];
  for (const { id, of, pointer, code } of named) {
    if (id === null) continue;
    const itsMachine = of.get(id);
    const isOurs = itsMachine !== undefined && machines.has(itsMachine);
    if (!isOurs || (machineId !== null && machineId !== itsMachine)) faults.push({ pointer, code });
  }
  return faults;
}

/** The day whose rate a cost without one takes: its own, else the last of its month that has come. */
export function dayOfRate({ month, day }: Pick<CostFields, 'month' | 'day'>, now: Date): string {
  const today = now.toISOString().slice(0, 10);
  const lastDay = plusDays(`${addMonths(month, 1)}-01`, -1);
  return day ?? (lastDay < today ? lastDay : today);
}

/** The books' rate; where there is none, the field to write one in. */
async function rateOfDay(tx: Transaction, fields: CostFields, to: string): Promise<BooksRate> {
  const { currency } = fields;
  const day = dayOfRate(fields, tx.now);
  const found = await findBooksRate(tx, currency, to, day);
  if (found) return found;
  const params = { from: currency, to, day };
  const fault = { pointer: '/rate', code: 'billing.cost_rate_missing', params };
  throw new DomainError('billing.cost_invalid', {}, [fault]);
}
