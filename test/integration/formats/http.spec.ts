import { agentOf, send } from '../../support/http.js';
import { FormatsFixture, type SignedDevice } from './formats-fixture.js';

let fixture: FormatsFixture;
let device: SignedDevice;
beforeAll(async () => {
  fixture = await FormatsFixture.open();
  device = await fixture.addDevice();
});
afterAll(() => fixture?.close());

const call = (
  path: string,
  body: string | undefined,
  headers: Record<string, string> = {},
  method = body === undefined ? 'GET' : 'POST',
): Promise<{ status: number; body: unknown }> =>
  send(agentOf({ url: `http://127.0.0.1:${fixture.httpPort}` }), method, path, { headers, body }).then(
    ({ status, body: answer }) => ({ status, body: answer }),
  );
const basic = ({ username, password }: Pick<SignedDevice, 'username' | 'password'>) => ({
  authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
});
const post = (payload: object | string, from = device, headers = basic(from)) =>
  call(
    `/ingest/v1/acme/${from.code}/telemetry`,
    typeof payload === 'string' ? payload : JSON.stringify(payload),
    headers,
  );

describe('readings over HTTP', () => {
  const ts = Date.now() - 10_000;

  it('are stored once in the native format', async () => {
    const message = { ts, seq: 1, g: { pressure_bar: 7.2 } };
    expect(await post(message)).toEqual({ status: 200, body: { stored: 1, duplicates: 0, quarantined: 0 } });
    expect(await post(message)).toEqual({ status: 200, body: { stored: 0, duplicates: 1, quarantined: 0 } });
    expect(await fixture.waitForValues(device.key, 'pressure_bar')).toMatchObject({
      pressure_bar: { v: 7.2, t: ts },
    });
  });

  it('are quarantined in both formats if a numeric signal is sent as text', async () => {
    const other = await fixture.addDevice();
    await fixture.describe(other, { temp: 'gauge' });
    const refused = { status: 400, body: { quarantined: 1, faults: [{ reason: 'value_not_number' }] } };
    expect(await post({ ts, e: { temp: 'abc' } }, other)).toMatchObject(refused);
    const token = encodeURIComponent(other.password);
    expect(await call(`/api/v1/${token}/telemetry`, '{"temp":"abc"}')).toMatchObject(refused);
  });

  it('are stored in ThingsBoard’s format with the token', async () => {
    const token = encodeURIComponent(device.password);
    expect(await call(`/api/v1/${token}/telemetry`, `{"ts":${ts},"values":{"temp":1}}`)).toMatchObject({
      status: 200,
      body: { stored: 1 },
    });
    expect(await call(`/api/v1/${token}/attributes`, '{"fw":"3"}')).toEqual({ status: 200, body: {} });
    expect(await call(`/api/v1/${token}/attributes`, '{"fw":1e999}')).toMatchObject({
      status: 400,
      body: { quarantined: 1, faults: [{ reason: 'number_out_of_range' }] },
    });
    expect(await fixture.quarantined(device.id)).toContainEqual(
      expect.objectContaining({ reason: 'number_out_of_range', payload: '{"fw":1e999}' }),
    );
    expect(await call(`/api/v1/${token}/attributes?clientKeys=fw`, undefined)).toEqual({
      status: 200,
      body: { client: { fw: '3' } },
    });
  });

  it('report their quarantined parts', async () => {
    expect(await post('[{"g":{"p":1},"seq":5},{"g":{"p":"x"}}]')).toMatchObject({
      status: 200,
      body: { stored: 1, quarantined: 1, faults: [{ reason: 'value_not_number' }] },
    });
    expect(await post('nonsense')).toMatchObject({
      status: 400,
      body: { code: 'not_json', stored: 0, quarantined: 1 },
    });
  });

  it('are rejected without the correct credential, and on paths of other devices', async () => {
    expect(await post({}, device, {} as never)).toMatchObject({ status: 401 });
    expect(await post({}, device, basic({ ...device, password: 'wrong' }))).toMatchObject({ status: 401 });
    expect(await call('/api/v1/wrong/telemetry', '{"t":1}')).toMatchObject({ status: 401 });
    expect(await call('/ingest/v1/acme/D-other/telemetry', '{}', basic(device))).toMatchObject({
      status: 403,
    });
  });

  it('are rejected when they are too large, or the path or method is invalid', async () => {
    expect(await post('x'.repeat(300_000))).toMatchObject({ status: 413 });
    expect(await call('/elsewhere', undefined)).toMatchObject({ status: 404 });
    expect(await call('/api/v1/t/telemetry', undefined)).toMatchObject({ status: 405 });
  });

  it('are locked out after ten wrong credentials', async () => {
    const target = await fixture.addDevice();
    for (let i = 0; i < 10; i++) await post({}, target, basic({ ...target, password: `guess ${i}` }));
    expect(await post({}, target)).toMatchObject({ status: 429 });
  });
});
