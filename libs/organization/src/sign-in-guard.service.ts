import { Injectable } from '@nestjs/common';
import { DomainError, type Transaction, UnitOfWork } from '#platform';
import { networkOfAddress } from './domain/network-of-address.js';
import {
  ACCOUNT_LOCKOUT,
  ADDRESS_LOCKOUT,
  admitAttempt,
  forgiveAttempt,
  type GuessRecord,
  type LockoutPolicy,
} from './domain/sign-in-lockout.js';
import { SignInGuardEntry } from './entities/sign-in-guard.entity.js';
import { personScope } from './identity-scope.js';
import { hashToken } from './tokens.js';

/** A password that is about to be tried. */
export interface Attempt {
  readonly email: string;
  /** Network address of the client. */
  readonly address: string;
}

const accountOf = (email: string): string => `account:${hashToken(email)}`;
const addressOf = (address: string): string => `address:${networkOfAddress(address)}`;

/** Counts guesses per account and per address, and locks for longer and longer. */
@Injectable()
export class SignInGuard {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Lets a password be tried, counting it as wrong until `forgive` is called.
   * @throws DomainError `organization.sign_in_locked` {retryAfterSeconds}
   */
  async admit({ email, address }: Attempt): Promise<void> {
    const retryAfterSeconds = await this.unitOfWork.run(personScope(null), async (tx) => {
      // Always in this order, so that two attempts never wait for each other.
      const waits: number[] = [];
      const admitted: [string, GuessRecord][] = [];
      for (const [subject, policy] of this.subjects(email, address)) {
        const admission = admitAttempt(await lockRecord(tx, subject), policy, tx.now);
        if (admission.isAdmitted) admitted.push([subject, admission.record]);
        else waits.push(admission.retryAfterSeconds);
      }
      if (waits.length > 0) return Math.max(...waits);
      await forgetOldGuesses(tx);
      for (const [subject, record] of admitted)
        await tx.manager.update(SignInGuardEntry, { subject }, record);
      return 0;
    });
    if (retryAfterSeconds > 0) throw new DomainError('organization.sign_in_locked', { retryAfterSeconds });
  }

  /** The password was right: the account starts anew, the address takes back this one attempt. */
  async forgive({ email, address }: Attempt): Promise<void> {
    await this.unitOfWork.run(personScope(null), async (tx) => {
      await tx.manager.delete(SignInGuardEntry, { subject: accountOf(email) });
      const subject = addressOf(address);
      const record = await tx.manager.findOne(SignInGuardEntry, {
        where: { subject },
        lock: { mode: 'pessimistic_write' },
      });
      const forgiven = record && forgiveAttempt(record);
      if (forgiven) await tx.manager.update(SignInGuardEntry, { subject }, forgiven);
      else await tx.manager.delete(SignInGuardEntry, { subject });
    });
  }

  /** Whoever reads the account's mail may try again at once. */
  async forgiveAccount(email: string): Promise<void> {
    await this.unitOfWork.run(personScope(null), (tx) =>
      tx.manager.delete(SignInGuardEntry, { subject: accountOf(email) }),
    );
  }

  private subjects(email: string, address: string): [string, LockoutPolicy][] {
    return [
      [accountOf(email), ACCOUNT_LOCKOUT],
      [addressOf(address), ADDRESS_LOCKOUT],
    ];
  }
}

/** The subject's record, locked against other attempts until the transaction ends; null when there was none. */
async function lockRecord(tx: Transaction, subject: string): Promise<GuessRecord | null> {
  await tx.manager.query(
    `insert into sign_in_guard (subject, failures, last_failed_at) values ($1, 0, $2)
     on conflict on constraint sign_in_guard_pk do nothing`,
    [subject, tx.now],
  );
  const record = await tx.manager.findOneOrFail(SignInGuardEntry, {
    where: { subject },
    lock: { mode: 'pessimistic_write' },
  });
  return record.failures === 0 ? null : record;
}

/** Guesses outlive both policies by far after two days; a few rows at a time, and never waiting for another attempt. */
async function forgetOldGuesses(tx: Transaction): Promise<void> {
  await tx.manager.query(
    `delete from sign_in_guard where subject in (
       select subject from sign_in_guard where last_failed_at < $1::timestamptz - interval '2 days'
        order by last_failed_at limit 100 for update skip locked)`,
    [tx.now],
  );
}
