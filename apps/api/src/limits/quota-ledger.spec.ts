import type { UnitOfWork } from '#platform';
import { QuotaLedger } from './quota-ledger.js';

const MAKER = '01a227f7-62c1-77c1-9735-d02cfcf2ba34';
const OTHER = '01a227f7-62c1-77c1-9735-d02cfcf2ba35';
const person = (id: string) => ({ key: `user:${id}`, policy: { perHour: 100, atOnce: 1 } });
const all = { key: 'maker', policy: { perHour: 100, atOnce: 2 } };

/** Replaces the hourly count in the database with `run`, which admits or rejects all uses. */
const ledgerWith = (run: () => Promise<void>) => new QuotaLedger({ run } as unknown as UnitOfWork);

describe('QuotaLedger', () => {
  it('limits concurrent uses by user and by maker, until one ends', async () => {
    const ledger = ledgerWith(() => Promise.resolve());
    const end = await ledger.take(MAKER, 'exports', [person('a'), all]);
    await expect(ledger.take(MAKER, 'exports', [person('a'), all])).rejects.toMatchObject({
      code: 'api.quota_exceeded',
      params: { quota: 'exports', retryAfterSeconds: 5 },
    });
    // The rejected use does not count for the maker.
    await ledger.take(MAKER, 'exports', [person('b'), all]);
    await expect(ledger.take(MAKER, 'exports', [person('c'), all])).rejects.toThrow();
    await ledger.take(OTHER, 'exports', [person('c'), all]);
    await ledger.take(MAKER, 'packs', [person('c'), all]);
    end();
    await ledger.take(MAKER, 'exports', [person('a'), all]);
  });

  it('does not count a use as running if the hourly count rejects it', async () => {
    let isFull = true;
    const ledger = ledgerWith(() => (isFull ? Promise.reject(new Error('full')) : Promise.resolve()));
    await expect(ledger.take(MAKER, 'exports', [person('a')])).rejects.toThrow('full');
    isFull = false;
    await ledger.take(MAKER, 'exports', [person('a')]);
  });
});
