import { call } from '../../support/http.js';
import { SETUP_TOKEN } from '../../support/product.js';
import {
  ADMIN,
  addMember,
  type OrganizationFixture,
  openOrganizationFixture,
} from './organization-fixture.js';
import { tokensSentTo, Visitor } from './visitor.js';

let fixture: OrganizationFixture;

beforeAll(async () => {
  fixture = await openOrganizationFixture();
});

afterAll(async () => {
  await fixture?.close();
});

const from = (address: string) => ({ 'x-forwarded-for': address });

describe('signing in fails', () => {
  it.each([
    ['with a wrong password', { email: ADMIN.email, password: 'wrong' }, 401, 'organization.sign_in_refused'],
    [
      'as an unknown person, with the same response',
      { email: 'no@example.com', password: 'wrong' },
      401,
      'organization.sign_in_refused',
    ],
    [
      "with another person's membership",
      { ...ADMIN, membershipId: '01890000-0000-7000-8000-000000000000' },
      404,
      'organization.membership_not_found',
    ],
    ['without a password', { email: ADMIN.email }, 422, 'api.request_invalid'],
    ['with an unknown field', { ...ADMIN, admin: true }, 400, 'api.field_unknown'],
    ['with a list as a password', { email: ADMIN.email, password: ['x'] }, 422, 'api.request_invalid'],
  ])('%s', async (_how, body, status, code) => {
    const answer = await fixture.visit().ask('POST', '/session', { body, headers: from('198.51.100.7') });
    expect(answer).toMatchObject({ status, body: { code } });
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  it('from a form on another site', async () => {
    const { status } = await call(fixture.api, 'POST', '/session', {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(ADMIN).toString(),
    });
    expect(status).toBe(422);
  });

  it.each([ADMIN.email, 'nobody@example.com'])(
    'after five wrong passwords for %s from one address, known or not',
    async (email) => {
      const guess = (password = 'wrong') =>
        fixture.visit().ask('POST', '/session', { body: { email, password }, headers: from('192.0.2.1') });
      const began = Date.now();
      for (let number = 1; number <= 5; number++) expect((await guess()).status).toBe(401);
      const locked = await guess(ADMIN.password);
      expect(locked).toMatchObject({ status: 429, body: { code: 'organization.sign_in_locked' } });
      const seconds = Number(locked.headers.get('retry-after'));
      // The lock began with the fifth password, and therefore not before `began`, when the first password was sent.
      expect(seconds).toBeGreaterThanOrEqual(30 - (Date.now() - began) / 1000);
      expect(seconds).toBeLessThanOrEqual(30);
    },
  );

  it('only for an address that tries many accounts', async () => {
    const guess = (number: number, address: string) =>
      fixture.visit().ask('POST', '/session', {
        body: { email: `list-${number}@example.com`, password: 'wrong' },
        headers: from(address),
      });
    for (let number = 0; number < 30; number++) expect((await guess(number, '203.0.113.1')).status).toBe(401);
    expect((await guess(99, '203.0.113.1')).body.code).toBe('organization.sign_in_locked');
    expect((await guess(99, '203.0.113.2')).status).toBe(401);
  });

  it('for all but a few of many simultaneous attempts', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        fixture.visit().ask('POST', '/session', {
          body: { email: 'burst@example.com', password: 'wrong' },
          headers: from('192.0.2.100'),
        }),
      ),
    );
    expect(answers.filter((answer) => answer.status === 401)).toHaveLength(5);
    expect(answers.filter((answer) => answer.status === 429)).toHaveLength(15);
  });
});

describe('a session fails', () => {
  it('without its cookie, with another one, and with a changed one', async () => {
    for (const cookie of [
      undefined,
      'dutycycle_session=',
      `dutycycle_session=${'x'.repeat(43)}`,
      'dutycycle_session=%00',
    ]) {
      const visitor = fixture.visit();
      visitor.cookie = cookie;
      expect(await visitor.ask('GET', '/session')).toMatchObject({
        status: 401,
        body: { code: 'organization.not_signed_in' },
      });
    }
  });

  it.each([undefined, '', 'nonsense', 'x'.repeat(43)])(
    'to write with the CSRF token %s',
    async (csrfToken) => {
      const forged = fixture.visit();
      forged.cookie = fixture.ada.cookie;
      forged.csrfToken = csrfToken;
      expect((await forged.ask('GET', '/session')).status).toBe(200);
      const written = await forged.ask('POST', '/users/invitations', {
        body: { email: 'x@example.com', role: 'admin' },
      });
      expect(written).toMatchObject({ status: 403, body: { code: 'organization.csrf_token_wrong' } });
    },
  );

  it("to write with another session's CSRF token", async () => {
    const { visitor } = await addMember(fixture, { email: 'other@example.com', role: 'manager' });
    const forged = fixture.visit();
    forged.cookie = visitor.cookie;
    forged.csrfToken = fixture.ada.csrfToken;
    expect((await forged.ask('DELETE', '/session')).body.code).toBe('organization.csrf_token_wrong');
  });
});

