import pg from 'pg';
import { until } from '../../support/eventually.js';
import {
  ADMIN,
  addMember,
  type OrganizationFixture,
  openOrganizationFixture,
} from './organization-fixture.js';
import { tokensSentTo } from './visitor.js';

interface SessionBody {
  user: { id: string; name: string; email: string; locale: string; zone: string };
  membership: { id: string; role: string; hubId: string | null; customers: { id: string; name: string }[] };
  memberships: { id: string; makerName: string; role: string }[];
  permissions: string[];
  csrfToken: string;
}

interface MemberBody {
  membershipId: string;
  name: string | null;
  role: string;
  standing: string;
  version: number;
}

let fixture: OrganizationFixture;

beforeAll(async () => {
  fixture = await openOrganizationFixture();
});

afterAll(async () => {
  await fixture?.close();
});

describe('the first visitor', () => {
  it('is the admin of a new maker, and there is no second first visit', async () => {
    const { body } = await fixture.ada.ask<SessionBody>('GET', '/session');
    expect(body).toMatchObject({
      user: { name: 'Ada', email: ADMIN.email, zone: 'Asia/Shanghai' },
      membership: { role: 'admin', customers: [] },
      memberships: [{ makerName: 'Beihu Air', role: 'admin' }],
    });
    expect(body.permissions).toContain('settings.write');
    expect((await fixture.visit().ask('GET', '/setup')).body).toEqual({ needed: false });
  });
});

