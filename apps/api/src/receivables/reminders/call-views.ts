import { countDays } from '#contracts';
import type { CallList, CallView, PromiseView } from '#receivables';
import { toAmount } from '../../billing/invoices/invoice-views.js';
import type { CallDto, PromiseDto } from './calls.dto.js';

export function toPromiseDto({ amountMinor, currency, ...promise }: PromiseView): PromiseDto {
  return { ...promise, amount: toAmount(amountMinor, currency) };
}

export function toCallDto(call: CallView, { on, booksCurrency }: Omit<CallList, 'calls'>): CallDto {
  const { customerId, customerName, reasons, documents, booksOpenMinor, oldestDueOn } = call;
  return {
    customer: { id: customerId, name: customerName },
    reasons: [...reasons],
    open: toAmount(booksOpenMinor.toString(), booksCurrency),
    daysOverdue: countDays(oldestDueOn, on),
    brokenOn: call.brokenOn,
    documents: documents.map(({ documentId, number, dueOn, openMinor, currency }) => ({
      documentId,
      number,
      dueOn,
      daysOverdue: countDays(dueOn, on),
      open: toAmount(openMinor.toString(), currency),
    })),
    people: call.people.map((person) => ({ ...person })),
    latestNote: call.latestNote,
  };
}
