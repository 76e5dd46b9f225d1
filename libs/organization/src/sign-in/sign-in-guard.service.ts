import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DomainError, type Transaction, UnitOfWork } from '#platform';
import { networkOfAddress } from '../domain/access/network-of-address.js';
import {
  ACCOUNT_PACE,
  ADDRESS_LOCKOUT,
  type Admission,
  admitAttempt,
  forgiveAttempt,
  forgivePaced,
  type GuessRecord,
  paceAttempt,
  SOURCE_LOCKOUT,
} from '../domain/access/sign-in-lockout.js';
import { SignInGuardEntry } from '../entities/sign-in-guard.entity.js';
import { personScope } from './identity-scope.js';
import { hashToken } from './tokens.js';

/** A password that is about to be tried. */
export interface Attempt {
  readonly email: string;
  /** Network address of the client. */
  readonly address: string;
  /** Id of the browser when the account has signed in there before. */
  readonly knownBrowser: string | undefined;
}

/** What is counted of an attempt, and by which rule. */
interface Counter {
  readonly subject: string;
  readonly admit: (record: GuessRecord | null, now: Date) => Admission;
  /** What remains after the password turned out right; null is nothing. */
  readonly forgive: (record: GuessRecord) => GuessRecord | null;
}

const fromSource = (accountHash: string): string => `source:${accountHash}:`;

/**
 * Counts wrong passwords and slows down whoever sends them. A browser in which the account has signed in before has a
 * counter of its own and no other: wrong passwords from elsewhere don't keep an account's owner out. All others are
 * locked by account and address together and by address, and take turns at one account.
 */
@Injectable()
export class SignInGuard {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Lets a password be tried, after a short wait at most, counting it as wrong until `forgive` is called.
   * @throws DomainError `organization.sign_in_locked` {retryAfterSeconds}
   */
  async admit(attempt: Attempt): Promise<void> {
    const admissions = await this.unitOfWork.run(personScope(null), async (tx) => {
      const decided: [string, Admission][] = [];
      for (const { subject, admit } of countersOf(attempt))
        decided.push([subject, admit(await lockRecord(tx, subject), tx.now)]);
      // A refused attempt counts nowhere, or the first lock of a source would go on counting at its account.
      if (decided.every(([, { isAdmitted }]) => isAdmitted)) {
        await forgetOldGuesses(tx);
        for (const [subject, admission] of decided)
          if (admission.isAdmitted) await tx.manager.update(SignInGuardEntry, { subject }, admission.record);
      }
      return decided.map(([, admission]) => admission);
    });
    const retryAfterSeconds = Math.max(
      ...admissions.map((each) => (each.isAdmitted ? 0 : each.retryAfterSeconds)),
    );
    if (retryAfterSeconds > 0) throw new DomainError('organization.sign_in_locked', { retryAfterSeconds });
    // Outside the transaction: a waiting attempt keeps no connection.
    await sleep(Math.max(...admissions.map((each) => (each.isAdmitted ? each.waitMs : 0))));
  }

  /** The password was right: the source starts anew, its address and the account take back this one attempt. */
  async forgive(attempt: Attempt): Promise<void> {
    await this.unitOfWork.run(personScope(null), async (tx) => {
      for (const { subject, forgive } of countersOf(attempt)) {
        const record = await tx.manager.findOne(SignInGuardEntry, {
          where: { subject },
          lock: { mode: 'pessimistic_write' },
        });
        const forgiven = record && forgive(record);
        if (forgiven) await tx.manager.update(SignInGuardEntry, { subject }, forgiven);
        else await tx.manager.delete(SignInGuardEntry, { subject });
      }
    });
  }

  /** Whoever reads the account's mail may try again at once, from any address. */
  async forgiveAccount(email: string): Promise<void> {
    const accountHash = hashToken(email);
    await this.unitOfWork.run(personScope(null), (tx) =>
      tx.manager.query(`delete from sign_in_guard where subject = $1 or starts_with(subject, $2)`, [
        accountOf(accountHash),
        fromSource(accountHash),
      ]),
    );
  }
}

const accountOf = (accountHash: string): string => `account:${accountHash}`;

/** In one order for every attempt, each kind once at most, so that two attempts never wait for each other. */
function countersOf({ email, address, knownBrowser }: Attempt): Counter[] {
  const accountHash = hashToken(email);
  const network = networkOfAddress(address);
  const source: Counter = {
    subject: `${fromSource(accountHash)}${knownBrowser === undefined ? network : `browser ${knownBrowser}`}`,
    admit: (record, now) => admitAttempt(record, SOURCE_LOCKOUT, now),
    forgive: () => null,
  };
  if (knownBrowser !== undefined) return [source];
  return [
    source,
    {
      subject: `address:${network}`,
      admit: (record, now) => admitAttempt(record, ADDRESS_LOCKOUT, now),
      forgive: forgiveAttempt,
    },
    {
      subject: accountOf(accountHash),
      admit: (record, now) => paceAttempt(record, ACCOUNT_PACE, now),
      forgive: forgivePaced,
    },
  ];
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

/** Guesses outlive all policies by far after two days; a few rows at a time, and never waiting for another attempt. */
async function forgetOldGuesses(tx: Transaction): Promise<void> {
  await tx.manager.query(
    `delete from sign_in_guard where subject in (
       select subject from sign_in_guard where last_failed_at < $1::timestamptz - interval '2 days'
        order by last_failed_at limit 100 for update skip locked)`,
    [tx.now],
  );
}
