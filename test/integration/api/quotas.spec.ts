import pg from 'pg';
import { type RunningApi, startApi } from '../../support/api.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { createMaker, type MakerOfWorld, type PersonOfWorld } from '../../support/world.js';

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

const byKey = (key: string): Record<string, string> => ({ authorization: `Bearer ${key}` });
const bySession = ({ session }: PersonOfWorld): Record<string, string> => ({
  cookie: `dutycycle_session=${session}`,
  'x-csrf-token': 'csrf',
});

async function ask(credentials: Record<string, string>, path: string, body?: object) {
  const response = await fetch(`${api.url}/api/v1${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { ...credentials, 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  const code = /"code":"([a-z_.]+)"/.exec(text)?.[1];
  return { status: response.status, code, retryAfter: Number(response.headers.get('retry-after')) };
}

describe('a quota', () => {
  it('ends the invitations of one person for now, and nobody else’s of another maker', async () => {
    const { admin } = maker.staff;
    const invite = (by: PersonOfWorld, at: number) =>
      ask(bySession(by), '/users/invitations', { email: `person${at}@example.com`, role: 'engineer' });
    for (let at = 0; at < 60; at++) expect(await invite(admin, at)).toMatchObject({ status: 201 });
    const refused = await invite(admin, 60);
    expect(refused).toMatchObject({ status: 429, code: 'api.quota_exceeded' });
    expect(refused.retryAfter).toBeGreaterThan(3000);
    expect(await invite(other.staff.admin, 60)).toMatchObject({ status: 201 });
    expect(await ask(byKey(admin.key), '/users')).toMatchObject({ status: 200 });
  });

  it('ends an address’s wrong keys, and lets the programs behind it go on', async () => {
    const { key } = maker.staff.engineer;
    expect(await ask(byKey(key), '/session')).toMatchObject({ status: 200 });
    const codes = new Set<string | undefined>();
    for (let at = 0; at < 130; at++) codes.add((await ask(byKey(`dck_guess${at}_x`), '/session')).code);
    expect([...codes]).toEqual(['organization.not_signed_in', 'api.quota_exceeded']);
    expect(await ask(byKey(key), '/session')).toMatchObject({ status: 200 });
  });
});
