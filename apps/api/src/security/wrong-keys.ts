import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DomainError } from '#platform';

const WINDOW_MS = 60_000;
/** A program with an old key asks again and again; more than this is somebody who guesses. */
const MOST_WRONG = 60;
/** Keys that were right lately, so that a guesser behind the same address does not shut out the programs there. */
const REMEMBERED = 10_000;

/** Counts wrong API keys by address: each costs a look into the database, which nobody gets for free without end. */
@Injectable()
export class WrongKeys {
  private wrong = new Map<string, number>();
  private right = new Set<string>();
  private windowEndsMs = 0;

  /** @throws DomainError api.quota_exceeded when this address has shown too many wrong keys within a minute */
  assertMayTry(address: string, authorization: string, nowMs = Date.now()): void {
    this.open(nowMs);
    if ((this.wrong.get(address) ?? 0) < MOST_WRONG || this.right.has(digest(authorization))) return;
    const retryAfterSeconds = Math.max(1, Math.ceil((this.windowEndsMs - nowMs) / 1000));
    throw new DomainError('api.quota_exceeded', { quota: 'wrong_keys', retryAfterSeconds });
  }

  noteWrong(address: string): void {
    this.wrong.set(address, (this.wrong.get(address) ?? 0) + 1);
  }

  noteRight(authorization: string): void {
    if (this.right.size >= REMEMBERED) this.right = new Set();
    this.right.add(digest(authorization));
  }

  private open(nowMs: number): void {
    if (nowMs < this.windowEndsMs) return;
    this.windowEndsMs = nowMs + WINDOW_MS;
    this.wrong = new Map();
  }
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64');
