import { billingDayOf, type BillingMonths } from '#contracts/domain';
import type { Prices } from '../calculation/invoice-taxes.js';
import { agreedForm, type CorrectionForm } from '../correction/correction-form.js';
import type { InvoiceState } from '../document/invoice-state.js';

/**
 * Treatment of a billing group's document while a member is on hold: the document waits for the member, or is issued
 * without it. Members that are left out are billed separately later.
 */
export const WHEN_HELD = ['wait', 'go_on'] as const;
export type WhenHeld = (typeof WHEN_HELD)[number];

/** The terms that contracts must have in common to be billed on one document. */
export interface GroupTerms {
  readonly legalEntityId: string;
  readonly buyerId: string;
  readonly currency: string;
  /** IANA time zone. */
  readonly zone: string;
  /** Day of the month on which the billing months begin. */
  readonly billingDay: number;
  readonly paymentDays: number;
  readonly prices: Prices;
  /** Form in which corrections are billed. */
  readonly corrections: CorrectionForm;
}

/** The fields of a contract that determine how it bills a month. */
export interface ContractOfGroup extends BillingMonths {
  readonly legalEntityId: string;
  readonly buyerId: string;
  readonly currency: string;
  readonly zone: string;
  readonly paymentDays: number;
  readonly pricesIncludeTax: boolean;
  /** Other agreed terms. They can set `billing.corrections` to `document`. */
  readonly terms: object;
}

export function groupTermsOf({ pricesIncludeTax, terms, ...contract }: ContractOfGroup): GroupTerms {
  const { legalEntityId, buyerId, currency, zone, paymentDays } = contract;
  return {
    legalEntityId,
    buyerId,
    currency,
    zone,
    billingDay: billingDayOf(contract),
    paymentDays,
    prices: pricesIncludeTax ? 'inclusive' : 'exclusive',
    corrections: agreedForm(terms),
  };
}

const GROUP_TERMS = [
  'legalEntityId',
  'buyerId',
  'currency',
  'zone',
  'billingDay',
  'paymentDays',
  'prices',
  'corrections',
] as const satisfies readonly (keyof GroupTerms)[];
export type GroupTerm = (typeof GROUP_TERMS)[number];

/** Returns the terms by which a contract differs from its billing group. */
export function differences(group: GroupTerms, contract: GroupTerms): GroupTerm[] {
  return GROUP_TERMS.filter((term) => group[term] !== contract[term]);
}

/** A member's month that is, or was, on a billing group's document. */
export interface MonthOfMember {
  readonly contractId: string;
  readonly state: InvoiceState;
}

/**
 * Returns true when a contract's month belongs on its billing group's document. A month that is already on the document
 * stays there. A month is billed separately if it is drafted after the others were approved or issued, or if it was
 * approved separately.
 * @param current the contract's existing month, and whether it is on that document
 * @param others the other months on the document
 */
export function isOnDocument(
  current: { readonly state: InvoiceState; readonly isOn: boolean } | undefined,
  others: readonly Pick<MonthOfMember, 'state'>[],
): boolean {
  if (current?.isOn) return true;
  if (current?.state === 'approved') return false;
  return others.every(({ state }) => state === 'draft' || state === 'held');
}

/**
 * Derives the state of a billing group's document from its members: on hold if any member is on hold, approved if all
 * are approved, credited once no member has a remaining amount.
 */
export function stateOfDocument(members: readonly InvoiceState[]): InvoiceState {
  for (const state of ['held', 'draft', 'approved', 'issued'] as const)
    if (members.includes(state)) return state;
  return 'credited';
}
