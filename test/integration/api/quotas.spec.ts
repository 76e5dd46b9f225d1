import pg from 'pg';
import { type RunningApi, startApi } from '../../support/api.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { createMaker, type MakerOfWorld } from '../../support/world.js';

let database: TestDatabase;
let owner: pg.Client;
let api: RunningApi;
let maker: MakerOfWorld;
let other: MakerOfWorld;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  maker = await createMaker(owner, 'quotas');
  other = await createMaker(owner, 'others');
  api = await startApi(database);
});

afterAll(async () => {
  await api?.stop();
  await owner?.end();
  await database?.drop();
});

async function ask(key: string, path: string, body?: object) {
  const response = await fetch(`${api.url}/api/v1${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  const code = /"code":"([a-z_.]+)"/.exec(text)?.[1];
  return { status: response.status, code, retryAfter: Number(response.headers.get('retry-after')) };
}

describe('a quota', () => {
  it('ends the invitations of one person for now, and nobody else’s of another maker', async () => {
    const { key } = maker.staff.admin;
    const invite = (by: string, at: number) =>
      ask(by, '/users/invitations', { email: `person${at}@example.com`, role: 'engineer' });
    for (let at = 0; at < 60; at++) expect(await invite(key, at)).toMatchObject({ status: 201 });
    const refused = await invite(key, 60);
    expect(refused).toMatchObject({ status: 429, code: 'api.quota_exceeded' });
    expect(refused.retryAfter).toBeGreaterThan(3000);
    expect(await invite(other.staff.admin.key, 60)).toMatchObject({ status: 201 });
    expect(await ask(key, '/users')).toMatchObject({ status: 200 });
  });

  it('ends an address’s wrong keys, and lets the programs behind it go on', async () => {
    const { key } = maker.staff.engineer;
    expect(await ask(key, '/session')).toMatchObject({ status: 200 });
    const codes = new Set<string | undefined>();
    for (let at = 0; at < 130; at++) codes.add((await ask(`dck_guess${at}_x`, '/session')).code);
    expect([...codes]).toEqual(['organization.not_signed_in', 'api.quota_exceeded']);
    expect(await ask(key, '/session')).toMatchObject({ status: 200 });
  });
});
