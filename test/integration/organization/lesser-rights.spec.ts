import { type Answer, byKey, call, type ProblemBody } from '../../support/http.js';
import {
  ADMIN,
  addMember,
  type OrganizationFixture,
  openOrganizationFixture,
} from './organization-fixture.js';
import { tokensSentTo, type Visitor } from './visitor.js';

interface KeyBody {
  readonly id: string;
  readonly key: string;
  readonly expiresAt: string | null;
  readonly parentKeyId: string | null;
}

interface Entry {
  readonly action: string;
  readonly actor: {
    readonly kind: string;
    readonly name: string;
    readonly role: string;
    readonly keyName: string;
  };
}

let fixture: OrganizationFixture;

beforeAll(async () => {
  fixture = await openOrganizationFixture();
});

afterAll(async () => {
  await fixture?.close();
});

const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

/** Calls with an API key only. */
const withKey = <Body = ProblemBody>(
  key: string,
  method: string,
  path: string,
  body?: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer<Body>> => call<Body>(fixture.api, method, path, { as: byKey({ key }), body, headers });

async function makeKey(by: Visitor, body: object): Promise<KeyBody> {
  const made = await by.ask<KeyBody>('POST', '/api-keys', { body });
  expect(made.status).toBe(201);
  return made.body;
}

describe('a key created by a key', () => {
  it('expires with its parent at the latest', async () => {
    const end = inHours(1);
    const parent = await makeKey(fixture.ada, {
      name: 'parent',
      permissions: ['api_keys.write', 'fleet.read'],
      expiresAt: end,
    });
    const make = (body: object) => withKey<KeyBody>(parent.key, 'POST', '/api-keys', body);
    const child = await make({ name: 'child', permissions: ['fleet.read'] });
    expect(child).toMatchObject({ status: 201, body: { expiresAt: end, parentKeyId: parent.id } });
    const earlier = await make({ name: 'earlier', permissions: ['fleet.read'], expiresAt: inHours(0.5) });
    expect(earlier.status).toBe(201);
    const later = await make({ name: 'later', permissions: ['fleet.read'], expiresAt: inHours(2) });
    expect(later).toMatchObject({
      status: 422,
      body: { code: 'organization.api_key_outlives_parent', fields: [{ pointer: '/expiresAt' }] },
    });
  });

  it('is revoked with its parent, through all generations, even while another one is being created', async () => {
    const parent = await makeKey(fixture.ada, {
      name: 'first',
      permissions: ['api_keys.write', 'fleet.read'],
    });
    const rights = { permissions: ['api_keys.write', 'fleet.read'] };
    const child = await withKey<KeyBody>(parent.key, 'POST', '/api-keys', { name: 'second', ...rights });
    const grandchild = await withKey<KeyBody>(child.body.key, 'POST', '/api-keys', {
      name: 'third',
      ...rights,
    });
    const [revoked, ...made] = await Promise.all([
      fixture.ada.ask('DELETE', `/api-keys/${parent.id}`),
      ...Array.from({ length: 6 }, (_, number) =>
        withKey<KeyBody>(grandchild.body.key, 'POST', '/api-keys', { name: `race ${number}`, ...rights }),
      ),
    ]);
    expect(revoked.status).toBe(204);
    const keys = [
      parent,
      child.body,
      grandchild.body,
      ...made.flatMap(({ status, body }) => (status === 201 ? [body] : [])),
    ];
    for (const { key } of keys) expect((await withKey(key, 'GET', '/hubs')).status).toBe(401);
    const trail = await fixture.ada.ask<{ items: Entry[] }>(
      'GET',
      `/audit-entries?entity=api_key&entityId=${grandchild.body.id}`,
    );
    expect(trail.body.items.map(({ action }) => action)).toEqual([
      'organization.api_key_revoked',
      'organization.api_key_created',
    ]);
  });
});

describe('personal settings', () => {
  it('require a session: a read-only key can’t rename its user', async () => {
    const { key } = await makeKey(fixture.ada, { name: 'reader', permissions: ['fleet.read'] });
    const refused = { status: 403, body: { code: 'organization.session_needed' } };
    expect(await withKey(key, 'PATCH', '/session/profile', { name: 'Mallory' })).toMatchObject(refused);
    expect(await withKey(key, 'DELETE', '/session')).toMatchObject(refused);
    const me = await withKey<{ user: { name: string }; membership: { id: string } }>(key, 'GET', '/session');
    expect(me.body.user.name).toBe('Ada');
    const { id: membershipId } = me.body.membership;
    expect(await withKey(key, 'POST', '/session/membership', { membershipId })).toMatchObject(refused);
  });

  it('of other memberships are not visible to a key', async () => {
    const { body: own } = await fixture.ada.ask<{ membership: { id: string } }>('GET', '/session');
    await fixture.ada.ask('POST', '/users/invitations', { body: { email: ADMIN.email, role: 'planner' } });
    const token = tokensSentTo(fixture.home, ADMIN.email).at(-1);
    const { password } = ADMIN;
    const accepted = await fixture.visit().ask('POST', `/invitations/${token}`, { body: { password } });
    expect(accepted.status).toBe(201);
    const { key } = await makeKey(fixture.ada, { name: 'curious', permissions: ['fleet.read'] });
    const { body } = await withKey<{ memberships: { id: string }[] }>(key, 'GET', '/session');
    expect(body.memberships.map(({ id }) => id)).toEqual([own.membership.id]);
  });
});

describe('the audit trail', () => {
  it('keeps the name, role and key at the time, even if the person is renamed later', async () => {
    const { visitor } = await addMember(fixture, { email: 'nina@example.com', role: 'manager' });
    const { key } = await makeKey(visitor, { name: 'ERP', permissions: ['registry.write', 'audit.read'] });
    const partner = await withKey<{ id: string }>(key, 'POST', '/partners', { code: 'P-1', name: 'Partner' });
    expect(partner.status).toBe(201);
    const renamed = await visitor.ask('PATCH', '/session/profile', { body: { name: 'Nobody' } });
    expect(renamed.status).toBe(200);
    const entries = async (query: string) =>
      (await fixture.ada.ask<{ items: Entry[] }>('GET', `/audit-entries?${query}`)).body.items;
    expect(await entries(`entityId=${partner.body.id}`)).toMatchObject([
      { actor: { kind: 'api_key', name: 'nina', role: 'manager', keyName: 'ERP' } },
    ]);
    const [change] = (await entries('entity=user_account')).filter(
      ({ action }) => action === 'organization.profile_changed',
    );
    expect(change).toMatchObject({
      actor: { kind: 'user', name: 'nina', role: 'manager', keyName: null },
      before: { name: 'nina' },
      after: { name: 'Nobody' },
    });
  });
});

describe('fewer permissions', () => {
  it('do not allow revoking the key of a role with more permissions', async () => {
    const { visitor: manager } = await addMember(fixture, { email: 'max@example.com', role: 'manager' });
    const { visitor: colleague } = await addMember(fixture, { email: 'mia@example.com', role: 'manager' });
    const adas = await makeKey(fixture.ada, { name: 'admin', permissions: ['fleet.read'] });
    expect(await manager.ask('DELETE', `/api-keys/${adas.id}`)).toMatchObject({
      status: 403,
      body: { code: 'organization.api_key_exceeds_revoker' },
    });
    expect((await withKey(adas.key, 'GET', '/hubs')).status).toBe(200);
    const mias = await makeKey(colleague, { name: 'peer', permissions: ['fleet.read'] });
    expect((await manager.ask('DELETE', `/api-keys/${mias.id}`)).status).toBe(204);
  });

  it('of a key allow revoking the key itself, but not a key with more permissions of the same person', async () => {
    const wide = await makeKey(fixture.ada, { name: 'wide', permissions: ['fleet.read', 'users.write'] });
    const narrow = await makeKey(fixture.ada, { name: 'narrow', permissions: ['api_keys.write'] });
    expect((await withKey(narrow.key, 'DELETE', `/api-keys/${wide.id}`)).status).toBe(403);
    expect((await withKey(narrow.key, 'DELETE', `/api-keys/${narrow.id}`)).status).toBe(204);
  });

  it('of a key do not allow inviting or promoting people, who would remain after the key expires', async () => {
    const { membershipId, version } = await addMember(fixture, {
      email: 'paul@example.com',
      role: 'planner',
    });
    const { key } = await makeKey(fixture.ada, { name: 'people', permissions: ['users.write'] });
    const refused = { status: 403, body: { code: 'organization.session_needed' } };
    const body = { email: 'mole@example.com', role: 'planner' };
    expect(await withKey(key, 'POST', '/users/invitations', body)).toMatchObject(refused);
    const change = await withKey(
      key,
      'PATCH',
      `/users/${membershipId}`,
      { role: 'engineer' },
      {
        'if-match': `"${version}"`,
      },
    );
    expect(change).toMatchObject(refused);
    // The key's permissions include no role, so the key can't revoke memberships either.
    expect((await withKey(key, 'DELETE', `/users/${membershipId}`)).status).toBe(403);
  });

  it('of a temporary member can’t be extended under another name', async () => {
    const { visitor } = await addMember(fixture, {
      email: 'temp@example.com',
      role: 'manager',
      expiresAt: inHours(24),
    });
    const invite = (body: object) =>
      visitor.ask<ProblemBody & { membershipId: string }>('POST', '/users/invitations', { body });
    const alias = { email: 'alias@example.com', role: 'finance' };
    expect(await invite(alias)).toMatchObject({
      status: 422,
      body: { code: 'organization.access_outlives_giver', fields: [{ pointer: '/expiresAt' }] },
    });
    const shorter = await invite({ ...alias, expiresAt: inHours(23) });
    expect(shorter.status).toBe(201);
    const longer = await visitor.ask('PATCH', `/users/${shorter.body.membershipId}`, {
      body: { expiresAt: inHours(48) },
      headers: { 'if-match': '"1"' },
    });
    expect(longer.body.code).toBe('organization.access_outlives_giver');
  });

  it('of one membership do not allow changing another one of the same person', async () => {
    const { visitor } = await addMember(fixture, { email: 'two@example.com', role: 'manager' });
    const second = await fixture.ada.ask<{ membershipId: string; version: number }>(
      'POST',
      '/users/invitations',
      {
        body: { email: 'two@example.com', role: 'planner' },
      },
    );
    const change = await visitor.ask('PATCH', `/users/${second.body.membershipId}`, {
      body: { role: 'finance' },
      headers: { 'if-match': `"${second.body.version}"` },
    });
    expect(change.body.code).toBe('organization.own_membership');
  });
});
