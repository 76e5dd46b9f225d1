import { Injectable } from '@nestjs/common';
import { DomainError } from '#platform';
import { admitUse, endUse, isForgettable, NO_USE, type QuotaPolicy, type QuotaUse } from './quota.js';

/** More subjects than this are looked through for what can be forgotten. */
const MANY = 10_000;

/** Identifies whose use of a quota is counted. */
export interface QuotaSubject {
  /** `user:<id>` or the like. */
  readonly key: string;
  readonly policy: QuotaPolicy;
}

/** Recent use of quotas, in the memory of this process: a restart forgets it, and each process of the api counts for itself. */
@Injectable()
export class QuotaLedger {
  private readonly uses = new Map<string, QuotaUse>();

  /**
   * Counts one use for every subject, or for none when one of them has used up its part.
   * @returns to be called once, when what was begun has ended
   * @throws DomainError api.quota_exceeded {quota, retryAfterSeconds}
   */
  take(quota: string, subjects: readonly QuotaSubject[], nowMs = Date.now()): () => void {
    const admitted: [string, QuotaUse][] = [];
    for (const { key, policy } of subjects) {
      const place = `${quota}:${key}`;
      const admission = admitUse(this.uses.get(place) ?? NO_USE, policy, nowMs);
      if (!admission.isAdmitted) {
        const { retryAfterSeconds } = admission;
        throw new DomainError('api.quota_exceeded', { quota, retryAfterSeconds });
      }
      admitted.push([place, admission.use]);
    }
    this.forgetOld(nowMs);
    for (const [place, use] of admitted) this.uses.set(place, use);
    return () => {
      for (const [place] of admitted) this.uses.set(place, endUse(this.uses.get(place) ?? NO_USE));
    };
  }

  private forgetOld(nowMs: number): void {
    if (this.uses.size < MANY) return;
    for (const [place, use] of this.uses) if (isForgettable(use, nowMs)) this.uses.delete(place);
  }
}