describe('an invitation fails', () => {
  const invite = (body: object, by = fixture.ada) => by.ask('POST', '/users/invitations', { body });

  it.each([
    [
      'to a technician without a hub',
      { email: 'a@example.com', role: 'technician' },
      '/hubId',
      'organization.hub_needed',
    ],
    [
      'to an unknown hub',
      { email: 'a@example.com', role: 'technician', hubId: '01890000-0000-7000-8000-000000000000' },
      '/hubId',
      'organization.hub_not_found',
    ],
    [
      "to a customer's person without customers",
      { email: 'a@example.com', role: 'customer_viewer' },
      '/customerIds',
      'organization.customer_needed',
    ],
    [
      'to unknown customers',
      {
        email: 'a@example.com',
        role: 'customer_viewer',
        customerIds: ['01890000-0000-7000-8000-000000000000'],
      },
      '/customerIds',
      'organization.customer_not_found',
    ],
    [
      'to staff with customers',
      { email: 'a@example.com', role: 'finance', customerIds: ['01890000-0000-7000-8000-000000000000'] },
      '/customerIds',
      'organization.customers_not_for_staff',
    ],
    [
      'until yesterday',
      { email: 'a@example.com', role: 'finance', expiresAt: '2020-01-01T00:00:00Z' },
      '/expiresAt',
      'organization.expiry_passed',
    ],
    ['to an unknown role', { email: 'a@example.com', role: 'god' }, '/role', 'validation.is_in'],
    ['to an invalid address', { email: 'a', role: 'finance' }, '/email', 'validation.is_email'],
  ])('%s', async (_what, body, pointer, code) => {
    const answer = await invite(body);
    expect(answer.status).toBe(422);
    expect(answer.body.fields).toEqual([expect.objectContaining({ pointer, code })]);
    expect(tokensSentTo(fixture.home, 'a@example.com')).toEqual([]);
  });

  it('beyond the permissions of the inviting user, and always with a key', async () => {
    const { visitor } = await addMember(fixture, { email: 'manager@example.com', role: 'manager' });
    expect(await invite({ email: 'b@example.com', role: 'admin' }, visitor)).toMatchObject({
      status: 403,
      body: { code: 'organization.role_exceeds_giver' },
    });
    const made = await visitor.ask<{ key: string }>('POST', '/api-keys', {
      body: { name: 'narrow', permissions: ['users.write'] },
    });
    const byKey = await fixture.visit().ask('POST', '/users/invitations', {
      body: { email: 'b@example.com', role: 'planner' },
      headers: { authorization: `Bearer ${made.body.key}` },
    });
    expect(byKey.body.code).toBe('organization.session_needed');
  });

  it('for a person who already has the role', async () => {
    await addMember(fixture, { email: 'twice@example.com', role: 'planner' });
    expect(await invite({ email: 'twice@example.com', role: 'planner' })).toMatchObject({
      status: 409,
      body: { code: 'organization.member_exists' },
    });
  });

  it.each([
    [{ name: 'New', password: 'short' }, 'organization.password_not_allowed'],
    [{ name: 'New', password: 'weak@example.com' }, 'organization.password_not_allowed'],
    [{ password: 'long-enough-password' }, 'organization.name_needed'],
  ])('to be accepted with %j, and remains valid', async (body, code) => {
    await invite({ email: 'weak@example.com', role: 'finance' });
    const token = tokensSentTo(fixture.home, 'weak@example.com').at(-1);
    expect((await fixture.visit().ask('POST', `/invitations/${token}`, { body })).body.code).toBe(code);
    expect((await fixture.visit().ask('GET', `/invitations/${token}`)).status).toBe(200);
  });

  it("to change an account's password", async () => {
    const email = 'owner@example.com';
    await addMember(fixture, { email, role: 'planner' }, 'the-real-password');
    await invite({ email, role: 'finance' });
    const token = tokensSentTo(fixture.home, email).at(-1);
    const taken = await fixture
      .visit()
      .ask('POST', `/invitations/${token}`, { body: { name: 'Thief', password: 'another-password' } });
    expect(taken.body.code).toBe('organization.sign_in_refused');
    await fixture.visit().signIn(email, 'the-real-password');
  });

  it('when it was revoked', async () => {
    const invited = await fixture.ada.ask<{ membershipId: string }>('POST', '/users/invitations', {
      body: { email: 'back@example.com', role: 'finance' },
    });
    await fixture.ada.ask('DELETE', `/users/${invited.body.membershipId}`);
    const [token] = tokensSentTo(fixture.home, 'back@example.com');
    const accepted = await fixture
      .visit()
      .ask('POST', `/invitations/${token}`, { body: { name: 'B', password: 'long-enough-password' } });
    expect(accepted).toMatchObject({ status: 404, body: { code: 'organization.mail_link_invalid' } });
  });

  it("with a reset's token, and a reset with an invitation's", async () => {
    await invite({ email: 'mixed@example.com', role: 'finance' });
    const token = tokensSentTo(fixture.home, 'mixed@example.com').at(-1);
    const reset = await fixture
      .visit()
      .ask('POST', `/password-resets/${token}`, { body: { password: 'long-enough-password' } });
    expect(reset.body.code).toBe('organization.mail_link_invalid');
  });

  it('to be accepted twice at the same time', async () => {
    await invite({ email: 'race@example.com', role: 'finance' });
    const token = tokensSentTo(fixture.home, 'race@example.com').at(-1);
    const answers = await Promise.all(
      ['first-password', 'second-password'].map((password) =>
        fixture.visit().ask('POST', `/invitations/${token}`, { body: { name: 'R', password } }),
      ),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 404]);
  });
});

