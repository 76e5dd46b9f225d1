import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DomainError, type Transaction, UnitOfWork } from '#platform';
import { networkOfAddress } from '../domain/access/network-of-address.js';
import {
  ACCOUNT_PACE,
  ADDRESS_LOCKOUT,
  type Admission,
  admitAttempt,
  revertAttempt,
  revertPacedAttempt,
  type GuessRecord,
  paceAttempt,
  SOURCE_LOCKOUT,
} from '../domain/access/sign-in-lockout.js';
import { SignInGuardEntry } from '../entities/sign-in-guard.entity.js';
import { personScope } from './identity-scope.js';
import { hashToken } from './tokens.js';

/** A password to be tried. */
export interface Attempt {
  readonly email: string;
  /** Network address of the client. */
  readonly address: string;
  /** Id of the browser if the account has signed in there before. */
  readonly knownBrowser: string | undefined;
}

/** A counter of wrong passwords and its rule. */
interface Counter {
  readonly subject: string;
  readonly admit: (record: GuessRecord | null, now: Date) => Admission;
  /** Returns the record after the correct password was entered; null deletes it. */
  readonly revert: (record: GuessRecord) => GuessRecord | null;
}

const sourcePrefix = (accountHash: string): string => `source:${accountHash}:`;

/**
 * Counts wrong passwords and slows down their senders. A browser in which the account has signed in before has a
 * separate counter, so that wrong passwords from other browsers don't lock out the account's owner. All other attempts
 * are limited by account and network together, by network, and by account.
 */
@Injectable()
export class SignInGuard {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Admits an attempt, possibly after a short wait, and counts it as wrong until `revert` is called.
   * @throws DomainError `organization.sign_in_locked` {retryAfterSeconds}
   */
  async admit(attempt: Attempt): Promise<void> {
    const admissions = await this.unitOfWork.run(personScope(null), async (tx) => {
      const decisions: [string, Admission][] = [];
      for (const { subject, admit } of countersOf(attempt))
        decisions.push([subject, admit(await lockRecord(tx, subject), tx.now)]);
      // A rejected attempt is counted for no subject. Otherwise, attempts during the lock of a source would still be
      // counted for the account.
      if (decisions.every(([, { isAdmitted }]) => isAdmitted)) {
        await deleteOldRecords(tx);
        for (const [subject, admission] of decisions)
          if (admission.isAdmitted) await tx.manager.update(SignInGuardEntry, { subject }, admission.record);
      }
      return decisions.map(([, admission]) => admission);
    });
    const retryAfterSeconds = Math.max(
      ...admissions.map((each) => (each.isAdmitted ? 0 : each.retryAfterSeconds)),
    );
    if (retryAfterSeconds > 0) throw new DomainError('organization.sign_in_locked', { retryAfterSeconds });
    // Wait outside the transaction, so that a waiting attempt uses no connection.
    await sleep(Math.max(...admissions.map((each) => (each.isAdmitted ? each.waitMs : 0))));
  }

  /**
   * Reverts the attempt after the correct password was entered: the source's count is cleared, and this one attempt is
   * subtracted for its address and account.
   */
  async revert(attempt: Attempt): Promise<void> {
    await this.unitOfWork.run(personScope(null), async (tx) => {
      for (const { subject, revert } of countersOf(attempt)) {
        const record = await tx.manager.findOne(SignInGuardEntry, {
          where: { subject },
          lock: { mode: 'pessimistic_write' },
        });
        const reverted = record && revert(record);
        if (reverted) await tx.manager.update(SignInGuardEntry, { subject }, reverted);
        else await tx.manager.delete(SignInGuardEntry, { subject });
      }
    });
  }

  /** Allows the owner of the account's mailbox to try again immediately from any address. */
  async clearAccount(email: string): Promise<void> {
    const accountHash = hashToken(email);
    await this.unitOfWork.run(personScope(null), (tx) =>
      tx.manager.query(`delete from sign_in_guard where subject = $1 or starts_with(subject, $2)`, [
        accountSubject(accountHash),
        sourcePrefix(accountHash),
      ]),
    );
  }
}

const accountSubject = (accountHash: string): string => `account:${accountHash}`;

/**
 * Returns the counters of an attempt. They are in the same order for every attempt, and each kind occurs at most once,
 * so that two attempts never deadlock.
 */
function countersOf({ email, address, knownBrowser }: Attempt): Counter[] {
  const accountHash = hashToken(email);
  const network = networkOfAddress(address);
  const source: Counter = {
    subject: `${sourcePrefix(accountHash)}${knownBrowser === undefined ? network : `browser ${knownBrowser}`}`,
    admit: (record, now) => admitAttempt(record, SOURCE_LOCKOUT, now),
    revert: () => null,
  };
  if (knownBrowser !== undefined) return [source];
  return [
    source,
    {
      subject: `address:${network}`,
      admit: (record, now) => admitAttempt(record, ADDRESS_LOCKOUT, now),
      revert: revertAttempt,
    },
    {
      subject: accountSubject(accountHash),
      admit: (record, now) => paceAttempt(record, ACCOUNT_PACE, now),
      revert: revertPacedAttempt,
    },
  ];
}

/** Returns the subject's record, locked against other attempts until the transaction ends; null if there is none. */
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

/**
 * Deletes records that are at least two days old, because no policy needs them. Deletes a few rows at a time, without
 * waiting for locked ones.
 */
async function deleteOldRecords(tx: Transaction): Promise<void> {
  await tx.manager.query(
    `delete from sign_in_guard where subject in (
       select subject from sign_in_guard where last_failed_at < $1::timestamptz - interval '2 days'
        order by last_failed_at limit 100 for update skip locked)`,
    [tx.now],
  );
}
