import { Injectable, Logger } from '@nestjs/common';
import { type Scope, systemScope, type Transaction, UnitOfWork } from '#platform';
import { Hints } from './hints.js';
import { Listeners } from './listeners.js';
import type { RelayedEvent } from './relayed-event.js';

const EVENTS_AT_ONCE = 100;
/** An event that fails so often is put aside, so that those behind it are told; it stays in the outbox with its error. */
export const ATTEMPTS = 8;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 60_000;

/** Tells listeners what the outbox holds: maker by maker, each maker's events in their order, at least once. */
@Injectable()
export class OutboxRelay {
  private readonly logger = new Logger(OutboxRelay.name);
  /** Makers whose next event failed, and when it may be tried again (the process's own clock, ms). */
  private readonly pausedUntil = new Map<string, number>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly listeners: Listeners,
    private readonly hints: Hints,
  ) {}

  /**
   * Tells what waits for one maker.
   * @returns how many events were told
   */
  async relay(makerId: string): Promise<number> {
    if ((this.pausedUntil.get(makerId) ?? 0) > performance.now()) return 0;
    this.pausedUntil.delete(makerId);
    const scope = systemScope(makerId);
    const told = await this.unitOfWork.run(scope, (tx) => this.relayWithin(tx, scope));
    await this.hint(scope, told);
    return told.length;
  }

  private async relayWithin(tx: Transaction, scope: Scope): Promise<RelayedEvent[]> {
    const waiting = await claimWaiting(tx);
    const concerned = new Set(await this.listeners.concerned(scope, waiting));
    const told: RelayedEvent[] = [];
    for (const event of waiting) {
      const error = concerned.has(event) ? await this.tell(scope, event) : undefined;
      if (error !== undefined) {
        await this.noteFailure(tx, event, error);
        break;
      }
      told.push(event);
    }
    await tx.manager.query(`update outbox_event set relayed_at = $3 where maker_id = $1 and id = any($2)`, [
      scope.makerId,
      told.map(({ id }) => id),
      tx.now,
    ]);
    return told;
  }

  /** @returns what went wrong */
  private async tell(scope: Scope, event: RelayedEvent): Promise<unknown> {
    try {
      for (const listen of this.listeners.of(event)) await listen(scope, event);
      return undefined;
    } catch (error) {
      return error ?? new Error('unknown');
    }
  }

  private async noteFailure(tx: Transaction, { id, name }: RelayedEvent, error: unknown): Promise<void> {
    const { makerId } = tx.scope;
    const [row]: { attempts: number }[] = await tx.manager.query(
      `with failed as (update outbox_event set attempts = attempts + 1, last_error = $3 where maker_id = $1 and id = $2 returning attempts)
       select attempts from failed`,
      [makerId, id, String(error).slice(0, 2000)],
    );
    const attempts = row!.attempts;
    this.pausedUntil.set(
      makerId,
      performance.now() + Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempts),
    );
    this.logger.error(
      { err: error, makerId, eventId: id, event: name, attempts },
      'An event could not be told',
    );
  }

  /** Hints that can't be made are not worth telling the events again. */
  private async hint(scope: Scope, told: readonly RelayedEvent[]): Promise<void> {
    try {
      await this.hints.publish(scope, told);
    } catch (error) {
      this.logger.warn({ err: error, events: told.length }, 'Hints could not be told');
    }
  }
}

/**
 * The next events in order, for this transaction alone: a second relay of the same maker gets none, so that it can't
 * overtake. Ids are made in the order of time (UUIDv7).
 */
async function claimWaiting(tx: Transaction): Promise<RelayedEvent[]> {
  const [lock]: { locked: boolean }[] = await tx.manager.query(
    `select pg_try_advisory_xact_lock(hashtextextended($1, 4280)) as locked`,
    [tx.scope.makerId],
  );
  if (!lock!.locked) return [];
  return tx.manager.query(
    `select id, name, version, payload from outbox_event
      where maker_id = $1 and relayed_at is null and attempts < $2 order by id limit $3 for update skip locked`,
    [tx.scope.makerId, ATTEMPTS, EVENTS_AT_ONCE],
  );
}
