import { Injectable } from '@nestjs/common';
import { type Scope, type Transaction, UnitOfWork } from '#platform';
import type { RelayedEvent } from './relayed-event.js';

/**
 * Duration of a claim. If a relay dies, its maker's events are delayed by at most this time. It is measured by the
 * database's clock, which all relays share.
 */
export const CLAIM_MS = 15_000;
const EVENTS_PER_CLAIM = 100;
/**
 * Number of failures after which an event is skipped, so that later ones are delivered. It stays in the outbox with its
 * error.
 */
export const ATTEMPTS = 8;
const MIN_PAUSE_MS = 500;
const MAX_PAUSE_MS = 60_000;

/** Event that a listener failed to process. */
export interface FailedEvent {
  readonly event: RelayedEvent;
  readonly error: unknown;
}

/** Claims events of the outbox for a relay and records the outcome, each in a short separate transaction. */
@Injectable()
export class OutboxClaims {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Claims a maker's events for one relay. A relay may renew its own claim, which it still has if the connection was
   * lost before the outcome was recorded.
   * @returns the next events sorted by id, and therefore by time (UUIDv7); undefined while another relay has the claim,
   * or while a failed event waits for its next attempt
   */
  claim(scope: Scope, relayId: string): Promise<RelayedEvent[] | undefined> {
    return this.unitOfWork.run(scope, async ({ manager }) => {
      const claims: { maker_id: string }[] = await manager.query(
        `insert into outbox_claim as c (maker_id, claimed_by, claimed_until)
         values ($1, $2, clock_timestamp() + $3 * interval '1 millisecond')
         on conflict (maker_id) do update set claimed_by = excluded.claimed_by, claimed_until = excluded.claimed_until
          where c.claimed_until <= clock_timestamp() or c.claimed_by = excluded.claimed_by
         returning maker_id`,
        [scope.makerId, relayId, CLAIM_MS],
      );
      if (claims.length === 0) return undefined;
      // This statement needs its own snapshot, taken after the claim, to see what the previous relay has marked.
      const events: RelayedEvent[] = await manager.query(
        `select id, name, version, payload from outbox_event
          where maker_id = $1 and relayed_at is null and attempts < $2 order by id limit $3`,
        [scope.makerId, ATTEMPTS, EVENTS_PER_CLAIM],
      );
      return events;
    });
  }

  /** @returns whether the relay still has the claim, which is then extended by `CLAIM_MS` */
  renew(scope: Scope, relayId: string): Promise<boolean> {
    return this.unitOfWork.run(scope, async ({ manager }) => {
      const renewed: { maker_id: string }[] = await manager.query(
        `with renewed as (
           update outbox_claim set claimed_until = clock_timestamp() + $3 * interval '1 millisecond'
            where maker_id = $1 and claimed_by = $2 returning maker_id)
         select maker_id from renewed`,
        [scope.makerId, relayId, CLAIM_MS],
      );
      return renewed.length > 0;
    });
  }

  /**
   * Marks events as delivered, records the failed one, and releases the claim. After a failure, the maker's events wait
   * for a pause that doubles with each attempt.
   * @returns the number of times that the failed event has failed
   */
  release(
    scope: Scope,
    relayId: string,
    delivered: readonly RelayedEvent[],
    failed?: FailedEvent,
  ): Promise<number> {
    return this.unitOfWork.run(scope, async (tx) => {
      await tx.manager.query(
        `update outbox_event set relayed_at = $3 where maker_id = $1 and id = any($2) and relayed_at is null`,
        [scope.makerId, delivered.map(({ id }) => id), tx.now],
      );
      const attempts = failed ? await noteFailure(tx, failed) : 0;
      const pauseMs =
        attempts === 0 || attempts >= ATTEMPTS ? 0 : Math.min(MAX_PAUSE_MS, MIN_PAUSE_MS * 2 ** attempts);
      // Do not release a claim that has expired and now belongs to another relay.
      await tx.manager.query(
        `update outbox_claim set claimed_by = null, claimed_until = clock_timestamp() + $3 * interval '1 millisecond'
          where maker_id = $1 and claimed_by = $2`,
        [scope.makerId, relayId, pauseMs],
      );
      return attempts;
    });
  }
}

async function noteFailure({ manager, scope }: Transaction, { event, error }: FailedEvent): Promise<number> {
  const rows: { attempts: number }[] = await manager.query(
    `with failed as (
       update outbox_event set attempts = attempts + 1, last_error = $3 where maker_id = $1 and id = $2 returning attempts)
     select attempts from failed`,
    [scope.makerId, event.id, String(error).slice(0, 2000)],
  );
  return rows[0]!.attempts;
}
