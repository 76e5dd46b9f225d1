import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningApi, startApi } from '../../support/api.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { call, get as getFrom } from '../../support/http.js';

let database: TestDatabase;
let api: RunningApi;
let portal: string;

beforeAll(async () => {
  portal = mkdtempSync(join(tmpdir(), 'dutycycle-portal-'));
  mkdirSync(join(portal, 'assets'));
  database = await createTestDatabase();
  api = await startApi(database, { PORTAL_FOLDER: portal });
});

afterAll(async () => {
  await api?.stop();
  await database?.drop();
  rmSync(portal, { recursive: true, force: true });
});

const get = (path: string, accept = 'text/html,*/*;q=0.8') => getFrom(api, path, { accept });

describe('the portal', () => {
  it('is reported as missing until it is built, and is then served', async () => {
    const missing = await get('/machines');
    expect(missing.status).toBe(503);
    expect(missing.text).toContain('The portal is not built');
    writeFileSync(join(portal, 'index.html'), '<!doctype html><title>portal</title>');
    writeFileSync(join(portal, 'assets', 'app-3f2a.js'), 'export {};');
    writeFileSync(join(portal, 'sw.js'), 'self;');
    const page = await get('/machines/01890000-0000-7000-8000-000000000000?tab=history');
    expect(page.status).toBe(200);
    expect(page.text).toContain('<title>portal</title>');
    expect(page.headers.get('cache-control')).toBe('no-cache');
  });

  it("serves all pages of an area from the area's own file", async () => {
    writeFileSync(join(portal, 'field.html'), '<!doctype html><title>field</title>');
    for (const path of ['/field', '/field/scan']) {
      const page = await get(path);
      expect(page.text, path).toContain('<title>field</title>');
      expect(page.headers.get('cache-control')).toBe('no-cache');
    }
    for (const path of ['/fields', '/fleet/field', '/'])
      expect((await get(path)).text, path).toContain('<title>portal</title>');
  });

  it('allows caching forever only for hashed files', async () => {
    expect((await get('/assets/app-3f2a.js')).headers.get('cache-control')).toMatch(
      /max-age=31536000, immutable/,
    );
    expect((await get('/sw.js')).headers.get('cache-control')).toBe('no-cache');
    expect((await get('/')).headers.get('cache-control')).toBe('no-cache');
  });

  it.each(['/assets/app-old.js', '/..%2f..%2fetc%2fpasswd', '/%2e%2e/secret.key', '/.git/config'])(
    'returns neither a file nor a page for %s',
    async (path) => {
      const answer = await get(path, '*/*');
      expect(answer.status).toBe(404);
      expect(answer.headers.get('content-type')).toMatch(/problem\+json/);
    },
  );

  it('loads nothing from elsewhere and cannot be framed', async () => {
    const csp = (await get('/')).headers.get('content-security-policy') ?? '';
    expect(csp).toContain("default-src 'self'");
    expect(csp).toMatch(/script-src 'self'[^;]*;/);
    expect(/script-src[^;]*/.exec(csp)?.[0]).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:/);
    expect(csp).toContain("frame-ancestors 'none'");
    expect(csp).toContain("object-src 'none'");
  });

  it('sends document headers only with documents', async () => {
    const onPart = (await get('/assets/app-3f2a.js', '*/*')).headers;
    expect(onPart.get('x-content-type-options')).toBe('nosniff');
    expect(onPart.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(onPart.get('referrer-policy')).toBe('no-referrer');
    expect(onPart.get('strict-transport-security')).toMatch(/max-age=31536000/);
    for (const name of ['content-security-policy', 'cross-origin-opener-policy', 'x-frame-options'])
      expect(onPart.has(name), name).toBe(false);
    for (const path of ['/', '/field', '/sw.js', '/api/v1/session', '/api/docs/'])
      expect((await get(path)).headers.has('content-security-policy'), path).toBe(true);
  });
});

describe('the api', () => {
  it('returns a problem for unknown paths, not a page', async () => {
    const answer = await get('/api/v1/nothing');
    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({ code: 'api.route_not_found', status: 404 });
    expect((await get('/api')).status).toBe(404);
  });

  it('gives each request an id, even an unreadable one', async () => {
    const unreadable = await call(api, 'POST', '/session', {
      headers: { 'content-type': 'application/json', 'x-correlation-id': 'from-a-proxy-1' },
      body: '{"email":',
    });
    expect(unreadable.status).toBe(400);
    expect(unreadable.headers.get('x-correlation-id')).toBe('from-a-proxy-1');
    expect(unreadable.body).toMatchObject({
      code: 'api.body_unreadable',
      correlationId: 'from-a-proxy-1',
    });
    const odd = await call(api, 'GET', '/health/live', {
      headers: { 'x-correlation-id': 'two words' },
    });
    expect(odd.headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('rejects a body that is too large', async () => {
    const answer = await call(api, 'POST', '/session', { body: { email: 'x'.repeat(1_100_000) } });
    expect(answer.status).toBe(413);
    expect(answer.body).toMatchObject({ code: 'api.body_too_large' });
  });

  it('prevents caching of its responses', async () => {
    expect((await get('/api/v1/health/ready')).headers.get('cache-control')).toBe('no-store');
  });

  it('reports ready when its database is available', async () => {
    const ready = await get('/api/v1/health/ready');
    expect(ready.status).toBe(200);
    expect(ready.body).toEqual({ status: 'ok', checks: { database: 'up' } });
  });

  it('limits the rate of password reset requests', async () => {
    const ask = () => call(api, 'POST', '/password-resets', { body: { email: 'nobody@example.com' } });
    const statuses: number[] = [];
    for (let time = 0; time < 12; time++) statuses.push((await ask()).status);
    expect(statuses.filter((status) => status === 202)).toHaveLength(10);
    const late = await ask();
    expect(late.body).toMatchObject({ code: 'api.too_many_requests' });
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
