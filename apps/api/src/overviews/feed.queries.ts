import { decodeTextCursor, fromMinor, type Page, toPage, type Transaction } from '#platform';
import { loadOwnershipParameter } from '#service';
import { DOCUMENT_SOURCES } from './document-sources.sql.js';
import type { FeedSource } from './feed-source.js';
import { TIMELINE_SOURCES } from './timeline-sources.sql.js';

/** Customer or site that a feed is about. `siteId` is null for a whole customer. */
export interface FeedSubject {
  readonly customerId: string;
  readonly siteId: string | null;
}

export interface FeedPage {
  readonly cursor?: string;
  readonly limit: number;
}

/** Objects that an entry refers to. All entries of a kind have the same fields. */
interface FeedDetails {
  readonly machine?: { readonly id: string; readonly serial: string };
  readonly site?: { readonly id: string; readonly name: string };
  readonly contract?: { readonly id: string; readonly number: string };
  readonly amendment?: { readonly id: string; readonly number: number; readonly effectiveOn: string };
  readonly invoice?: { readonly id: string; readonly number: string };
  /** Billing group and month of a document for several contracts. */
  readonly group?: { readonly id: string; readonly month: string } | null;
  readonly original?: { readonly id: string; readonly number: string } | null;
  readonly ticket?: {
    readonly id: string;
    readonly number: string;
    readonly titleCode: string;
    readonly titleParams: Record<string, unknown>;
    readonly description: string;
  };
  readonly alarm?: {
    readonly id: string;
    readonly code: string;
    readonly severity: string;
    readonly name: Record<string, string> | null;
  };
  readonly dispute?: { readonly id: string; readonly state: string; readonly subject: string };
  readonly kit?: { readonly id: string; readonly code: string };
  readonly file?: { readonly name: string; readonly bytes: number };
  readonly minor?: string | null;
  readonly currency?: string;
  readonly periodFrom?: string;
  readonly person?: string;
}

interface FeedRow {
  readonly kind: string;
  readonly id: string;
  readonly at: Date;
  readonly sortAt: string;
  readonly details: FeedDetails;
}

/** An entry of a feed. Fields that do not apply to its kind are null. */
export interface FeedEntry {
  readonly kind: string;
  readonly id: string;
  readonly at: Date;
  readonly machine: NonNullable<FeedDetails['machine']> | null;
  readonly site: NonNullable<FeedDetails['site']> | null;
  readonly contract: NonNullable<FeedDetails['contract']> | null;
  readonly amendment: NonNullable<FeedDetails['amendment']> | null;
  readonly invoice: NonNullable<FeedDetails['invoice']> | null;
  readonly group: NonNullable<FeedDetails['group']> | null;
  readonly original: NonNullable<FeedDetails['original']> | null;
  readonly ticket: NonNullable<FeedDetails['ticket']> | null;
  readonly alarm: NonNullable<FeedDetails['alarm']> | null;
  readonly dispute: NonNullable<FeedDetails['dispute']> | null;
  readonly kit: NonNullable<FeedDetails['kit']> | null;
  readonly file: NonNullable<FeedDetails['file']> | null;
  readonly amount: { readonly amount: string; readonly currency: string } | null;
  readonly periodFrom: string | null;
  readonly person: string | null;
}

/**
 * Returns the SQL for one kind of entries, newest first. Each kind has its own limit, so that PostgreSQL reads only the
 * first entries of each index and skips kinds that are not requested.
 */
const selectKind = ({ kind, from, id, at, where, details }: FeedSource): string => `
  (select '${kind}' as kind, ${id} as id, ${at} as at, (${at})::text as "sortAt", json_build_object(${details}) as details
     from ${from}
    where '${kind}' = any($4::text[]) and ${where} and ${at} <= $5::timestamptz
      and ($6::timestamptz is null or (${at} <= $6::timestamptz and (${at}, '${kind}'::text, ${id}) < ($6::timestamptz, $7::text, $8::uuid)))
    order by ${at} desc, ${id} desc limit $9)`;

const TIMELINE = TIMELINE_SOURCES.map(selectKind).join(' union all ');
const DOCUMENTS = DOCUMENT_SOURCES.map(selectKind).join(' union all ');

/** Reads the events at a customer or site, newest first. @param kinds kinds that the caller may see */
export async function readTimeline(
  tx: Transaction,
  subject: FeedSubject,
  kinds: readonly string[],
  page: FeedPage,
): Promise<Page<FeedEntry>> {
  const rows: FeedRow[] = await tx.manager.query(
    `${TIMELINE} order by at desc, kind desc, id desc limit $9`,
    await parametersOf(tx, subject, kinds, page),
  );
  return toFeedPage(rows, page.limit);
}

/** Reads the documents of a customer or site, newest first. @param kinds kinds that the caller may see */
export async function readDocuments(
  tx: Transaction,
  subject: FeedSubject,
  kinds: readonly string[],
  page: FeedPage,
): Promise<Page<FeedEntry>> {
  const rows: FeedRow[] = await tx.manager.query(
    `${DOCUMENTS} order by at desc, kind desc, id desc limit $9`,
    await parametersOf(tx, subject, kinds, page),
  );
  return toFeedPage(rows, page.limit);
}

/** Returns the parameters of a feed. `$10` is the parameter of `isOwnTicket`. */
async function parametersOf(
  tx: Transaction,
  { customerId, siteId }: FeedSubject,
  kinds: readonly string[],
  { cursor, limit }: FeedPage,
): Promise<unknown[]> {
  const after = cursor === undefined ? [null, null, null] : decodeTextCursor(cursor, 3);
  const own = await loadOwnershipParameter(tx);
  return [tx.scope.makerId, customerId, siteId, kinds, tx.now, ...after, limit + 1, own];
}

function toFeedPage(rows: readonly FeedRow[], limit: number): Page<FeedEntry> {
  const { items, next } = toPage(rows, limit, ({ sortAt, kind, id }) => [sortAt, kind, id]);
  return { items: items.map(toEntry), next };
}

function toEntry({ kind, id, at, details }: FeedRow): FeedEntry {
  const { minor, currency } = details;
  return {
    kind,
    id,
    at,
    machine: details.machine ?? null,
    site: details.site ?? null,
    contract: details.contract ?? null,
    amendment: details.amendment ?? null,
    invoice: details.invoice ?? null,
    group: details.group ?? null,
    original: details.original ?? null,
    ticket: details.ticket ?? null,
    alarm: details.alarm ?? null,
    dispute: details.dispute ?? null,
    kit: details.kit ?? null,
    file: details.file ?? null,
    amount:
      minor != null && currency !== undefined
        ? { amount: fromMinor(BigInt(minor), currency), currency }
        : null,
    periodFrom: details.periodFrom ?? null,
    person: details.person ?? null,
  };
}
