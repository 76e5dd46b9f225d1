import pg from 'pg';
import { databaseUrlFor } from '#platform';
import { DeviceDirectory } from '#telemetry';
import { agentOf, byKey, send } from '../../support/http.js';
import { DeviceAccess } from '../../../apps/ingest/src/access/device-access.js';
import { BrokerAuth } from '../../../apps/ingest/src/broker-auth/broker-auth.js';
import { findFreePort } from '../../support/free-port.js';
import { FormatsFixture, type SignedDevice } from '../formats/formats-fixture.js';

const SECRET = 'what the broker shows';

/** Requests as documented by EMQX and VerneMQ. */
describe('brokers that authorize over HTTP', () => {
  let fixture: FormatsFixture;
  let pool: pg.Pool;
  let auth: BrokerAuth;
  let device: SignedDevice;
  let other: SignedDevice;
  let now = Date.now();
  let address: string;

  beforeAll(async () => {
    fixture = await FormatsFixture.open();
    const { url, secret } = fixture.database;
    pool = new pg.Pool({ connectionString: databaseUrlFor('dutycycle_ingest', url, secret), max: 2 });
    const clock = (): Date => new Date(now);
    const access = new DeviceAccess(pool, new DeviceDirectory(pool, () => now), clock);
    const port = await findFreePort();
    address = `http://127.0.0.1:${port}`;
    const product = { username: 'dutycycle', password: 'product' };
    auth = new BrokerAuth({ host: '127.0.0.1', port, secret: SECRET, product }, access);
    await auth.listen();
    [device, other] = [await fixture.addDevice(), await fixture.addDevice()];
  });
  afterAll(async () => {
    auth?.close();
    await pool?.end();
    await fixture?.close();
  });

  async function request(path: string, body: object, headers: Record<string, string> = {}): Promise<unknown> {
    const answer = await send<unknown>(agentOf({ url: address }), 'POST', path, {
      as: byKey({ key: SECRET }),
      body,
      headers,
    });
    return answer.status === 200 ? answer.body : answer.status;
  }
  const emqxAuth = (username: string, password: string, peerhost = '10.0.0.1') =>
    request('/mqtt/auth', { username, password, clientid: 'c', peerhost });
  const emqxAcl = (username: string, action: string, topic: string) =>
    request('/mqtt/acl', { username, action, topic });
  /** VerneMQ can't send custom headers, so the secret is in the URL. */
  const vernemq = (hook: string, body: object) =>
    request(`/mqtt/vernemq?secret=${encodeURIComponent(SECRET)}`, body, {
      authorization: '',
      'vernemq-hook': hook,
    });
  const [ALLOW, DENY] = [
    { result: 'allow', is_superuser: false },
    { result: 'deny', is_superuser: false },
  ];
  const admitted = ({ username, code }: SignedDevice) => ({
    ...ALLOW,
    client_attrs: { login: username, device: `acme/${code}` },
  });
  const NOT_ALLOWED = { result: { error: 'not_allowed' } };
  const topic = ({ code }: SignedDevice, channel: string) => `eaas/acme/${code}/${channel}`;

  it('admit devices with the right password', async () => {
    expect(await emqxAuth(device.username, device.password)).toEqual(admitted(device));
    expect(await emqxAuth(device.username, other.password)).toEqual(DENY);
    expect(await emqxAuth('acme/none/1', device.password)).toEqual(DENY);
    expect(await emqxAuth(device.password, '')).toEqual(admitted(device));
    expect(await emqxAuth('no token', '')).toEqual(DENY);
    const register = { peer_addr: '10.0.0.1', peer_port: 8888, mountpoint: '', client_id: 'c' };
    const { username, password } = device;
    expect(await vernemq('auth_on_register', { ...register, username, password })).toEqual({
      result: 'ok',
      modifiers: { username, max_message_rate: 200_000 },
    });
    expect(await vernemq('auth_on_register', { ...register, username: password })).toMatchObject({
      modifiers: { username },
    });
    expect(await vernemq('auth_on_register_m5', { ...register, username, password: 'x' })).toEqual(
      NOT_ALLOWED,
    );
  });

  it('let a device publish and read its own topics, and nothing else', async () => {
    for (const channel of ['telemetry', 'event', 'state', 'ask'])
      expect(await emqxAcl(device.username, 'publish', topic(device, channel))).toEqual(ALLOW);
    for (const channel of ['command/#', 'error', 'answer'])
      expect(await emqxAcl(device.username, 'subscribe', topic(device, channel))).toEqual(ALLOW);
    for (const [action, foreign] of [
      ['publish', topic(other, 'telemetry')],
      ['publish', topic(device, 'command')],
      ['publish', 'v1/devices/me/telemetry'],
      ['publish', 'dutycycle/internal/hint/x'],
      ['subscribe', topic(other, 'command/#')],
      ['subscribe', topic(device, 'telemetry')],
      ['subscribe', 'eaas/#'],
      ['subscribe', '#'],
    ] as const)
      expect([foreign, await emqxAcl(device.username, action, foreign)]).toEqual([foreign, DENY]);
    const topics = (...names: string[]) => names.map((name) => ({ topic: name, qos: 1 }));
    const own = topics(topic(device, 'error'));
    const subscribe = (wanted: object[]) =>
      vernemq('auth_on_subscribe', {
        username: device.username,
        client_id: 'c',
        mountpoint: '',
        topics: wanted,
      });
    expect(await subscribe(own)).toEqual({ result: 'ok' });
    expect(await subscribe([...own, ...topics('#')])).toEqual(NOT_ALLOWED);
    expect(await subscribe([])).toEqual(NOT_ALLOWED);
  });

  it('admit topics that name only "me" if the broker inserts the name', async () => {
    const [me, named] = ['v1/devices/me/telemetry', topic(device, 'v1/devices/me/telemetry')];
    const asked = { username: 'token', login: device.username, action: 'publish', topic: me };
    const mountedOf = ({ code }: SignedDevice) =>
      request('/mqtt/acl', { ...asked, mountpoint: `eaas/acme/${code}/` });
    expect([await mountedOf(device), await mountedOf(other)]).toEqual([ALLOW, DENY]);
    const publish = (name: string) =>
      vernemq('auth_on_publish', { username: device.username, client_id: 'c', mountpoint: '', topic: name });
    expect(await publish(me)).toEqual({ result: 'ok', modifiers: { topic: named } });
    expect(await publish(named)).toEqual({ result: 'ok' });
    expect(await publish('v1/devices/me/nothing')).toEqual(NOT_ALLOWED);
    expect(await publish(`spBv1.0/acme/NDATA/${device.code}`)).toEqual({ result: 'ok' });
    expect(await publish(`spBv1.0/beta/NDATA/${device.code}`)).toEqual(NOT_ALLOWED);
  });

  it('grant the product all permissions', async () => {
    expect(await emqxAuth('dutycycle', 'product')).toEqual(ALLOW);
    expect(await emqxAuth('dutycycle', 'guess')).toEqual(DENY);
    expect(await emqxAcl('dutycycle', 'subscribe', 'eaas/+/+/telemetry')).toEqual(ALLOW);
  });

  it('reflect a revoked credential within seconds', async () => {
    const gone = await fixture.addDevice();
    expect(await emqxAcl(gone.username, 'publish', topic(gone, 'telemetry'))).toEqual(ALLOW);
    await fixture.sql('update device_credential set revoked_at = now() where device_id = $1', [gone.id]);
    expect(await emqxAuth(gone.username, gone.password)).toEqual(DENY);
    now += 6000;
    expect(await emqxAcl(gone.username, 'publish', topic(gone, 'telemetry'))).toEqual(DENY);
  });

  it('lock out clients that guess passwords', async () => {
    const guessed = await fixture.addDevice();
    for (let i = 0; i < 10; i++) await emqxAuth(guessed.username, `guess ${i}`, '10.9.9.9');
    expect(await emqxAuth(guessed.username, guessed.password, '10.9.9.9')).toEqual(DENY);
    expect(await emqxAuth(guessed.username, guessed.password, '10.8.8.8')).toEqual(admitted(guessed));
  });

  it('reveal nothing without the secret', async () => {
    const body = { username: device.username, password: device.password };
    expect(await request('/mqtt/auth', body, { authorization: 'Bearer other' })).toBe(401);
    expect(await request('/mqtt/auth', body, { authorization: '' })).toBe(401);
    expect(await request('/mqtt/none', body)).toBe(404);
  });
});
