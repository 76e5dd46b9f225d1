import pg from 'pg';
import { addMember, type OrganizationFixture, openOrganizationFixture } from './organization-fixture.js';

let fixture: OrganizationFixture;

beforeAll(async () => {
  fixture = await openOrganizationFixture();
});

afterAll(async () => {
  await fixture?.close();
});

const bearer = (key: string) => ({ headers: { authorization: `Bearer ${key}` } });

describe('an API key fails', () => {
  it("to be created with more than its maker's permissions", async () => {
    const { visitor } = await addMember(fixture, { email: 'manager@example.com', role: 'manager' });
    const answer = await visitor.ask('POST', '/api-keys', {
      body: { name: 'x', permissions: ['settings.write'] },
    });
    expect(answer).toMatchObject({ status: 422, body: { code: 'organization.api_key_exceeds_holder' } });
    expect(answer.body.fields?.[0]?.pointer).toBe('/permissions');
  });

  it('to be created by a key with more permissions than that key', async () => {
    const narrow = await fixture.ada.ask<{ key: string }>('POST', '/api-keys', {
      body: { name: 'keys only', permissions: ['api_keys.write'] },
    });
    const answer = await fixture.visit().ask('POST', '/api-keys', {
      ...bearer(narrow.body.key),
      body: { name: 'wider', permissions: ['users.write'] },
    });
    expect(answer.body.code).toBe('organization.api_key_exceeds_holder');
  });

  it.each([
    [{ name: '', permissions: ['users.write'] }, '/name'],
    [{ name: 'x', permissions: [] }, '/permissions'],
    [{ name: 'x', permissions: ['everything'] }, '/permissions'],
    [{ name: 'x', permissions: ['users.write'], expiresAt: 'soon' }, '/expiresAt'],
    [{ name: 'x', permissions: ['users.write'], expiresAt: '2020-01-01T00:00:00Z' }, '/expiresAt'],
  ])('to be created from %j', async (body, pointer) => {
    const answer = await fixture.ada.ask('POST', '/api-keys', { body });
    expect(answer.status).toBe(422);
    expect(answer.body.fields?.map((fault) => fault.pointer)).toContain(pointer);
  });

  it('after its expiry', async () => {
    const made = await fixture.ada.ask<{ key: string }>('POST', '/api-keys', {
      body: {
        name: 'short',
        permissions: ['users.write'],
        expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
      },
    });
    expect((await fixture.visit().ask('GET', '/users', bearer(made.body.key))).status).toBe(200);
    const owner = new pg.Client({ connectionString: fixture.database.url });
    await owner.connect();
    await owner.query(`update api_key set expires_at = expires_at - interval '1 hour' where name = 'short'`);
    await owner.end();
    expect((await fixture.visit().ask('GET', '/users', bearer(made.body.key))).status).toBe(401);
  });

  it('when it is changed, truncated, or sent in another way', async () => {
    const made = await fixture.ada.ask<{ key: string }>('POST', '/api-keys', {
      body: { name: 'whole', permissions: ['users.write'] },
    });
    const { key } = made.body;
    const other = key.endsWith('0') ? '1' : '0';
    for (const authorization of [
      `Bearer ${key.slice(0, -1)}${other}`,
      `Bearer ${key.slice(0, -1)}`,
      `Bearer ${key} x`,
      `Basic ${Buffer.from(`key:${key}`).toString('base64')}`,
      key,
      '',
    ]) {
      const answer = await fixture.visit().ask('GET', '/users', { headers: { authorization } });
      expect({ authorization, status: answer.status }).toEqual({ authorization, status: 401 });
    }
  });

  it("to use a browser's wider permissions", async () => {
    const made = await fixture.ada.ask<{ key: string }>('POST', '/api-keys', {
      body: { name: 'narrow', permissions: ['audit.read'] },
    });
    // An administrator's cookie is sent too, as by a browser.
    expect((await fixture.ada.ask('GET', '/users', bearer(made.body.key))).status).toBe(403);
    expect((await fixture.ada.ask('GET', '/users', bearer(`${made.body.key}0`))).status).toBe(401);
  });

  it('to end or to change a session', async () => {
    const made = await fixture.ada.ask<{ key: string }>('POST', '/api-keys', {
      body: { name: 'no browser', permissions: ['fleet.read'] },
    });
    expect((await fixture.visit().ask('DELETE', '/session', bearer(made.body.key))).body.code).toBe(
      'organization.session_needed',
    );
  });

  it('to be revoked with an unknown id', async () => {
    const answer = await fixture.ada.ask('DELETE', '/api-keys/01890000-0000-7000-8000-000000000000');
    expect(answer).toMatchObject({ status: 404, body: { code: 'organization.api_key_not_found' } });
  });
});
