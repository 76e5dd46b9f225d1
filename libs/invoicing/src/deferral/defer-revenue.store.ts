import { insertRows, type Transaction } from '#platform';
import type { Posting } from '../domain/accounting/journal.js';
import {
  creditRevenue,
  deferRevenue,
  postDeferred,
  type RevenuePart,
} from '../domain/deferral/deferred-parts.js';
import { isBilledInAdvance, weighMonths } from '../domain/deferral/service-months.js';
import { DeferredRevenue } from '../entities/deferred-revenue.entity.js';
import {
  type LineService,
  loadDeferralStarts,
  loadLineServices,
  lockDeferredParts,
} from './deferred-lines.queries.js';

/** A document with its postings, before they are written. */
export interface PostedDocument {
  readonly documentId: string;
  readonly legalEntityId: string;
  readonly currency: string;
  readonly issuedOn: string;
  readonly postingDate: string;
  /** Invoices that the document bills. */
  readonly invoiceIds: readonly string[];
  readonly postings: readonly Posting[];
}

/**
 * Moves revenue that documents bill in advance to deferred revenue, and stores the part of each month. A credit note
 * reverses the deferred revenue of the lines that it credits. Returns the postings of each document, in the order of
 * `documents`.
 */
export async function deferPostings(
  tx: Transaction,
  documents: readonly PostedDocument[],
): Promise<(readonly Posting[])[]> {
  const starts = await loadDeferralStarts(tx);
  // Most makers never defer revenue, so their documents need no further queries.
  if (starts.size === 0) return documents.map(({ postings }) => postings);
  const deferring = (one: PostedDocument): boolean =>
    (starts.get(one.legalEntityId) ?? '9999-12-31') <= one.issuedOn;
  const services = await loadLineServices(tx, documents.filter(deferring).flatMap(linesOf));
  const isOwn = ({ invoiceIds }: PostedDocument, lineId: string): boolean =>
    invoiceIds.includes(services.get(lineId)?.invoiceId ?? '');
  // A credit note posts the lines of its original, which may have been deferred under an earlier setting.
  const credited = await loadCredited(tx, documents);
  const rows: DeferredRevenue[] = [];
  const posted = documents.map((document) =>
    document.postings.flatMap((posting) => {
      const lineId = posting.account === 'revenue' ? posting.invoiceLineId : null;
      if (lineId === null) return [posting];
      const parts =
        creditParts(credited, lineId, posting) ??
        (deferring(document) && isOwn(document, lineId)
          ? newParts(services.get(lineId)!, document.postingDate, posting)
          : null);
      if (parts === null) return [posting];
      rows.push(...toRows(tx, document, lineId, parts));
      return postDeferred(posting, parts);
    }),
  );
  if (rows.length > 0) await insertRows(tx, DeferredRevenue, rows);
  return posted;
}

interface CreditedLines {
  readonly stored: ReadonlyMap<string, readonly RevenuePart[]>;
  readonly services: ReadonlyMap<string, LineService>;
}

async function loadCredited(tx: Transaction, documents: readonly PostedDocument[]): Promise<CreditedLines> {
  const lineIds = documents.flatMap(linesOf);
  const stored = await lockDeferredParts(tx, lineIds);
  return {
    stored,
    services:
      stored.size === 0 ? new Map<string, LineService>() : await loadLineServices(tx, [...stored.keys()]),
  };
}

const linesOf = ({ postings }: PostedDocument): string[] =>
  postings.flatMap(({ account, invoiceLineId }) =>
    account === 'revenue' && invoiceLineId !== null ? [invoiceLineId] : [],
  );

/** Returns the parts of a credit of a deferred line; null for other lines. */
function creditParts(
  { stored, services }: CreditedLines,
  lineId: string,
  posting: Posting,
): RevenuePart[] | null {
  const parts = stored.get(lineId);
  const service = services.get(lineId)?.service;
  return parts && service ? creditRevenue(parts, toRevenue(posting), weighMonths(service)) : null;
}

function newParts(
  { service, mayBeDeferred }: LineService,
  postingDate: string,
  posting: Posting,
): RevenuePart[] | null {
  return service !== null && mayBeDeferred && isBilledInAdvance(service, postingDate)
    ? deferRevenue(toRevenue(posting), weighMonths(service))
    : null;
}

function toRevenue({ amountMinor, booksAmountMinor }: Posting) {
  return { amountMinor: -amountMinor, booksAmountMinor: -booksAmountMinor };
}

function toRows(
  tx: Transaction,
  { documentId, legalEntityId, currency, postingDate }: PostedDocument,
  invoiceLineId: string,
  parts: readonly RevenuePart[],
): DeferredRevenue[] {
  return parts
    .filter(({ amountMinor, booksAmountMinor }) => amountMinor !== 0n || booksAmountMinor !== 0n)
    .map(({ month, amountMinor, booksAmountMinor, isReleased }) => ({
      makerId: tx.scope.makerId,
      documentId,
      invoiceLineId,
      month,
      legalEntityId,
      currency,
      amountMinor: amountMinor.toString(),
      booksAmountMinor: booksAmountMinor.toString(),
      releasedOn: isReleased ? postingDate : null,
      releaseId: null,
    }));
}
