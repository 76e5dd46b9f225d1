/// <reference types="vitest/globals" />
import { fakeApi, json, page, problem } from '../../test/fake-api.js';
import { renderPortalHook } from '../../test/render.js';
import { discardEarlyResponses, sendEarly } from '../boot/early-responses.js';
import { ApiProblem } from '../problems/problem.js';
import { areaOf, useMay } from './session.js';
import { listenForSessionEnd, setCsrfToken } from './client.js';
import { request } from './transport.js';

afterEach(() => {
  setCsrfToken(null);
  discardEarlyResponses();
});

describe('a request', () => {
  it('writes its query: lists once for each value, nothing for missing values', async () => {
    const api = fakeApi({ 'GET /machines': page() });
    await request('GET', '/machines', {
      query: { state: ['load', 'idle'], search: '', hubId: undefined, limit: 5 },
    });
    expect(api.requests[0]?.search).toBe('?state=load&state=idle&limit=5');
  });

  it('that changes something carries the token, its version and its idempotency key', async () => {
    setCsrfToken('token');
    const api = fakeApi({
      'PATCH /machines/m': json({ id: 'm' }),
      'GET /machines/m': json({ id: 'm' }),
      'POST /retention/runs': json({}),
    });
    await request('PATCH', '/machines/{id}', { path: { id: 'm' }, body: { serial: 'S' }, ifMatch: 3 });
    const [sent] = api.requests;
    expect(sent?.body).toEqual({ serial: 'S' });
    expect(Object.fromEntries(sent?.headers ?? [])).toMatchObject({
      'content-type': 'application/json',
      'x-csrf-token': 'token',
      'if-match': '"3"',
    });
    await request('GET', '/machines/{id}', { path: { id: 'm' } });
    expect(api.requests[1]?.headers.has('x-csrf-token')).toBe(false);
    await request('POST', '/retention/runs', { idempotencyKey: 'key' });
    expect(api.requests[2]?.headers.get('idempotency-key')).toBe('key');
  });

  it('sends forms and bytes unchanged', async () => {
    const api = fakeApi({ 'POST /imports/preview': json({}), 'PUT /history-imports/h/content': json({}) });
    const form = new FormData();
    form.set('kind', 'sites');
    await request('POST', '/imports/preview', { body: form });
    expect(api.requests[0]?.body).toEqual(form);
    expect(api.requests[0]?.headers.get('content-type')).toMatch(/^multipart\/form-data; boundary/);
    await request('PUT', '/history-imports/{id}/content', {
      path: { id: 'h' },
      query: { offset: 0 },
      body: new Blob(['x']),
    });
    expect(api.requests[1]?.headers.get('content-type')).toBe('application/octet-stream');
  });

  it('resolves to undefined for a response without content', async () => {
    fakeApi({ 'DELETE /costs/c': json(undefined) });
    expect(await request('DELETE', '/costs/{id}', { path: { id: 'c' }, ifMatch: 1 })).toBeUndefined();
  });

  it('throws the problem of an error response', async () => {
    fakeApi({ 'POST /session': problem(409, 'equipment.serial_taken', { params: { serial: 'S' } }) });
    const rejected = request('POST', '/session', { body: { email: 'a@b.c', password: 'p' } });
    await expect(rejected).rejects.toBeInstanceOf(ApiProblem);
    await expect(rejected).rejects.toMatchObject({
      problem: { status: 409, code: 'equipment.serial_taken', params: { serial: 'S' } },
    });
  });

  it('uses an early response once, and none after a change', async () => {
    let machines = 1;
    const api = fakeApi({
      'GET /fleet/summary': () => json({ machines: machines++ }),
      'POST /retention/runs': json({}),
    });
    await sendEarly('/api/v1/fleet/summary');
    expect(await request('GET', '/fleet/summary')).toEqual({ machines: 1 });
    expect(await request('GET', '/fleet/summary')).toEqual({ machines: 2 });
    await sendEarly('/api/v1/fleet/summary');
    await request('POST', '/retention/runs');
    expect(await request('GET', '/fleet/summary')).toEqual({ machines: 4 });
    expect(api.requests.filter(({ path }) => path === '/fleet/summary')).toHaveLength(4);
  });

  it('reports an ended session, except for requests that check the session', async () => {
    const ended = vi.fn();
    const stopListening = listenForSessionEnd(ended);
    fakeApi({ 'GET /*': problem(401, 'organization.not_signed_in') });
    await request('GET', '/session').catch(() => undefined);
    expect(ended).not.toHaveBeenCalled();
    await request('GET', '/today').catch(() => undefined);
    expect(ended).toHaveBeenCalledTimes(1);
    stopListening();
    await request('GET', '/today').catch(() => undefined);
    expect(ended).toHaveBeenCalledTimes(1);
  });
});

describe('the area of a role', () => {
  it.each([
    ['customer_admin', 'customer'],
    ['customer_viewer', 'customer'],
    ['technician', 'technician'],
    ['verifier', 'verifier'],
    ['finance', 'maker'],
    ['admin', 'maker'],
  ] as const)('%s is %s', (role, area) => {
    expect(areaOf(role)).toBe(area);
  });

  it('grants only the permissions listed in the session', async () => {
    const { result } = await renderPortalHook(() => useMay(), {
      session: { permissions: ['tickets.raise'] },
    });
    expect(result.current('tickets.raise')).toBe(true);
    expect(result.current('tickets')).toBe(false);
  });
});
