import { SetMetadata } from '@nestjs/common';
import type { QuotaPolicy } from './quota.js';
import type { QuotaSubject } from './quota-ledger.js';

export const QUOTA = 'dutycycle:quota';

/**
 * Quotas. The quota of a user is smaller than the quota of the maker, so that a faulty program with one API key does
 * not block the other users.
 */
export const QUOTAS = {
  exports: { user: { perHour: 600, atOnce: 2 }, maker: { perHour: 2000, atOnce: 4 } },
  packs: { user: { perHour: 300 }, maker: { perHour: 1500 } },
  invitations: { user: { perHour: 60 }, maker: { perHour: 200 } },
  wrong_keys: { user: { perHour: 300 }, maker: { perHour: 1000 } },
} as const satisfies Readonly<Record<string, { readonly user: QuotaPolicy; readonly maker: QuotaPolicy }>>;

export type QuotaName = keyof typeof QUOTAS;

/** Lists the subjects that a use of a quota is counted for. */
export function subjectsOf(name: QuotaName, userId: string): QuotaSubject[] {
  return [
    { key: `user:${userId}`, policy: QUOTAS[name].user },
    { key: 'maker', policy: QUOTAS[name].maker },
  ];
}

/** Limits the use of a route by user and by maker. */
export const Quota = (name: QuotaName) => SetMetadata(QUOTA, name);
