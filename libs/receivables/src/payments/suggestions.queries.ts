import { fromMinor, type Transaction } from '#platform';
import { isStillPossible, type Suggestion } from '../domain/imports/suggestion.js';
import type { MatchReason } from '../domain/matching/proposal.js';

/** A suggested document, with amounts in major units of its currency. */
export interface SuggestedDocument {
  readonly documentId: string;
  readonly number: string;
  readonly dueOn: string;
  readonly currency: string;
  readonly open: string;
  readonly amount: string;
  readonly discount: string | null;
  readonly withheld: string | null;
  readonly fee: string | null;
  readonly paymentAmount: string | null;
}

/** A possible allocation of a payment. */
export interface SuggestionView {
  readonly customer: { readonly id: string; readonly name: string };
  readonly documents: readonly SuggestedDocument[];
  readonly reasons: readonly MatchReason[];
}

interface ItemOfSuggestion {
  readonly documentId: string;
  readonly number: string;
  readonly dueOn: string;
  readonly currency: string;
  readonly openMinor: string;
  readonly customerName: string;
}

/** Returns the stored suggestions for a payment that are still possible, best first. */
export async function loadSuggestions(tx: Transaction, paymentId: string): Promise<SuggestionView[]> {
  const [payment]: { suggestions: Suggestion[]; currency: string; unappliedMinor: string }[] =
    await tx.manager.query(
      `select suggestions, currency, unapplied_minor as "unappliedMinor" from payment where maker_id = $1 and id = $2`,
      [tx.scope.makerId, paymentId],
    );
  if (!payment || payment.unappliedMinor === '0' || payment.suggestions.length === 0) return [];
  const ids = payment.suggestions.flatMap(({ allocations }) => allocations.map(({ itemId }) => itemId));
  const rows: ItemOfSuggestion[] = await tx.manager.query(
    `select o.document_id as "documentId", o.number, o.due_on::text as "dueOn", o.currency, o.open_minor as "openMinor",
            c.name as "customerName"
       from open_item o join customer c on c.maker_id = o.maker_id and c.id = o.customer_id
      where o.maker_id = $1 and o.document_id = any($2::uuid[])`,
    [tx.scope.makerId, ids],
  );
  const items = new Map(rows.map((row) => [row.documentId, { ...row, openMinor: BigInt(row.openMinor) }]));
  const unapplied = { currency: payment.currency, unappliedMinor: BigInt(payment.unappliedMinor) };
  return payment.suggestions
    .filter((suggestion) => isStillPossible(suggestion, unapplied, items))
    .map(({ customerId, allocations, reasons }) => ({
      customer: { id: customerId, name: items.get(allocations[0]?.itemId ?? '')?.customerName ?? '' },
      documents: allocations.map(({ itemId, ...amounts }) => {
        const { customerName: _, openMinor, ...item } = items.get(itemId)!;
        return { ...item, open: fromMinor(openMinor, item.currency), ...amounts };
      }),
      reasons,
    }));
}
