import { Exact, sumMinor, toMinor } from '#platform/domain';
import type {
  AllocatableItem,
  AllocatablePayment,
  RequestedAllocation,
} from '../ledger/allocation-faults.js';
import { settledBy } from '../ledger/receivable-postings.js';
import type { Allocation, MatchReason, Proposal } from '../matching/proposal.js';
import type { StatementLine } from '../statements/statement.js';

/** A possible allocation of an imported payment, as found during the import. Amounts are decimals in major units. */
export interface Suggestion {
  readonly customerId: string;
  readonly allocations: readonly SuggestedAllocation[];
  readonly reasons: readonly MatchReason[];
}

export interface SuggestedAllocation extends Allocation {
  /** Used part of the payment, in its currency; null if both currencies are the same. */
  readonly paymentAmount: string | null;
}

/** Returns the currency of a document. */
type CurrencyOf = (documentId: string) => string;
type PaidLine = Pick<StatementLine, 'amount' | 'currency'>;

/** Maximum number of suggestions that are stored for a payment. */
const MAX_SUGGESTIONS = 5;

/**
 * Converts a proposal to a suggestion for the line's payment.
 * @returns null if the payment is for several documents in other currencies, because a person must decide on the part
 * of each document
 */
export function toSuggestion(proposal: Proposal, line: PaidLine, currencyOf: CurrencyOf): Suggestion | null {
  const { customerId, allocations, reasons, unapplied } = proposal;
  const isForeign = allocations.some(({ itemId }) => currencyOf(itemId) !== line.currency);
  if (isForeign && allocations.length > 1) return null;
  const paymentAmount = isForeign ? new Exact(line.amount).minus(unapplied).toFixed() : null;
  return { customerId, allocations: allocations.map((one) => ({ ...one, paymentAmount })), reasons };
}

/** Returns the best suggestions for a payment. */
export function toSuggestions(
  proposals: readonly Proposal[],
  line: PaidLine,
  currencyOf: CurrencyOf,
): Suggestion[] {
  return proposals
    .map((proposal) => toSuggestion(proposal, line, currencyOf))
    .filter((suggestion) => suggestion !== null)
    .slice(0, MAX_SUGGESTIONS);
}

/** Returns a suggestion in minor units. */
export function toAllocations(
  { allocations }: Suggestion,
  currency: string,
  currencyOf: CurrencyOf,
): RequestedAllocation[] {
  return allocations.map(({ itemId, amount, discount, withheld, fee, paymentAmount }) => {
    const minor = (text: string | null): bigint => (text === null ? 0n : toMinor(text, currencyOf(itemId)));
    return {
      documentId: itemId,
      amountMinor: minor(amount),
      discountMinor: minor(discount),
      withheldMinor: minor(withheld),
      feeMinor: minor(fee),
      paymentMinor: paymentAmount === null ? minor(amount) : toMinor(paymentAmount, currency),
    };
  });
}

/** The currency and the open amount of a document. */
type OpenBalance = Pick<AllocatableItem, 'currency' | 'openMinor'>;

/**
 * Returns true when the open amounts of the suggested documents and the unapplied amount of the payment still suffice.
 */
export function isStillPossible(
  suggestion: Suggestion,
  { currency, unappliedMinor }: Pick<AllocatablePayment, 'currency' | 'unappliedMinor'>,
  items: ReadonlyMap<string, OpenBalance>,
): boolean {
  const { allocations } = suggestion;
  if (allocations.length === 0 || allocations.some(({ itemId }) => !items.has(itemId))) return false;
  const requested = toAllocations(suggestion, currency, (documentId) => items.get(documentId)!.currency);
  return (
    requested.every((one) => settledBy(one) <= items.get(one.documentId)!.openMinor) &&
    sumMinor(requested, ({ paymentMinor }) => paymentMinor) <= unappliedMinor
  );
}
