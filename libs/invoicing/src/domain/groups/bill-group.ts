import { billingDayOf, type BillingMonths } from '#contracts/domain';
import type { Prices } from '../calculation/invoice-taxes.js';
import { agreedForm, type CorrectionForm } from '../correction/correction-form.js';
import type { InvoiceState } from '../document/invoice-state.js';

/** While a member is held the group's document waits for it, or goes on without it; what is left out is billed alone later. */
export const WHEN_HELD = ['wait', 'go_on'] as const;
export type WhenHeld = (typeof WHEN_HELD)[number];

/** What contracts have to agree on to be billed on one document. */
export interface GroupTerms {
  readonly legalEntityId: string;
  readonly buyerId: string;
  readonly currency: string;
  /** IANA */
  readonly zone: string;
  /** On which day of the month their billing months begin. */
  readonly billingDay: number;
  readonly paymentDays: number;
  readonly prices: Prices;
  /** How what comes late reaches whoever pays. */
  readonly corrections: CorrectionForm;
}

/** Of a contract, as it bills a month. */
export interface ContractOfGroup extends BillingMonths {
  readonly legalEntityId: string;
  readonly buyerId: string;
  readonly currency: string;
  readonly zone: string;
  readonly paymentDays: number;
  readonly pricesIncludeTax: boolean;
  /** Whatever else was agreed: `billing.corrections` may say `document`. */
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

/** What a contract does not agree on with a group. */
export function differences(group: GroupTerms, contract: GroupTerms): GroupTerm[] {
  return GROUP_TERMS.filter((term) => group[term] !== contract[term]);
}

/** What stands on a group's document of a month, or is not on it any more. */
export interface MonthOfMember {
  readonly contractId: string;
  readonly state: InvoiceState;
}

/**
 * Whether a contract's month goes on its group's document: one that is there stays, and what comes when the others are approved or
 * issued already is billed alone, as is what was approved alone.
 * @param here the contract's month as it is there, and whether it is on that document
 * @param others on the document
 */
export function isOnDocument(
  here: { readonly state: InvoiceState; readonly isOn: boolean } | undefined,
  others: readonly Pick<MonthOfMember, 'state'>[],
): boolean {
  if (here?.isOn) return true;
  if (here?.state === 'approved') return false;
  return others.every(({ state }) => state === 'draft' || state === 'held');
}

/** A group's document is in the state of its members: held if one is, approved if all are, credited when nothing of any is left. */
export function stateOfDocument(members: readonly InvoiceState[]): InvoiceState {
  for (const state of ['held', 'draft', 'approved', 'issued'] as const)
    if (members.includes(state)) return state;
  return 'credited';
}
