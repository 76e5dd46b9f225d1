import type { UnitOfWork } from '#platform';
import { QuotaLedger } from './quota-ledger.js';

const MAKER = '01a227f7-62c1-77c1-9735-d02cfcf2ba34';
const OTHER = '01a227f7-62c1-77c1-9735-d02cfcf2ba35';
const person = (id: string) => ({ key: `user:${id}`, policy: { perHour: 100, atOnce: 1 } });
const all = { key: 'maker', policy: { perHour: 100, atOnce: 2 } };

/** The hourly count is the database's; here every use has room in it, or none has. */
const ledgerWith = (run: () => Promise<void>) => new QuotaLedger({ run } as unknown as UnitOfWork);

describe('QuotaLedger', () => {
  it('lets as many run at once as a person and a maker may, until one ends', async () => {
    const ledger = ledgerWith(() => Promise.resolve());
    const end = await ledger.take(MAKER, 'exports', [person('a'), all]);
    await expect(ledger.take(MAKER, 'exports', [person('a'), all])).rejects.toMatchObject({
      code: 'api.quota_exceeded',
      params: { quota: 'exports', retryAfterSeconds: 5 },
    });
    // The refused one does not count for the maker.
    await ledger.take(MAKER, 'exports', [person('b'), all]);
    await expect(ledger.take(MAKER, 'exports', [person('c'), all])).rejects.toThrow();
    await ledger.take(OTHER, 'exports', [person('c'), all]);
    await ledger.take(MAKER, 'packs', [person('c'), all]);
    end();
    await ledger.take(MAKER, 'exports', [person('a'), all]);
  });

  it('counts nothing as running when the hourly count refuses it', async () => {
    let isFull = true;
    const ledger = ledgerWith(() => (isFull ? Promise.reject(new Error('full')) : Promise.resolve()));
    await expect(ledger.take(MAKER, 'exports', [person('a')])).rejects.toThrow('full');
    isFull = false;
    await ledger.take(MAKER, 'exports', [person('a')]);
  });
});
