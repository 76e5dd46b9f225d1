import type { GatewayEvent } from '#payments';
import type { Transaction } from '#platform';

/** Account of events that belong to the account of the maker's own key. */
const OWN_ACCOUNT = 'own';

/** Event after which the worker processes the stored events of an account. */
export const EVENT_RECEIVED = 'receivables.stripe_event_received';

/** Stores an event and requests its processing, unless it is stored or changes nothing that the product stores. */
export async function storeEvent(tx: Transaction, event: GatewayEvent): Promise<boolean> {
  const { subject } = event;
  if (subject.kind === 'ignored') return false;
  const account = event.accountId ?? OWN_ACCOUNT;
  const stored: { eventId: string }[] = await tx.manager.query(
    `insert into stripe_event (maker_id, account, event_id, type, subject_kind, subject_id, created_at, received_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict on constraint stripe_event_pk do nothing returning event_id as "eventId"`,
    [tx.scope.makerId, account, event.id, event.type, subject.kind, subject.id, event.createdAt, tx.now],
  );
  if (stored.length === 0) return false;
  await tx.record({ name: EVENT_RECEIVED, version: 1, payload: { account } });
  return true;
}

/** An object that events name, and that is read again. */
export interface PendingSubject {
  readonly subjectKind: Exclude<GatewayEvent['subject']['kind'], 'ignored'>;
  readonly subjectId: string;
}

/** Lists the objects of events that aren't processed, those of the oldest events first. Each is read once. */
export function listPendingSubjects(
  tx: Transaction,
  maxTries: number,
  limit: number,
): Promise<PendingSubject[]> {
  return tx.manager.query<PendingSubject[]>(
    `select subject_kind as "subjectKind", subject_id as "subjectId" from stripe_event
      where maker_id = $1 and processed_at is null and tries < $2
      group by 1, 2 order by min(received_at) limit $3`,
    [tx.scope.makerId, maxTries, limit],
  );
}

/** Marks the events of an object as processed, if they were received before it was read. */
export async function markProcessed(
  tx: Transaction,
  { subjectKind, subjectId }: PendingSubject,
  readAt: Date,
): Promise<void> {
  await tx.manager.query(
    `update stripe_event set processed_at = $5
      where maker_id = $1 and subject_kind = $2 and subject_id = $3 and received_at <= $4 and processed_at is null`,
    [tx.scope.makerId, subjectKind, subjectId, readAt, tx.now],
  );
}

/** Counts a failed processing of the events of an object. */
export async function countFailure(
  tx: Transaction,
  { subjectKind, subjectId }: PendingSubject,
): Promise<void> {
  await tx.manager.query(
    `update stripe_event set tries = tries + 1
      where maker_id = $1 and subject_kind = $2 and subject_id = $3 and processed_at is null`,
    [tx.scope.makerId, subjectKind, subjectId],
  );
}

/** Returns the attempt with an intent or a page; null if there is none. */
export async function findAttemptOf(
  tx: Transaction,
  { subjectKind, subjectId }: PendingSubject,
): Promise<{ readonly id: string } | null> {
  const [found]: { id: string }[] = await tx.manager.query(
    `select id from payment_attempt
      where maker_id = $1 and ($2 = 'intent' and intent_id = $3 or $2 = 'hosted_page' and page_id = $3)`,
    [tx.scope.makerId, subjectKind, subjectId],
  );
  return found ?? null;
}

/**
 * Returns attempts whose outcome must be read now, and hands them to this process for two minutes.
 * @param until time until which no other process reads them
 */
export async function claimDueAttempts(tx: Transaction, until: Date, limit: number): Promise<string[]> {
  const [rows]: [{ id: string }[], number] = await tx.manager.query(
    `update payment_attempt set next_check_at = $3
      where maker_id = $1 and id in (
        select id from payment_attempt where maker_id = $1 and next_check_at <= $2
         order by next_check_at limit $4 for update skip locked)
     returning id`,
    [tx.scope.makerId, tx.now, until, limit],
  );
  return rows.map(({ id }) => id);
}
