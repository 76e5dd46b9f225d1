import { Injectable } from '@nestjs/common';
import { type Scope, UnitOfWork } from '#platform';

/** Request with an `Idempotency-Key`. */
export interface KeyedRequest {
  readonly key: string;
  /** Method and path with ids, as requested. */
  readonly route: string;
  readonly requestHash: string;
}

/**
 * State of a key: claimed by this request (`ours`), in use by an earlier request, already used for a different request,
 * or answered.
 */
export type Claim =
  | { readonly kind: 'ours' }
  | { readonly kind: 'in_use' }
  | { readonly kind: 'reused' }
  | { readonly kind: 'answered'; readonly status: number; readonly response: unknown };

/**
 * Age at which a claim expires, so that the request can be retried if a process died between the commit of a use case
 * and its response.
 */
const CLAIM_TIMEOUT = '2 minutes';
const STORED_FOR = '2 days';

/** Stores the responses to requests with idempotency keys, by user. */
@Injectable()
export class IdempotencyRecords {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async claim(scope: Scope, { key, route, requestHash }: KeyedRequest): Promise<Claim> {
    return this.unitOfWork.run(scope, async (tx) => {
      await tx.manager.query(
        `delete from idempotency_key
          where maker_id = $1 and user_id = $2 and created_at < $3::timestamptz - $4::interval`,
        [scope.makerId, scope.userId, tx.now, STORED_FOR],
      );
      const claimed: unknown[] = await tx.manager.query(
        `insert into idempotency_key as kept (maker_id, user_id, key, route, request_hash, created_at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict on constraint idempotency_key_pk do update set created_at = excluded.created_at
           where kept.status is null and kept.route = excluded.route and kept.request_hash = excluded.request_hash
             and kept.created_at < excluded.created_at - $7::interval
         returning key`,
        [scope.makerId, scope.userId, key, route, requestHash, tx.now, CLAIM_TIMEOUT],
      );
      if (claimed.length > 0) return { kind: 'ours' };
      const [kept]: { route: string; request_hash: string; status: number | null; response: unknown }[] =
        await tx.manager.query(
          `select route, request_hash, status, response from idempotency_key where maker_id = $1 and user_id = $2 and key = $3`,
          [scope.makerId, scope.userId, key],
        );
      if (!kept) return { kind: 'in_use' };
      if (kept.route !== route || kept.request_hash !== requestHash) return { kind: 'reused' };
      if (kept.status === null) return { kind: 'in_use' };
      return { kind: 'answered', status: kept.status, response: kept.response };
    });
  }

  async storeResponse(scope: Scope, key: string, status: number, response: unknown): Promise<void> {
    await this.unitOfWork.run(scope, (tx) =>
      tx.manager.query(
        `update idempotency_key set status = $4, response = $5::jsonb where maker_id = $1 and user_id = $2 and key = $3`,
        [scope.makerId, scope.userId, key, status, JSON.stringify(response ?? null)],
      ),
    );
  }

  /** Releases the key after an error. The request had no effect, so it can be retried. */
  async release(scope: Scope, key: string): Promise<void> {
    await this.unitOfWork.run(scope, (tx) =>
      tx.manager.query(
        `delete from idempotency_key where maker_id = $1 and user_id = $2 and key = $3 and status is null`,
        [scope.makerId, scope.userId, key],
      ),
    );
  }
}