describe('signing in', () => {
  it("requires the password but ignores the case of the address, and sets a cookie that scripts can't read", async () => {
    const visitor = fixture.visit();
    const answer = await visitor.ask<SessionBody>('POST', '/session', {
      body: { email: 'Ada@Example.COM', password: ADMIN.password },
    });
    expect(answer.status).toBe(201);
    const [cookie] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    expect((await visitor.ask<SessionBody>('GET', '/session')).body.user.email).toBe(ADMIN.email);
  });

  it('marks the cookie secure when a trusted proxy reports TLS', async () => {
    const answer = await fixture.visit().ask('POST', '/session', {
      body: ADMIN,
      headers: { 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.9' },
    });
    expect(answer.headers.getSetCookie()[0]).toMatch(/Secure/);
  });

  it('stores neither the token nor the password', async () => {
    const visitor = await fixture.visit().signIn(ADMIN.email, ADMIN.password);
    const sessions = await ownerQuery<{ token_hash: string }>('select token_hash from session');
    const accounts = await ownerQuery<{ password_hash: string }>('select password_hash from user_account');
    const token = visitor.cookie?.split('=')[1] ?? 'missing';
    expect(JSON.stringify(sessions.rows)).not.toContain(token);
    expect(accounts.rows[0]?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('ends by signing out, only in that browser', async () => {
    const one = await fixture.visit().signIn(ADMIN.email, ADMIN.password);
    const other = await fixture.visit().signIn(ADMIN.email, ADMIN.password);
    const cookie = one.cookie;
    expect((await one.ask('DELETE', '/session')).status).toBe(204);
    one.cookie = cookie;
    expect((await one.ask('GET', '/session')).status).toBe(401);
    expect((await other.ask('GET', '/session')).status).toBe(200);
  });

  it('is recorded in the user’s profile', async () => {
    const { visitor } = await addMember(fixture, { email: 'wei@example.com', role: 'finance' });
    const changed = await visitor.ask<SessionBody>('PATCH', '/session/profile', {
      body: { name: ' Wei ', locale: 'zh', zone: 'Asia/Tokyo' },
    });
    expect(changed.body.user).toMatchObject({ name: 'Wei', locale: 'zh', zone: 'Asia/Tokyo' });
    expect((await visitor.ask<SessionBody>('GET', '/session')).body.user).toMatchObject({
      name: 'Wei',
      locale: 'zh',
    });
  });
});

describe('an invitation', () => {
  it('can be read and accepted once, and signs the user in', async () => {
    const invited = await fixture.ada.ask<MemberBody>('POST', '/users/invitations', {
      body: { email: 'Lin@Example.com', role: 'manager', locale: 'zh' },
    });
    expect(invited.status).toBe(201);
    expect(invited.body).toMatchObject({ name: null, role: 'manager', standing: 'pending' });
    const [token] = tokensSentTo(fixture.home, 'lin@example.com');
    const lin = fixture.visit();
    expect((await lin.ask('GET', `/invitations/${token}`)).body).toEqual({
      email: 'lin@example.com',
      makerName: 'Beihu Air',
      role: 'manager',
      hasAccount: false,
    });
    const accepted = await lin.ask<SessionBody>('POST', `/invitations/${token}`, {
      body: { name: 'Lin', password: 'service-business' },
    });
    expect(accepted.body).toMatchObject({
      user: { name: 'Lin', locale: 'zh' },
      membership: { role: 'manager' },
    });
    expect(accepted.body.permissions).not.toContain('settings.write');
    const { body } = await lin.useSession(accepted).ask<{ items: MemberBody[] }>('GET', '/users');
    expect(body.items.find((member) => member.membershipId === invited.body.membershipId)).toMatchObject({
      name: 'Lin',
      standing: 'active',
    });
  });

  it('that is sent again invalidates the first link', async () => {
    const body = { email: 'twice@example.com', role: 'engineer' };
    await fixture.ada.ask('POST', '/users/invitations', { body });
    await fixture.ada.ask('POST', '/users/invitations', { body });
    const [first, second] = tokensSentTo(fixture.home, 'twice@example.com');
    expect((await fixture.visit().ask('GET', `/invitations/${first}`)).status).toBe(404);
    expect((await fixture.visit().ask('GET', `/invitations/${second}`)).status).toBe(200);
  });

  it('gives a person with an account a second membership, and the person can switch between both', async () => {
    const email = 'both@example.com';
    const { visitor } = await addMember(fixture, { email, role: 'planner' }, 'planner-password');
    await fixture.ada.ask('POST', '/users/invitations', { body: { email, role: 'dispatcher' } });
    const token = tokensSentTo(fixture.home, email).at(-1);
    expect(
      (await fixture.visit().ask<{ hasAccount: boolean }>('GET', `/invitations/${token}`)).body.hasAccount,
    ).toBe(true);
    const accepted = await fixture
      .visit()
      .ask<SessionBody>('POST', `/invitations/${token}`, { body: { password: 'planner-password' } });
    expect(accepted.body.memberships.map(({ role }) => role)).toEqual(['planner', 'dispatcher']);

    const before = { cookie: visitor.cookie, csrfToken: visitor.csrfToken };
    const switched = await visitor.ask<SessionBody>('POST', '/session/membership', {
      body: { membershipId: accepted.body.membership.id },
    });
    expect(switched.body.membership.role).toBe('dispatcher');
    expect(visitor.cookie).not.toBe(before.cookie);
    expect(switched.body.csrfToken).not.toBe(before.csrfToken);
    const old = fixture.visit();
    old.cookie = before.cookie;
    expect((await old.ask('GET', '/session')).status).toBe(401);
  });
});

describe('permissions', () => {
  it('change with the next request', async () => {
    const { visitor, membershipId, version } = await addMember(fixture, {
      email: 'grow@example.com',
      role: 'planner',
    });
    expect((await visitor.ask('GET', '/audit-entries')).status).toBe(403);
    const changed = await fixture.ada.ask<MemberBody>('PATCH', `/users/${membershipId}`, {
      body: { role: 'manager' },
      headers: { 'if-match': `"${version}"` },
    });
    expect(changed.body).toMatchObject({ role: 'manager', version: version + 1 });
    expect(changed.headers.get('etag')).toBe(`"${version + 1}"`);
    expect((await visitor.ask('GET', '/audit-entries')).status).toBe(200);
  });

  it('end immediately with the membership, and a new invitation does not restore old sessions or keys', async () => {
    const email = 'leaver@example.com';
    const { visitor, membershipId } = await addMember(fixture, { email, role: 'manager' });
    const made = await visitor.ask<{ key: string }>('POST', '/api-keys', {
      body: { name: 'left behind', permissions: ['users.write'] },
    });
    const byKey = () =>
      fixture.visit().ask('GET', '/users', { headers: { authorization: `Bearer ${made.body.key}` } });
    expect((await byKey()).status).toBe(200);
    expect((await fixture.ada.ask('DELETE', `/users/${membershipId}`)).status).toBe(204);
    expect((await visitor.ask('GET', '/session')).status).toBe(401);
    expect((await byKey()).status).toBe(401);
    await addMember(fixture, { email, role: 'manager' }).catch(() => undefined);
    const token = tokensSentTo(fixture.home, email).at(-1);
    await fixture.visit().ask('POST', `/invitations/${token}`, { body: { password: 'a-fine-password' } });
    expect((await fixture.visit().signIn(email, 'a-fine-password')).cookie).toBeDefined();
    expect((await visitor.ask('GET', '/session')).status).toBe(401);
    expect((await byKey()).status).toBe(401);
  });

  it('close or update open connections when they change or end, or when the browser signs out', async () => {
    const { visitor, membershipId, version } = await addMember(fixture, {
      email: 'socket@example.com',
      role: 'planner',
    });
    const other = await fixture.visit().signIn('socket@example.com', 'a-fine-password');
    await other.ask('DELETE', '/session');
    await fixture.ada.ask('PATCH', `/users/${membershipId}`, {
      body: { role: 'engineer' },
      headers: { 'if-match': `"${version}"` },
    });
    await fixture.ada.ask('DELETE', `/users/${membershipId}`);
    const { rows } = await ownerQuery<{ session: boolean }>(
      `select payload ? 'sessionId' as session from outbox_event
        where name = 'organization.access_changed' and payload->>'membershipId' = $1 order by id`,
      [membershipId],
    );
    expect(rows.map(({ session }) => session)).toEqual([true, false, false]);
    expect((await visitor.ask('GET', '/session')).status).toBe(401);
  });

  it('end when the membership expires', async () => {
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const { visitor, membershipId } = await addMember(fixture, {
      email: 'guest@example.com',
      role: 'engineer',
      expiresAt,
    });
    expect((await visitor.ask('GET', '/session')).status).toBe(200);
    await ownerQuery(`update membership set expires_at = expires_at - interval '1 hour' where id = $1`, [
      membershipId,
    ]);
    expect((await visitor.ask('GET', '/session')).status).toBe(401);
  });
});

describe('a forgotten password', () => {
  it('is reset by email; every earlier session ends, and the lock is lifted', async () => {
    const email = 'forgets@example.com';
    const { visitor } = await addMember(fixture, { email, role: 'finance' });
    const address = { 'x-forwarded-for': '198.51.100.1' };
    for (let guess = 0; guess < 5; guess++) {
      await fixture
        .visit()
        .ask('POST', '/session', { body: { email, password: 'not this' }, headers: address });
    }
    const locked = await fixture
      .visit()
      .ask('POST', '/session', { body: { email, password: 'a-fine-password' }, headers: address });
    expect(locked.body.code).toBe('organization.sign_in_locked');

    expect((await fixture.visit().ask('POST', '/password-resets', { body: { email } })).status).toBe(202);
    const token = await sentToken(email, 2);
    expect(
      (
        await fixture
          .visit()
          .ask('POST', `/password-resets/${token}`, { body: { password: 'remember-this' } })
      ).status,
    ).toBe(204);
    expect((await visitor.ask('GET', '/session')).status).toBe(401);
    await fixture.visit().signIn(email, 'remember-this');
    const again = await fixture
      .visit()
      .ask('POST', `/password-resets/${token}`, { body: { password: 'once-more-this' } });
    expect(again.body.code).toBe('organization.mail_link_invalid');
  });

  it('gives the same response for an unknown person, and sends nothing', async () => {
    const answer = await fixture
      .visit()
      .ask('POST', '/password-resets', { body: { email: 'nobody@example.com' } });
    expect(answer.status).toBe(202);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(tokensSentTo(fixture.home, 'nobody@example.com')).toEqual([]);
  });
});

describe('the audit trail', () => {
  it('shows who did what, page by page, without secrets', async () => {
    const all: { action: string; actor: { name: string | null } }[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: { items: typeof all; next: string | null } = (
        await fixture.ada.ask<{ items: typeof all; next: string | null }>(
          'GET',
          `/audit-entries?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`,
        )
      ).body;
      all.push(...page.items);
      cursor = page.next;
    }
    const actions = all.map((entry) => entry.action);
    expect(actions.at(-1)).toBe('organization.maker_created');
    expect(actions).toEqual(
      expect.arrayContaining([
        'organization.member_invited',
        'organization.invitation_accepted',
        'organization.member_changed',
        'organization.member_revoked',
        'organization.password_reset',
        'organization.api_key_created',
      ]),
    );
    expect(all.find((entry) => entry.action === 'organization.member_revoked')?.actor.name).toBe('Ada');
    expect(JSON.stringify(all)).not.toMatch(/argon2|dck_|password-|_hash/);
  });
});

/** Queries the database as its owner, bypassing row-level security. */
async function ownerQuery<Row extends pg.QueryResultRow>(
  sql: string,
  values: unknown[] = [],
): Promise<pg.QueryResult<Row>> {
  const client = new pg.Client({ connectionString: fixture.database.url });
  await client.connect();
  try {
    return await client.query<Row>(sql, values);
  } finally {
    await client.end();
  }
}

/** Returns the token in the n-th email to an address. Waits until the email has arrived. */
async function sentToken(address: string, count: number): Promise<string> {
  return until(() => tokensSentTo(fixture.home, address)[count - 1]);
}
