import type { DebitFileDetail, DebitFileView, DebitPlan, DebitView, PlannedDebit } from '#receivables';
import { sumMinor } from '#platform';
import { toAmount } from '../../billing/invoices/invoice-views.js';
import type {
  DebitDto,
  DebitFileDetailDto,
  DebitFileDto,
  DebitPlanDto,
  PlannedDebitDto,
} from './direct-debits.dto.js';

/** SEPA direct debits are always in euros. */
const toEuros = (minor: string) => toAmount(minor, 'EUR');

export function toDebitFileDto({ totalMinor, ...file }: DebitFileView): DebitFileDto {
  return { ...file, total: toEuros(totalMinor) };
}

export function toDebitFileDetailDto({ debits, ...file }: DebitFileDetail): DebitFileDetailDto {
  return { ...toDebitFileDto(file), debits: debits.map(toDebitDto) };
}

export function toDebitPlanDto({ collectOn, account, items }: DebitPlan): DebitPlanDto {
  const collected = items.filter(({ exclusion }) => exclusion === null);
  const total = sumMinor(collected, ({ openMinor }) => BigInt(openMinor));
  return {
    collectOn,
    account,
    total: toEuros(total.toString()),
    debitCount: collected.length,
    items: items.map(toPlannedDebitDto),
  };
}

function toDebitDto({ amountMinor, ...debit }: DebitView): DebitDto {
  return { ...debit, amount: toEuros(amountMinor) };
}

function toPlannedDebitDto(item: PlannedDebit): PlannedDebitDto {
  return {
    document: { id: item.documentId, number: item.number },
    customer: item.customer,
    mandate: { id: item.mandateId, reference: item.mandateReference },
    amount: toEuros(item.openMinor),
    dueOn: item.dueOn,
    exclusion: item.exclusion,
  };
}
