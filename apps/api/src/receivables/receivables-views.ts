import {
  AGEING_CLASSES,
  type AgeingRow,
  type AllocationView,
  itemStateOf,
  type OpenItemView,
  type PaymentView,
  type Refundable,
  type RefundView,
  type WriteOffView,
} from '#receivables';
import { toAmount } from '../billing/invoices/invoice-views.js';
import type { AmountDto } from '../contracts/contracts.dto.js';
import type { OpenItemDto } from './open-items.dto.js';
import type { AllocationDto, PaymentDto } from './payments.dto.js';
import type { RefundableDto, RefundDto } from './refunds.dto.js';
import type { AgeingRowDto } from './reports.dto.js';
import type { WriteOffDto } from './write-offs.dto.js';

export function toOpenItemDto({
  totalMinor,
  openMinor,
  refundedMinor,
  isGivenUp,
  ...item
}: OpenItemView): OpenItemDto {
  const { currency, ...rest } = item;
  return {
    ...rest,
    total: toAmount(totalMinor, currency),
    open: toAmount(openMinor, currency),
    refunded: toAmount(refundedMinor, currency),
    state: itemStateOf(BigInt(totalMinor), BigInt(openMinor), isGivenUp),
  };
}

export function toPaymentDto({
  amountMinor,
  unappliedMinor,
  refundedMinor,
  currency,
  ...payment
}: PaymentView): PaymentDto {
  return {
    ...payment,
    amount: toAmount(amountMinor, currency),
    unapplied: toAmount(unappliedMinor, currency),
    refunded: toAmount(refundedMinor, currency),
  };
}

export function toAllocationDto(view: AllocationView): AllocationDto {
  const {
    currency,
    amountMinor,
    discountMinor,
    withheldMinor,
    feeMinor,
    paymentCurrency,
    paymentMinor,
    reasons,
    ...rest
  } = view;
  const orNull = (minor: string): AmountDto | null => (minor === '0' ? null : toAmount(minor, currency));
  return {
    ...rest,
    reasons: [...reasons],
    amount: toAmount(amountMinor, currency),
    discount: orNull(discountMinor),
    withheld: orNull(withheldMinor),
    fee: orNull(feeMinor),
    paymentAmount:
      paymentMinor === null || paymentCurrency === null ? null : toAmount(paymentMinor, paymentCurrency),
  };
}

export function toWriteOffDto({ amountMinor, taxMinor, currency, ...writeOff }: WriteOffView): WriteOffDto {
  return { ...writeOff, amount: toAmount(amountMinor, currency), tax: toAmount(taxMinor, currency) };
}

export function toRefundDto(view: RefundView): RefundDto {
  const { amountMinor, currency, secondPersonBecause, ...refund } = view;
  return {
    ...refund,
    amount: toAmount(amountMinor, currency),
    secondPersonBecause: [...secondPersonBecause],
  };
}

export function toRefundableDto(refundable: Refundable | null): RefundableDto | null {
  if (refundable === null) return null;
  const { amount, currency, paymentMethod, ...payee } = refundable;
  return {
    ...payee,
    amount: { amount, currency },
    paymentMethod: paymentMethod && {
      label: paymentMethod.label,
      amount: { amount: paymentMethod.amount, currency },
    },
  };
}

const FIELD_OF_CLASS = {
  not_due: 'notDue',
  days_1_30: 'days1To30',
  days_31_60: 'days31To60',
  days_61_90: 'days61To90',
  days_over_90: 'daysOver90',
} as const;

export function toAgeingRowDto({
  currency,
  classes,
  creditMinor,
  totalMinor,
  ...row
}: AgeingRow): AgeingRowDto {
  const amounts = Object.fromEntries(
    AGEING_CLASSES.map((name, index) => [FIELD_OF_CLASS[name], toAmount(classes[index]!, currency)]),
  ) as Record<(typeof FIELD_OF_CLASS)[keyof typeof FIELD_OF_CLASS], AmountDto>;
  return {
    ...row,
    ...amounts,
    credit: toAmount(creditMinor, currency),
    total: toAmount(totalMinor, currency),
  };
}
