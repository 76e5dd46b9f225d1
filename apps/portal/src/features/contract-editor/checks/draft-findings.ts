import type { Buyer, LegalEntity } from '../../../api/types.js';
import { missingOfParty } from '../../../../../../libs/invoicing/src/domain/document/parties.js';
import type { DraftValues } from '../values/draft-values.js';

/** A finding at a field of a draft, as a code with a text in `errors`. */
export interface Finding {
  /** Path of the field in the form. */
  readonly path: string;
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** True if the finding prevents the activation of the contract; otherwise it is only a hint. */
  readonly isBlocking: boolean;
}

type Party = Pick<Buyer, 'id' | 'name' | 'street' | 'city' | 'taxIds'>;
type Seller = Party & Pick<LegalEntity, 'bankAccount' | 'currency'>;

/**
 * Returns hints about the parties: missing addresses, tax IDs or bank account, which invoices need, and a currency
 * other than the seller's.
 */
export function findPartyFindings(
  { buyerId, legalEntityId, currency }: Pick<DraftValues, 'buyerId' | 'legalEntityId' | 'currency'>,
  buyers: readonly Party[],
  sellers: readonly Seller[],
): Finding[] {
  // Without a choice, the customer's first company is billed.
  const buyer = buyerId === '' ? buyers[0] : buyers.find(({ id }) => id === buyerId);
  const seller = sellers.find(({ id }) => id === legalEntityId);
  return [
    ...(buyer === undefined ? [] : lacking('buyerId', 'portal.buyer_data_missing', buyer)),
    ...(seller === undefined ? [] : lacking('legalEntityId', 'portal.seller_data_missing', seller)),
    ...(seller !== undefined && (seller.bankAccount.account ?? '').trim() === ''
      ? [hint('legalEntityId', 'portal.seller_account_missing', { name: seller.name })]
      : []),
    ...(seller !== undefined && /^[A-Z]{3}$/.test(currency) && currency !== seller.currency
      ? [hint('currency', 'portal.other_currency', { name: seller.name, own: seller.currency })]
      : []),
  ];
}

function lacking(path: string, code: string, party: Party): Finding[] {
  const missing = missingOfParty({ postalCode: '', country: '', ...party });
  return missing.length === 0 ? [] : [hint(path, code, { name: party.name, missing: missing.join(', ') })];
}

const hint = (path: string, code: string, params: Finding['params']): Finding => ({
  ...{ path, code, params },
  isBlocking: false,
});

/** Returns hints about meters without readings in the last twelve months. */
export function findSilentMeters(
  { meters }: Pick<DraftValues, 'meters'>,
  silentIds: readonly string[],
): Finding[] {
  return meters.flatMap(({ id }, index) =>
    silentIds.includes(id) ? [hint(`meters.${index}`, 'portal.meter_silent', {})] : [],
  );
}

/** Returns the findings at a field, or at any field below it. */
export function findingsAt(findings: readonly Finding[], ...paths: readonly string[]): Finding[] {
  return findings.filter(({ path }) => paths.some((at) => path === at || path.startsWith(`${at}.`)));
}
