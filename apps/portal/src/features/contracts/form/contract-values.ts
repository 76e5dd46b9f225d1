import type { Contract, NewContract } from '../../../api/types.js';
import { writtenNumber } from '../../../ui/forms/written-number.js';
import { type PauseValues, toPauses, toPauseValues } from '../pauses/pause-values.js';
import { type BillingTermValues, toBillingTerms, toBillingTermValues } from '../terms/billing-term-values.js';
import { type InvoiceTermValues, toInvoiceTerms, toInvoiceTermValues } from '../terms/invoice-term-values.js';

/** A contract's own terms in a form, laid out as the request is, so that a fault's pointer leads to its field. */
export interface ContractValues extends Record<string, unknown> {
  readonly number: string;
  readonly customerId: string;
  /** Empty: the customer's first company. */
  readonly buyerId: string;
  readonly legalEntityId: string;
  readonly planId: string;
  readonly currency: string;
  readonly zone: string;
  readonly billingCalendar: Contract['billingCalendar'];
  readonly startsOn: string;
  /** Empty: no end. */
  readonly endsOn: string;
  readonly paymentDays: string;
  readonly pricesIncludeTax: boolean;
  readonly kitsIncluded: boolean;
  readonly pauses: readonly PauseValues[];
  readonly invoiceTerms: InvoiceTermValues;
  readonly terms: BillingTermValues;
}

/** @param zone of whoever writes it, until the company that bills is chosen */
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

/** A draft that is written on. */
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
 * What is sent.
 * @param contract the draft as it was: its machines that are billed from its first day on are so from another first day as well
 */
export function toContractTerms(
  { buyerId, endsOn, paymentDays, currency, pauses, invoiceTerms, terms, ...values }: ContractValues,
  contract?: Pick<Contract, 'startsOn' | 'machines' | 'terms'>,
): NewContract {
  const isMoved = contract !== undefined && contract.startsOn !== values.startsOn;
  return {
    ...values,
    currency: currency.trim().toUpperCase(),
    ...(buyerId === '' ? {} : { buyerId }),
    endsOn: endsOn === '' ? null : endsOn,
    paymentDays: writtenNumber(paymentDays),
    pauses: toPauses(pauses),
    invoiceTerms: toInvoiceTerms(invoiceTerms),
    terms: toBillingTerms(terms, contract?.terms),
    ...(isMoved && {
      machines: contract.machines.map(({ id, from, to }) => ({
        machineId: id,
        from: from === contract.startsOn ? values.startsOn : from,
        to,
      })),
    }),
  };
}
