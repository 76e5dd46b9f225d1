import type { Contract, NewContract } from '../../../api/types.js';
import { parseNumber } from '../../../ui/forms/parse-number.js';
import { type PauseValues, toPauses, toPauseValues } from '../../contracts/pauses/pause-values.js';
import {
  type BillingTermValues,
  toBillingTerms,
  toBillingTermValues,
} from '../../contracts/terms/billing-term-values.js';
import {
  type InvoiceTermValues,
  toInvoiceTerms,
  toInvoiceTermValues,
} from '../../contracts/terms/invoice-term-values.js';

/**
 * A contract's own terms in a form. They have the structure of the request, so that an error's pointer identifies its
 * field.
 */
export interface ContractValues extends Record<string, unknown> {
  readonly number: string;
  readonly customerId: string;
  /** ID of the buyer; empty for the customer's first buyer. */
  readonly buyerId: string;
  readonly legalEntityId: string;
  readonly planId: string;
  readonly currency: string;
  readonly zone: string;
  readonly billingCalendar: Contract['billingCalendar'];
  readonly startsOn: string;
  /** Last day of the contract; empty if it has no end date. */
  readonly endsOn: string;
  readonly paymentDays: string;
  readonly pricesIncludeTax: boolean;
  readonly kitsIncluded: boolean;
  readonly pauses: readonly PauseValues[];
  readonly invoiceTerms: InvoiceTermValues;
  readonly terms: BillingTermValues;
}

/** @param zone the user's time zone, used until the seller is selected */
export function newContractValues(zone: string): ContractValues {
  return {
    number: '',
    customerId: '',
    buyerId: '',
    legalEntityId: '',
    planId: '',
    currency: '',
    zone,
    billingCalendar: 'calendar',
    startsOn: '',
    endsOn: '',
    paymentDays: '30',
    pricesIncludeTax: false,
    kitsIncluded: false,
    pauses: [],
    invoiceTerms: toInvoiceTermValues(null),
    terms: toBillingTermValues(undefined),
  };
}

/** Values of a draft to edit. */
export function toContractValues(contract: Contract): ContractValues {
  const { number, currency, zone, billingCalendar, startsOn, endsOn } = contract;
  const { paymentDays, pricesIncludeTax, kitsIncluded } = contract;
  return {
    number,
    customerId: contract.customer.id,
    buyerId: contract.buyer.id,
    legalEntityId: contract.legalEntity.id,
    planId: contract.plan.id,
    currency,
    zone,
    billingCalendar,
    startsOn,
    endsOn: endsOn ?? '',
    paymentDays: String(paymentDays),
    pricesIncludeTax,
    kitsIncluded,
    pauses: toPauseValues(contract.pauses),
    invoiceTerms: toInvoiceTermValues(contract.invoiceTerms),
    terms: toBillingTermValues(contract),
  };
}

/**
 * Converts the form to the request.
 * @param contract the draft before the edit, with agreed terms that the form does not show
 */
export function toContractTerms(
  { buyerId, endsOn, paymentDays, currency, pauses, invoiceTerms, terms, ...values }: ContractValues,
  contract?: Pick<Contract, 'terms'>,
): NewContract {
  return {
    ...values,
    currency: currency.trim().toUpperCase(),
    ...(buyerId === '' ? {} : { buyerId }),
    endsOn: endsOn === '' ? null : endsOn,
    paymentDays: parseNumber(paymentDays),
    pauses: toPauses(pauses),
    invoiceTerms: toInvoiceTerms(invoiceTerms),
    terms: toBillingTerms(terms, contract?.terms),
  };
}
