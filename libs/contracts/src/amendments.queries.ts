import { DomainError, type Transaction } from '#platform';
import type { ContractDelta } from './domain/amendments/contract-delta.js';
import type { SignedAmendment } from './domain/amendments/contract-in-time.js';
import type { IndexStepEvidence } from './domain/amendments/index-step.js';

/** A stored amendment. Dates are `YYYY-MM-DD`. */
export interface StoredAmendment {
  readonly id: string;
  readonly contractId: string;
  /** Null for a draft. */
  readonly number: number | null;
  readonly effectiveOn: string;
  readonly reason: string;
  readonly changes: ContractDelta;
  /** Inputs of the index adjustment; null for other amendments. */
  readonly indexStep: IndexStepEvidence | null;
  readonly version: number;
  readonly draftedAt: Date;
  readonly draftedBy: string | null;
  readonly acceptedBy: string | null;
  readonly acceptedOn: string | null;
  readonly contentHash: string | null;
  readonly signedAt: Date | null;
  readonly signedBy: string | null;
  /** Name of the user who signed the amendment; null for a draft. */
  readonly signedByName: string | null;
  readonly letter: StoredLetter | null;
  /** Price book version that the amendment's prices come from; null if there is none, and for customers. */
  readonly priceBook: PriceBookReference | null;
}

export interface PriceBookReference {
  readonly versionId: string;
  readonly bookId: string;
  /** The book's name. */
  readonly book: string;
  /** The version's number. */
  readonly number: number;
}

/** The metadata of a letter that notifies a customer of an index adjustment. */
export interface StoredLetter {
  /** SHA-256 of the letter, in hexadecimal. */
  readonly sha256: string;
  readonly language: string;
  /** ISO 8601. */
  readonly madeAt: string;
  readonly mailedTo: string | null;
  /** ISO 8601; null if the letter was not emailed. */
  readonly mailedAt: string | null;
}

const COLUMNS = `
  a.id, a.contract_id as "contractId", a.number, a.effective_on::text as "effectiveOn", a.reason, a.changes, a.version, a.index_step as "indexStep",
  a.drafted_at as "draftedAt", a.drafted_by as "draftedBy", a.accepted_by as "acceptedBy", a.accepted_on::text as "acceptedOn",
  a.content_hash as "contentHash", a.signed_at as "signedAt", a.signed_by as "signedBy",
  a.signed_by_name as "signedByName",
  (select jsonb_build_object('sha256', l.sha256, 'language', l.language, 'madeAt', l.made_at, 'mailedTo', l.mailed_to, 'mailedAt', l.mailed_at)
     from amendment_letter l where l.maker_id = a.maker_id and l.amendment_id = a.id) as letter,
  (select jsonb_build_object('versionId', v.id, 'bookId', b.id, 'book', b.name, 'number', v.number)
     from amendment_price_book n
     join price_book_version v on v.maker_id = n.maker_id and v.id = n.version_id
     join price_book b on b.maker_id = v.maker_id and b.id = v.book_id
    where n.maker_id = a.maker_id and n.amendment_id = a.id) as "priceBook"`;

/**
 * Lists signed amendments of contracts, ordered by number, which is the order of signing within a contract.
 * @param cutoff cutoff of a billing run: later signatures are ignored; null for all
 */
export async function listSignedAmendments(
  tx: Transaction,
  contractIds: readonly string[],
  cutoff: Date | null,
): Promise<(SignedAmendment & { readonly contractId: string })[]> {
  if (contractIds.length === 0) return [];
  return tx.manager.query(
    `select a.contract_id as "contractId", a.id, a.number, a.effective_on::text as "effectiveOn", a.changes,
            a.step_on::text as "stepOn"
       from contract_amendment a
      where a.maker_id = $1 and a.contract_id = any($2) and a.number is not null and a.signed_at is not null
        and ($3::timestamptz is null or a.signed_at <= $3)
      order by a.number`,
    [tx.scope.makerId, contractIds, cutoff],
  );
}

/** Lists a contract's amendments: drafts first, then signed ones, latest first. */
export async function listAmendments(tx: Transaction, contractId: string): Promise<StoredAmendment[]> {
  return tx.manager.query(
    `select ${COLUMNS} from contract_amendment a where a.maker_id = $1 and a.contract_id = $2
      order by a.number desc nulls first, a.drafted_at desc, a.id`,
    [tx.scope.makerId, contractId],
  );
}

/** Returns an amendment of a contract. @throws DomainError contracts.amendment_not_found */
export async function getAmendment(
  tx: Transaction,
  contractId: string,
  id: string,
): Promise<StoredAmendment> {
  const [found]: StoredAmendment[] = await tx.manager.query(
    `select ${COLUMNS} from contract_amendment a where a.maker_id = $1 and a.contract_id = $2 and a.id = $3`,
    [tx.scope.makerId, contractId, id],
  );
  if (!found) throw new DomainError('contracts.amendment_not_found');
  return found;
}
