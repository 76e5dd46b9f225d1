import { addMember, type OrganizationFixture, openOrganizationFixture } from './organization-fixture.js';

interface KeyBody {
  id: string;
  key: string;
  prefix: string;
  lastUsedAt: string | null;
  revokedAt: string | null;
}

let fixture: OrganizationFixture;

beforeAll(async () => {
  fixture = await openOrganizationFixture();
});

afterAll(async () => {
  await fixture?.close();
});

const bearer = (key: string) => ({ headers: { authorization: `Bearer ${key}` } });

describe('an API key', () => {
  it('is shown once, works without cookie and CSRF token, and records its last use', async () => {
    const made = await fixture.ada.ask<KeyBody>('POST', '/api-keys', {
      body: { name: 'export', permissions: ['users.write', 'audit.read'] },
    });
    expect(made.status).toBe(201);
    expect(made.body.key).toMatch(/^dck_[0-9a-f]{8}_[0-9A-Za-z]{43}$/);
    expect(made.body.key.split('_')[1]).toBe(made.body.prefix);
    const { body: list } = await fixture.ada.ask<{ items: KeyBody[] }>('GET', '/api-keys');
    expect(JSON.stringify(list)).not.toContain(made.body.key);
    expect(JSON.stringify(list)).not.toContain('keyHash');

    const visitor = fixture.visit();
    expect((await visitor.ask('GET', '/users', bearer(made.body.key))).status).toBe(200);
    expect((await visitor.ask('GET', '/audit-entries', bearer(made.body.key))).status).toBe(200);
    const session = await visitor.ask<{ csrfToken: null; permissions: string[] }>(
      'GET',
      '/session',
      bearer(made.body.key),
    );
    expect(session.body).toMatchObject({ csrfToken: null, permissions: ['users.write', 'audit.read'] });
    const after = await fixture.ada.ask<{ items: KeyBody[] }>('GET', '/api-keys');
    expect(after.body.items.find((key) => key.id === made.body.id)?.lastUsedAt).not.toBeNull();
  });

  it("can be created by an engineer for device tools, with at most the engineer's permissions", async () => {
    const { visitor } = await addMember(fixture, { email: 'tools@example.com', role: 'engineer' });
    const body = { name: 'provisioning', permissions: ['registry.write', 'devices.write'] };
    const made = await visitor.ask<KeyBody>('POST', '/api-keys', { body });
    expect(made.status).toBe(201);
    expect((await fixture.visit().ask('GET', '/certificate-authorities', bearer(made.body.key))).status).toBe(
      200,
    );
    const wider = { name: 'wider', permissions: ['devices.write', 'invoices.issue'] };
    expect((await visitor.ask('POST', '/api-keys', { body: wider })).status).toBe(422);
  });

  it('is the actor in the audit trail', async () => {
    const made = await fixture.ada.ask<KeyBody>('POST', '/api-keys', {
      body: { name: 'settings', permissions: ['settings.write', 'audit.read'] },
    });
    const by = bearer(made.body.key);
    const entity = await fixture.visit().ask<{ id: string }>('POST', '/legal-entities', {
      ...by,
      body: { name: 'PT Udara', country: 'ID', currency: 'IDR', zone: 'Asia/Jakarta' },
    });
    const { body } = await fixture
      .visit()
      .ask<{ items: { action: string; actor: { kind: string; name: string } }[] }>(
        'GET',
        `/audit-entries?entity=legal_entity&entityId=${entity.body.id}`,
        by,
      );
    expect(body.items).toMatchObject([
      { action: 'organization.legal_entity_created', actor: { kind: 'api_key', name: 'Ada' } },
    ]);
  });

  it('is reduced with its membership', async () => {
    const { visitor, membershipId, version } = await addMember(fixture, {
      email: 'shrink@example.com',
      role: 'manager',
    });
    const made = await visitor.ask<KeyBody>('POST', '/api-keys', {
      body: { name: 'wide', permissions: ['users.write', 'fleet.read'] },
    });
    const byKey = (path: string) => fixture.visit().ask('GET', path, bearer(made.body.key));
    expect((await byKey('/users')).status).toBe(200);
    await fixture.ada.ask('PATCH', `/users/${membershipId}`, {
      body: { role: 'planner' },
      headers: { 'if-match': `"${version}"` },
    });
    expect((await byKey('/users')).status).toBe(403);
    expect((await byKey('/hubs')).status).toBe(200);
  });

  it('ends immediately when it is revoked, and revoking it again changes nothing', async () => {
    const made = await fixture.ada.ask<KeyBody>('POST', '/api-keys', {
      body: { name: 'gone', permissions: ['users.write'] },
    });
    for (let time = 0; time < 2; time++) {
      expect((await fixture.ada.ask('DELETE', `/api-keys/${made.body.id}`)).status).toBe(204);
      expect((await fixture.visit().ask('GET', '/users', bearer(made.body.key))).status).toBe(401);
    }
    const { body } = await fixture.ada.ask<{ items: unknown[] }>(
      'GET',
      `/audit-entries?entity=api_key&entityId=${made.body.id}`,
    );
    expect(body.items).toHaveLength(2);
  });
});
