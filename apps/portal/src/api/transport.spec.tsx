/// <reference types="vitest/globals" />
import { fakeApi, json, page, problem } from '../../test/fake-api.js';
import { renderPortalHook } from '../../test/render.js';
import { forgetEarlyAnswers, sendEarly } from '../boot/early-answers.js';
import { ApiProblem } from '../problems/problem.js';
import { areaOf, useMay } from './session.js';
import { listenForSessionEnd, request, setCsrfToken } from './transport.js';

afterEach(() => {
  setCsrfToken(null);
  forgetEarlyAnswers();
});

describe('a request', () => {
  it('writes its query: lists once for each value, nothing for what is not given', async () => {
    const api = fakeApi({ 'GET /machines': page() });
    await request('GET', '/machines', {
      query: { state: ['load', 'idle'], search: '', hub: undefined, limit: 5 },
    });
    expect(api.requests[0]?.search).toBe('?state=load&state=idle&limit=5');
  });

  it('that changes something carries the token, its version and its key', async () => {
    setCsrfToken('token');
    const api = fakeApi({ 'PATCH /machines/m': json({ id: 'm' }), 'GET /machines/m': json({ id: 'm' }) });
    await request('PATCH', '/machines/m', { body: { serial: 'S' }, ifMatch: 3, idempotencyKey: 'key' });
    const [sent] = api.requests;
    expect(sent?.body).toEqual({ serial: 'S' });
    expect(Object.fromEntries(sent?.headers ?? [])).toMatchObject({
      'content-type': 'application/json',
      'x-csrf-token': 'token',
      'if-match': '"3"',
      'idempotency-key': 'key',
    });
    await request('GET', '/machines/m');
    expect(api.requests[1]?.headers.has('x-csrf-token')).toBe(false);
  });

  it('sends a form and bytes as they are', async () => {
    const api = fakeApi({ 'POST /files': json({}) });
    const form = new FormData();
    await request('POST', '/files', { body: form });
    expect(api.requests[0]?.body).toBe(form);
    expect(api.requests[0]?.headers.has('content-type')).toBe(false);
    await request('POST', '/files', { body: new Blob(['x']) });
    expect(api.requests[1]?.headers.get('content-type')).toBe('application/octet-stream');
  });

  it('answers with nothing where there is no content', async () => {
    fakeApi({ 'DELETE /machines/m': json(undefined) });
    expect(await request('DELETE', '/machines/m')).toBeUndefined();
  });

  it('throws the problem of a refusal', async () => {
    fakeApi({ 'POST /machines': problem(409, 'equipment.serial_taken', { params: { serial: 'S' } }) });
    const refused = request('POST', '/machines');
    await expect(refused).rejects.toBeInstanceOf(ApiProblem);
    await expect(refused).rejects.toMatchObject({
      problem: { status: 409, code: 'equipment.serial_taken', params: { serial: 'S' } },
    });
  });

  it('takes an early answer once, and none after a change', async () => {
    let machines = 1;
    const api = fakeApi({ 'GET /fleet': () => json({ machines: machines++ }), 'POST /machines': json({}) });
    await sendEarly('/api/v1/fleet');
    expect(await request('GET', '/fleet')).toEqual({ machines: 1 });
    expect(await request('GET', '/fleet')).toEqual({ machines: 2 });
    await sendEarly('/api/v1/fleet');
    await request('POST', '/machines');
    expect(await request('GET', '/fleet')).toEqual({ machines: 4 });
    expect(api.requests.filter(({ path }) => path === '/fleet')).toHaveLength(4);
  });

  it('tells of a session that ended, but not where it is asked for', async () => {
    const ended = vi.fn();
    const stop = listenForSessionEnd(ended);
    fakeApi({ 'GET /*': problem(401, 'organization.not_signed_in') });
    await request('GET', '/session').catch(() => undefined);
    expect(ended).not.toHaveBeenCalled();
    await request('GET', '/fleet').catch(() => undefined);
    expect(ended).toHaveBeenCalledTimes(1);
    stop();
    await request('GET', '/fleet').catch(() => undefined);
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

  it('a right is one that the session lists', async () => {
    const { result } = await renderPortalHook(() => useMay(), {
      session: { permissions: ['tickets.raise'] },
    });
    expect(result.current('tickets.raise')).toBe(true);
    expect(result.current('tickets')).toBe(false);
  });
});
