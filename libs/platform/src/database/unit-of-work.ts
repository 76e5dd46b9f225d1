import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../clock.js';
import type { DomainEvent } from '../domain/events.js';
import { type Scope, seesAllRows } from '../domain/scope.js';
import { OutboxEvent } from '../entities/outbox-event.entity.js';
import { newId } from './ids.js';
import { insertRows } from './batch-rows.js';

/** Context of a use case: a transaction, its scope, an instant, and the events that are published after its commit. */
export interface Transaction {
  readonly manager: EntityManager;
  readonly scope: Scope;
  /** The instant that is used for all writes of this use case. */
  readonly now: Date;
  /**
   * Writes one outbox row per event. Events are published in order after the commit. After a rollback, they are not
   * published.
   */
  readonly record: (...events: readonly DomainEvent[]) => Promise<void>;
}

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';
const ATTEMPTS = 4;

/**
 * The only access to the database for business code: one transaction per use case, under the row-level security of its
 * scope. Exceptions are telemetry's hot path, which has its own role, and `IdentityQueries`, which run before the maker
 * is known.
 */
@Injectable()
export class UnitOfWork {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Runs `work` in a transaction with `scope`. `work` is repeated if PostgreSQL aborts the transaction because of a
   * deadlock or a serialization failure, so it must have no effects outside the database.
   */
  async run<Result>(scope: Scope, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.database.transaction(async (manager) => {
          const now = this.clock.now();
          await applyScope(manager, scope, now);
          const tx: Transaction = {
            manager,
            scope,
            now,
            record: (...events) =>
              insertRows(
                tx,
                OutboxEvent,
                events.map(({ name, version, payload }) => ({
                  makerId: scope.makerId,
                  id: newId(),
                  name,
                  version,
                  payload,
                  occurredAt: now,
                })),
              ),
          };
          return work(tx);
        });
      } catch (error) {
        if (attempt >= ATTEMPTS || !isRetryable(error)) throw error;
      }
    }
  }
}

/** Row-level security reads these settings. SET LOCAL takes no parameters, so `set_config` sets them. */
async function applyScope(manager: EntityManager, scope: Scope, now: Date): Promise<void> {
  const customers = seesAllRows(scope)
    ? '*'
    : scope.customers === 'all'
      ? ''
      : `{${scope.customers.join(',')}}`;
  await manager.query(
    `select set_config('app.maker_id', $1, true), set_config('app.customer_ids', $2, true), set_config('app.user_id', $3, true),
            set_config('app.now', $4, true), set_config('app.membership_id', $5, true), set_config('app.api_key_id', $6, true)`,
    [
      scope.makerId,
      customers,
      scope.userId ?? '',
      now.toISOString(),
      scope.membershipId ?? '',
      scope.apiKeyId ?? '',
    ],
  );
  // Derives the rows that a technician may see from these settings, once for all statements of the transaction.
  if (scope.hubId !== undefined) await manager.query(`select enter_hub($1)`, [scope.hubId]);
}

function isRetryable(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return code === SERIALIZATION_FAILURE || code === DEADLOCK;
}
