import pg from 'pg';
import { type RunningApi, startApi } from '../../support/api.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { byKey, bySession, call } from '../../support/http.js';
import { createMaker, type MakerOfWorld, type PersonOfWorld } from '../../support/world.js';

let database: TestDatabase;
let owner: pg.Client;
let api: RunningApi;
/** A second API on the same database. */
let second: RunningApi;
let maker: MakerOfWorld;
let other: MakerOfWorld;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  maker = await createMaker(owner, 'quotas');
  other = await createMaker(owner, 'others');
  api = await startApi(database);
  second = await startApi(database);
});

afterAll(async () => {
  await Promise.all([api?.stop(), second?.stop()]);
  await owner?.end();
  await database?.drop();
});

async function request(as: Record<string, string>, path: string, body?: object, at = api) {
  const { status, headers, text } = await call(at, body ? 'POST' : 'GET', path, { as, body });
  const code = /"code":"([a-z_.]+)"/.exec(text)?.[1];
  return { status, code, retryAfter: Number(headers.get('retry-after')) };
}

describe('a quota', () => {
  it('temporarily limits the invitations of one person, but not those of another maker', async () => {
    const { admin } = maker.staff;
    // Two APIs are called alternately and share the count.
    const invite = (by: PersonOfWorld, at: number) =>
      request(
        bySession(by),
        '/users/invitations',
        { email: `person${at}@example.com`, role: 'engineer' },
        at % 2 === 0 ? api : second,
      );
    for (let at = 0; at < 60; at++) expect(await invite(admin, at)).toMatchObject({ status: 201 });
    const rejected = await invite(admin, 60);
    expect(rejected).toMatchObject({ status: 429, code: 'api.quota_exceeded' });
    expect(rejected.retryAfter).toBeGreaterThan(3000);
    expect(await invite(admin, 61)).toMatchObject({ status: 429 });
    expect(await invite(other.staff.admin, 60)).toMatchObject({ status: 201 });
    expect(await request(byKey(admin), '/users')).toMatchObject({ status: 200 });
  });

  it('limits wrong keys for one person regardless of the sender, and never rejects the correct key', async () => {
    const { key, userId } = maker.staff.planner;
    const wrong = `${key.slice(0, -1)}${key.endsWith('0') ? '1' : '0'}`;
    expect(await request(byKey({ key: wrong }), '/session')).toMatchObject({ status: 401 });
    const uses = async () =>
      (
        await owner.query<{ subject: string; uses: number }>(
          `select subject, sum(uses)::int as uses from quota_use
            where quota = 'wrong_keys' group by subject order by subject`,
        )
      ).rows;
    expect(await uses()).toEqual([
      { subject: 'maker', uses: 1 },
      { subject: `user:${userId}`, uses: 1 },
    ]);
    // Simulates attempts from many other addresses.
    await owner.query(`update quota_use set uses = 300 where quota = 'wrong_keys' and subject like 'user:%'`);
    const rejected = await request(byKey({ key: wrong }), '/session', undefined, second);
    expect(rejected).toMatchObject({ status: 429, code: 'api.quota_exceeded' });
    expect(rejected.retryAfter).toBeGreaterThan(3000);
    expect(await request(byKey({ key }), '/session', undefined, second)).toMatchObject({ status: 200 });
    // An unknown key is not counted in the quota of any user.
    const unknown = `dck_00000000_${'x'.repeat(43)}`;
    expect(await request(byKey({ key: unknown }), '/session')).toMatchObject({ status: 401 });
  });

  it('limits wrong keys from an address, but not correct keys from it', async () => {
    const { key } = maker.staff.engineer;
    expect(await request(byKey({ key }), '/session')).toMatchObject({ status: 200 });
    const codes = new Set<string | undefined>();
    for (let at = 0; at < 130; at++)
      codes.add((await request(byKey({ key: `dck_guess${at}_x` }), '/session')).code);
    expect([...codes]).toEqual(['organization.not_signed_in', 'api.quota_exceeded']);
    expect(await request(byKey({ key }), '/session')).toMatchObject({ status: 200 });
  });
});
