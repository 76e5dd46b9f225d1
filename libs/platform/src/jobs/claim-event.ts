import type { Transaction } from '../database/unit-of-work.js';

/**
 * Claims an event for a handler within the handler's transaction. Returns false if the handler has already processed
 * it: the relay delivers at least once, and a handler must act exactly once.
 */
export async function claimEvent(tx: Transaction, eventId: string, handler: string): Promise<boolean> {
  const rows: unknown[] = await tx.manager.query(
    `insert into handled_event (maker_id, event_id, handler, handled_at) values ($1, $2, $3, $4)
     on conflict on constraint handled_event_pk do nothing returning event_id`,
    [tx.scope.makerId, eventId, handler, tx.now],
  );
  return rows.length > 0;
}
