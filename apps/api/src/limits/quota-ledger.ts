import { Injectable } from '@nestjs/common';
import { DomainError, systemScope, type Transaction, UnitOfWork } from '#platform';
import { admitUse, minuteOf, type MinuteOfUse, oldestCounted, type QuotaPolicy } from './quota.js';

const MINUTE_MS = 60_000;
/** Time after which a client can retry while other requests are running, because their end is not known. */
const BUSY_RETRY_SECONDS = 5;

/** Subject for which the use of a quota is counted. */
export interface QuotaSubject {
  /** `maker`, or `user:<id>`. */
  readonly key: string;
  readonly policy: QuotaPolicy;
}

/**
 * Counts the use of quotas. Hourly use is counted in the database, for all processes of the API. Concurrent use is
 * counted in each process, because it occupies connections and memory of that process.
 */
@Injectable()
export class QuotaLedger {
  private readonly running = new Map<string, number>();

  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Counts one use for all subjects, or for none of them if one has exhausted its quota.
   * @returns a function to call once, when the use has ended
   * @throws DomainError api.quota_exceeded {quota, retryAfterSeconds}
   */
  async take(makerId: string, quota: string, subjects: readonly QuotaSubject[]): Promise<() => void> {
    const end = this.begin(makerId, quota, subjects);
    try {
      await this.unitOfWork.run(systemScope(makerId), (tx) => count(tx, quota, subjects));
    } catch (error) {
      end();
      throw error;
    }
    return end;
  }

  private begin(makerId: string, quota: string, subjects: readonly QuotaSubject[]): () => void {
    const held = subjects.filter(({ policy }) => policy.atOnce !== undefined);
    const nameOf = ({ key }: QuotaSubject): string => `${makerId} ${quota} ${key}`;
    const runningOf = (subject: QuotaSubject): number => this.running.get(nameOf(subject)) ?? 0;
    if (held.some((subject) => runningOf(subject) >= subject.policy.atOnce!))
      throw new DomainError('api.quota_exceeded', { quota, retryAfterSeconds: BUSY_RETRY_SECONDS });
    for (const subject of held) this.running.set(nameOf(subject), runningOf(subject) + 1);
    return () => {
      for (const subject of held) {
        const left = runningOf(subject) - 1;
        if (left > 0) this.running.set(nameOf(subject), left);
        else this.running.delete(nameOf(subject));
      }
    };
  }
}

async function count(tx: Transaction, quota: string, subjects: readonly QuotaSubject[]): Promise<void> {
  const { makerId } = tx.scope;
  const nowMs = tx.now.getTime();
  // Serializes uses by maker and quota, so that two concurrent requests cannot both take the last use.
  await tx.manager.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [`${makerId} ${quota}`]);
  await tx.manager.query(`delete from quota_use where maker_id = $1 and quota = $2 and minute < $3`, [
    makerId,
    quota,
    new Date(oldestCounted(nowMs) * MINUTE_MS),
  ]);
  const rows: { subject: string; minute: Date; uses: number }[] = await tx.manager.query(
    `select subject, minute, uses from quota_use where maker_id = $1 and quota = $2 and subject = any($3)`,
    [makerId, quota, subjects.map(({ key }) => key)],
  );
  for (const { key, policy } of subjects) {
    const used: MinuteOfUse[] = rows
      .filter(({ subject }) => subject === key)
      .map(({ minute, uses }) => ({ minute: minuteOf(minute.getTime()), uses }));
    const admission = admitUse(used, policy, nowMs);
    if (admission.isAdmitted) continue;
    const { retryAfterSeconds } = admission;
    throw new DomainError('api.quota_exceeded', { quota, retryAfterSeconds });
  }
  await tx.manager.query(
    `insert into quota_use (maker_id, quota, subject, minute, uses)
     select $1, $2, unnest($3::text[]), $4, 1
     on conflict on constraint quota_use_pk do update set uses = quota_use.uses + 1`,
    [makerId, quota, subjects.map(({ key }) => key), new Date(minuteOf(nowMs) * MINUTE_MS)],
  );
}
