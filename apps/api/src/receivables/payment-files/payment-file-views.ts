import type { PaymentFileDetail, PaymentFileView, PendingTransfers } from '#receivables';
import { toAmount } from '../../billing/invoices/invoice-views.js';
import type { PaymentFileDetailDto, PaymentFileDto, PendingTransfersDto } from './payment-files.dto.js';
import { toRefundDto } from '../receivables-views.js';

export function toPaymentFileDto({ totalMinor, currency, ...file }: PaymentFileView): PaymentFileDto {
  return { ...file, total: toAmount(totalMinor, currency) };
}

export function toPaymentFileDetailDto({ refunds, ...file }: PaymentFileDetail): PaymentFileDetailDto {
  return { ...toPaymentFileDto(file), refunds: refunds.map(toRefundDto) };
}

export function toPendingTransfersDto({
  totalMinor,
  currency,
  ...pending
}: PendingTransfers): PendingTransfersDto {
  return { ...pending, total: toAmount(totalMinor, currency) };
}
