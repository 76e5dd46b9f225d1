import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ApiKeysService } from '#organization';
import { DomainError } from '#platform';
import { subjectsOf } from '../limits/quota.decorator.js';
import { QuotaLedger } from '../limits/quota-ledger.js';
import { readBearer } from './bearer.js';

const WINDOW_MS = 60_000;
/** Maximum number of wrong keys from an address per minute. It allows for programs that retry with an old key. */
const MAX_WRONG = 60;
/**
 * Maximum number of valid keys that are remembered, so that guessed keys do not lock out programs with the same
 * address.
 */
const MAX_VALID_KEYS = 10_000;

/**
 * Counts wrong API keys twice. The count by address is in the memory of this process, so that requests from a blocked
 * address cost no database query. The count by user and maker of the claimed key is in the database and independent of
 * the address. It never blocks a valid key, because otherwise it could be used to lock out programs of other users.
 */
@Injectable()
export class WrongKeys {
  private wrong = new Map<string, number>();
  private right = new Set<string>();
  private windowEndsMs = 0;

  constructor(
    private readonly apiKeys: ApiKeysService,
    private readonly ledger: QuotaLedger,
  ) {}

  /** @throws DomainError api.quota_exceeded if this address has sent too many wrong keys within a minute */
  assertNotBlocked(address: string, authorization: string, nowMs = Date.now()): void {
    this.open(nowMs);
    if ((this.wrong.get(address) ?? 0) < MAX_WRONG || this.right.has(digest(authorization))) return;
    const retryAfterSeconds = Math.max(1, Math.ceil((this.windowEndsMs - nowMs) / 1000));
    throw new DomainError('api.quota_exceeded', { quota: 'wrong_keys', retryAfterSeconds });
  }

  /** @throws DomainError api.quota_exceeded if the owner of the claimed key has exhausted the quota of wrong keys */
  async recordWrong(address: string, authorization: string): Promise<void> {
    this.wrong.set(address, (this.wrong.get(address) ?? 0) + 1);
    const key = readBearer(authorization);
    const owner = key === undefined ? undefined : await this.apiKeys.findClaimedOwner(key);
    if (owner) await this.ledger.take(owner.makerId, 'wrong_keys', subjectsOf('wrong_keys', owner.userId));
  }

  recordValid(authorization: string): void {
    if (this.right.size >= MAX_VALID_KEYS) this.right = new Set();
    this.right.add(digest(authorization));
  }

  private open(nowMs: number): void {
    if (nowMs < this.windowEndsMs) return;
    this.windowEndsMs = nowMs + WINDOW_MS;
    this.wrong = new Map();
  }
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64');