describe('a membership fails', () => {
  it('to be changed or revoked by its own user', async () => {
    const { body } = await fixture.ada.ask<{ membership: { id: string } }>('GET', '/session');
    const own = `/users/${body.membership.id}`;
    expect((await fixture.ada.ask('DELETE', own)).body.code).toBe('organization.own_membership');
    const changed = await fixture.ada.ask('PATCH', own, {
      body: { role: 'manager' },
      headers: { 'if-match': '"1"' },
    });
    expect(changed.body.code).toBe('organization.own_membership');
  });

  it('to be changed without its version, or with an old version', async () => {
    const { membershipId, version } = await addMember(fixture, {
      email: 'versions@example.com',
      role: 'planner',
    });
    const change = (headers: Record<string, string>) =>
      fixture.ada.ask('PATCH', `/users/${membershipId}`, { body: { role: 'engineer' }, headers });
    expect((await change({})).status).toBe(428);
    expect((await change({ 'if-match': `"${version - 1}"` })).status).toBe(412);
    expect((await change({ 'if-match': 'x' })).status).toBe(400);
  });

  it.each(['01890000-0000-7000-8000-000000000000', 'nonsense', "'; drop table membership"])(
    'to be found as %s',
    async (id) => {
      expect((await fixture.ada.ask('DELETE', `/users/${encodeURIComponent(id)}`)).status).toBe(404);
      expect((await fixture.visit().ask('DELETE', `/users/${encodeURIComponent(id)}`)).status).toBe(401);
    },
  );

  it('to be revoked from the last admin, even by two admins who revoke each other at the same time', async () => {
    const { visitor: bob, membershipId } = await addMember(fixture, {
      email: 'bob@example.com',
      role: 'admin',
    });
    const ada = await fixture.ada.ask<{ membership: { id: string } }>('GET', '/session');
    const answers = await Promise.all([
      bob.ask('DELETE', `/users/${ada.body.membership.id}`),
      fixture.ada.ask('DELETE', `/users/${membershipId}`),
    ]);
    // The second request either comes from a user who has already lost their membership, or would revoke the last one.
    expect(answers.filter((answer) => answer.status === 204)).toHaveLength(1);
    const remaining: Visitor = answers[0]?.status === 204 ? bob : fixture.ada;
    const { body } = await remaining.ask<{ items: { role: string; standing: string }[] }>('GET', '/users');
    expect(body.items.filter(({ role, standing }) => role === 'admin' && standing === 'active')).toHaveLength(
      1,
    );
  });
});

describe('the first visit fails', () => {
  it('a second time', async () => {
    const body = {
      token: SETUP_TOKEN,
      makerName: 'Other',
      country: 'PL',
      zone: 'Europe/Warsaw',
      adminName: 'Eve',
      email: 'eve@example.com',
      password: 'eve-was-here',
    };
    expect(await fixture.visit().ask('POST', '/setup', { body })).toMatchObject({
      status: 409,
      body: { code: 'organization.already_set_up' },
    });
  });
});
