import type { StoredMethod } from '#payments';
import type { AttemptView, ChargebackView, DocumentCollection, LinkedDocument } from '#receivables';
import { toAmount } from '../../billing/invoices/invoice-views.js';
import type {
  ChargebackDto,
  DocumentCollectionDto,
  LinkedDocumentDto,
  PaymentAttemptDto,
} from './collection.dto.js';
import type { SavedMethodDto } from './payment-methods.dto.js';

/** @param publicUrl URL of the portal, without a trailing slash */
export function toCollectionDto(
  { areOn, attempts, planned, linkToken }: DocumentCollection,
  publicUrl: string,
): DocumentCollectionDto {
  return {
    areOn,
    attempts: attempts.map(toAttemptDto),
    planned: planned && { on: planned.on, method: planned.methodLabel },
    paymentLink: linkToken === null ? null : `${publicUrl}/pay/${linkToken}`,
  };
}

function toAttemptDto({
  currency,
  amountMinor,
  methodLabel,
  publicCode,
  createdByName,
  chargeback,
  ...attempt
}: AttemptView): PaymentAttemptDto {
  return {
    ...attempt,
    chargeback: chargeback && toChargebackDto(chargeback, currency),
    amount: toAmount(amountMinor, currency),
    method: methodLabel,
    declineReason: publicCode,
    createdBy: createdByName,
  };
}

function toChargebackDto({ amountMinor, ...chargeback }: ChargebackView, currency: string): ChargebackDto {
  return { ...chargeback, amount: toAmount(amountMinor, currency) };
}

export function toLinkedDocumentDto(document: LinkedDocument): LinkedDocumentDto {
  const { number, sellerName, customerName, dueOn, totalMinor, openMinor, currency, isInProgress } = document;
  return {
    number,
    seller: sellerName,
    customer: customerName,
    dueOn,
    total: toAmount(totalMinor, currency),
    open: toAmount(openMinor, currency),
    isInProgress,
  };
}

export function toSavedMethodDto({ customerId: _customer, ...method }: StoredMethod): SavedMethodDto {
  return { ...method, expires: method.expires && { ...method.expires } };
}
