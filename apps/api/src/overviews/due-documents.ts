import { amountToPay } from '#invoicing';
import { fromMinor } from '#platform';
import type { CurrencySumDto } from '../fleet/today.dto.js';
import { toSum } from '../fleet/today.queries.js';
import type { DueDocumentDto } from './overview.dto.js';

/** An issued document with its due date. Amounts are in minor units of `currency`. */
export interface DueDocument {
  readonly id: string;
  readonly number: string;
  readonly group: { readonly id: string; readonly month: string } | null;
  readonly dueOn: string;
  readonly currency: string;
  readonly grossMinor: string;
  readonly depositMinor: string | null;
  readonly payableIncrement: string | null;
  /** Amount that payments, credit notes and write-offs have not settled yet. */
  readonly openMinor: string;
}

/** Maximum number of documents that the overview lists. */
const MAX_NAMED = 5;

/** Returns the open amounts by currency, and the documents that are due first. */
export function summariseDue(documents: readonly DueDocument[]): {
  due: CurrencySumDto[];
  dueUntil: string | null;
  nextDue: DueDocumentDto[];
} {
  const open = documents
    .map((document) => ({ ...document, minor: openPart(document) }))
    .filter(({ minor }) => minor > 0n)
    .sort((a, b) => a.dueOn.localeCompare(b.dueOn) || a.number.localeCompare(b.number));
  const currencies = [...new Set(open.map(({ currency }) => currency))].sort();
  return {
    due: currencies.map((currency) =>
      toSum(
        currency,
        open.reduce((sum, one) => (one.currency === currency ? sum + one.minor : sum), 0n).toString(),
      ),
    ),
    dueUntil: open.at(-1)?.dueOn ?? null,
    nextDue: open.slice(0, MAX_NAMED).map(({ id, number, group, dueOn, currency, minor }) => ({
      id,
      number,
      group: group && { ...group },
      dueOn,
      amount: { amount: fromMinor(minor, currency), currency },
    })),
  };
}

/** A site may share a document with other sites, so at most the site's own part counts as due. */
function openPart(document: DueDocument): bigint {
  const [part, open] = [amountToPay(document), BigInt(document.openMinor)];
  return part < open ? part : open;
}
