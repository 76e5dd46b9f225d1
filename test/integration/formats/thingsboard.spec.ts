import { FormatsFixture, nextJson } from './formats-fixture.js';

let fixture: FormatsFixture;
beforeAll(async () => {
  fixture = await FormatsFixture.open();
});
afterEach(() => fixture?.disconnectClients());
afterAll(() => fixture?.close());

describe('a device of ThingsBoard’s API', () => {
  it('connects with its token, and its readings are stored', async () => {
    const device = await fixture.addDevice();
    const client = await fixture.connect({ ...device, username: device.password, password: '' });
    const ts = Date.now() - 5000;
    await client.publishAsync(
      'v1/devices/me/telemetry',
      `{"ts":${ts},"values":{"temp":21.5,"on":true,"mode":"eco"}}`,
      { qos: 1 },
    );
    await client.publishAsync('v2/t', '{"bare":7}', { qos: 1 });
    const values = await fixture.waitForValues(device.key, 'bare');
    expect(values).toMatchObject({
      temp: { v: 21.5, t: ts },
      on: { v: true },
      mode: { v: 'eco' },
      bare: { v: 7 },
    });
  });

  it('gets errors in MQTT 5', async () => {
    const device = await fixture.addDevice();
    const client = await fixture.connect(device, { protocolVersion: 5 });
    await expect(client.publishAsync('v1/devices/me/telemetry', '5', { qos: 1 })).rejects.toThrow();
    expect(await fixture.quarantined(device.id)).toMatchObject([{ reason: 'not_an_object', payload: '5' }]);
  });

  it('reports attributes, requests them, and receives shared ones', async () => {
    const device = await fixture.addDevice();
    const client = await fixture.connect(device);
    await client.subscribeAsync(['v1/devices/me/attributes/response/+', 'v1/devices/me/attributes'], {
      qos: 1,
    });
    await client.publishAsync('v1/devices/me/attributes', '{"fw":"1.2","n":{"x":1}}', { qos: 1 });
    const notification = nextJson(client, 'v1/devices/me/attributes');
    await fixture.sql(
      `insert into device_attribute (maker_id, device_id, scope, name, value, changed_at) values ($1, $2, 'shared', 'interval', '60', now())`,
      [fixture.makerId, device.id],
    );
    expect(await notification).toEqual({ interval: 60 });
    const answer = nextJson(client, 'v1/devices/me/attributes/response/7');
    await client.publishAsync(
      'v1/devices/me/attributes/request/7',
      '{"clientKeys":"fw,none","sharedKeys":"interval"}',
      { qos: 1 },
    );
    expect(await answer).toEqual({ client: { fw: '1.2' }, shared: { interval: 60 } });
  });

  it('responds to a command, and completes a command without a response by its receipt', async () => {
    const device = await fixture.addDevice();
    const client = await fixture.connect(device);
    client.on('message', (topic, payload) => {
      const { method } = JSON.parse(payload.toString()) as { method: string };
      if (method === 'restart')
        client.publish(topic.replace('request', 'response'), '{"done":true}', { qos: 1 });
    });
    await client.subscribeAsync('v1/devices/me/rpc/request/+', { qos: 1 });
    const first = await fixture.createCommand(device.id, 'restart');
    const second = await fixture.createCommand(device.id, 'blink', false);
    expect(await fixture.waitForCommand(first, 'SUCCESSFUL')).toMatchObject({
      state: 'SUCCESSFUL',
      answer: { done: true },
    });
    expect(await fixture.waitForCommand(second, 'SUCCESSFUL')).toMatchObject({ state: 'SUCCESSFUL' });
  });

  it('receives a pending command', async () => {
    const device = await fixture.addDevice();
    const id = await fixture.createCommand(device.id, 'restart');
    const client = await fixture.connect(device);
    const command = new Promise((resolve) =>
      client.on('message', (_topic, payload) => resolve(JSON.parse(payload.toString()))),
    );
    await client.subscribeAsync('v1/devices/me/rpc/request/+', { qos: 1 });
    expect(await command).toEqual({ method: 'restart', params: { x: 1 } });
    expect((await fixture.waitForCommand(id, 'DELIVERED')).state).toBe('DELIVERED');
  });

  it('gets text for a numeric signal quarantined, as in the native format', async () => {
    const device = await fixture.addDevice();
    await fixture.describe(device, { temp: 'gauge', hours: 'counter', note: 'event' });
    const client = await fixture.connect(device);
    await client.publishAsync('v1/devices/me/telemetry', '[{"temp":"abc"},{"hours":{"h":1}}]', { qos: 1 });
    await client.publishAsync('v1/devices/me/telemetry', '{"temp":"21.5","note":"abc"}', { qos: 1 });
    expect(await fixture.waitForValues(device.key, 'note')).toMatchObject({
      temp: { v: 21.5 },
      note: { v: 'abc' },
    });
    expect(await fixture.quarantined(device.id)).toMatchObject([
      { reason: 'value_not_number', params: { index: 0, value: 'abc' }, payload: '{"temp":"abc"}' },
      { reason: 'value_not_number', params: { index: 1, value: '{"h":1}' }, payload: '{"hours":{"h":1}}' },
    ]);
  });

  it.each(['fw', 'sw'])('is notified that there is no %s package, and stays connected', async (kind) => {
    const client = await fixture.connect(await fixture.addDevice());
    await client.subscribeAsync([`v2/${kind}/response/+/chunk/+`, `v2/${kind}/error`], { qos: 1 });
    const notification = new Promise((resolve) =>
      client.once('message', (...said) => resolve(said.slice(0, 2))),
    );
    await client.publishAsync(`v2/${kind}/request/1/chunk/0`, '16384', { qos: 1 });
    expect(await notification).toEqual([
      `v2/${kind}/error`,
      Buffer.from('No package is assigned to this device'),
    ]);
    await client.publishAsync('v1/devices/me/telemetry', '{"a":1}', { qos: 1 });
    expect(client.connected).toBe(true);
  });

  it('is notified that provisioning is unavailable, and stays connected', async () => {
    const client = await fixture.connect(await fixture.addDevice());
    await client.subscribeAsync('/provision/response');
    const answer = nextJson(client, '/provision/response');
    await client.publishAsync(
      '/provision/request',
      '{"deviceName":"P","provisionDeviceKey":"k","provisionDeviceSecret":"s"}',
      { qos: 1 },
    );
    expect(await answer).toMatchObject({ status: 'FAILURE' });
    await client.publishAsync('v1/devices/me/telemetry', '{"a":1}', { qos: 1 });
    expect(client.connected).toBe(true);
  });

  it('requests its limits', async () => {
    const client = await fixture.connect(await fixture.addDevice());
    await client.subscribeAsync('v1/devices/me/rpc/response/+');
    const answer = nextJson(client, 'v1/devices/me/rpc/response/1');
    await client.publishAsync('v1/devices/me/rpc/request/1', '{"method":"getSessionLimits","params":{}}', {
      qos: 1,
    });
    expect(await answer).toMatchObject({ maxPayloadSize: 262144, maxInflightMessages: 100 });
  });

  it('receives no messages for other devices', async () => {
    const [device, other] = [await fixture.addDevice(), await fixture.addDevice()];
    const [client, listener] = [await fixture.connect(device), await fixture.connect(other)];
    const received: string[] = [];
    listener.on('message', (topic) => received.push(topic));
    await listener.subscribeAsync([
      'v1/devices/me/rpc/request/+',
      'v1/devices/me/rpc/response/+',
      'v1/devices/me/attributes',
    ]);
    await client.subscribeAsync(['v1/devices/me/rpc/request/+', 'v1/devices/me/rpc/response/+'], { qos: 1 });
    const id = await fixture.createCommand(device.id, 'blink', false);
    await client.publishAsync('v1/devices/me/rpc/request/1', '{"method":"getTime"}', { qos: 1 });
    await fixture.waitForCommand(id, 'SUCCESSFUL');
    expect(received).toEqual([]);
  });
});

describe('a gateway of ThingsBoard’s API', () => {
  it('adds devices, and reports their data', async () => {
    const gateway = await fixture.addDevice('gateway', true);
    const client = await fixture.connect(gateway);
    const ts = Date.now() - 5000;
    await client.publishAsync('v1/gateway/connect', '{"device":"Line 1","type":"press"}', { qos: 1 });
    await client.publishAsync(
      'v1/gateway/telemetry',
      `{"Line 1":[{"ts":${ts},"values":{"temp":1}}],"Line 2":[{"ts":${ts},"values":{"temp":2}}]}`,
      { qos: 1 },
    );
    const [one, two] = [
      await fixture.findDeviceBehind(gateway, 'Line 1'),
      await fixture.findDeviceBehind(gateway, 'Line 2'),
    ];
    expect(await fixture.waitForValues(one.key, 'temp')).toMatchObject({ temp: { v: 1, t: ts } });
    expect(await fixture.waitForValues(two.key, 'temp')).toMatchObject({ temp: { v: 2, t: ts } });
  });

  it('gets data of unmapped devices quarantined', async () => {
    const gateway = await fixture.addDevice('gateway');
    const client = await fixture.connect(gateway);
    await client.publishAsync('v1/gateway/telemetry', '{"Nobody":[{"t":1}]}', { qos: 1 });
    expect(await fixture.quarantined(gateway.id)).toMatchObject([
      {
        reason: 'device_unknown',
        params: { device: 'Nobody' },
        payload: '{"device":"Nobody","message":"{\\"t\\":1}"}',
      },
    ]);
    await client.publishAsync('v1/gateway/attributes', '{"Nobody":{"fw":"9"}}', { qos: 1 });
    expect(await fixture.quarantined(gateway.id)).toContainEqual(
      expect.objectContaining({ reason: 'device_unknown', payload: '{"Nobody":{"fw":"9"}}' }),
    );
    expect(
      await fixture.sql('select name, device_id from gateway_device where gateway_id = $1', [gateway.id]),
    ).toEqual([{ name: 'Nobody', device_id: null }]);
  });

  it('transfers commands, responses and attributes', async () => {
    const gateway = await fixture.addDevice('gateway', true);
    const client = await fixture.connect(gateway);
    await client.subscribeAsync(
      ['v1/gateway/rpc', 'v1/gateway/attributes', 'v1/gateway/attributes/response'],
      { qos: 1 },
    );
    await client.publishAsync('v1/gateway/connect', '{"device":"Press"}', { qos: 1 });
    const press = await fixture.findDeviceBehind(gateway, 'Press');
    const command = nextJson(client, 'v1/gateway/rpc');
    const id = await fixture.createCommand(press.id, 'restart');
    const said = (await command) as { device: string; data: { id: number; method: string } };
    expect(said).toMatchObject({ device: 'Press', data: { method: 'restart', params: { x: 1 } } });
    await client.publishAsync(
      'v1/gateway/rpc',
      JSON.stringify({ device: 'Press', id: said.data.id, data: { success: false } }),
      { qos: 1 },
    );
    expect((await fixture.waitForCommand(id, 'FAILED')).state).toBe('FAILED');
    // The messages are sent one after the other, so the last value is stored.
    await Promise.all(
      ['{"Press":{"fw":"1"}}', '{"Press":{"fw":"2"}}'].map((said) =>
        client.publishAsync('v1/gateway/attributes', said, { qos: 1 }),
      ),
    );
    const answer = nextJson(client, 'v1/gateway/attributes/response');
    await client.publishAsync('v1/gateway/attributes/request', '{"id":3,"device":"Press","client":["fw"]}', {
      qos: 1,
    });
    expect(await answer).toEqual({ id: 3, device: 'Press', client: { fw: '2' } });
    const older = nextJson(client, 'v1/gateway/attributes/response');
    await client.publishAsync(
      'v1/gateway/attributes/request',
      '{"id":4,"device":"Press","client":true,"key":"fw"}',
      { qos: 1 },
    );
    expect(await older).toEqual({ id: 4, device: 'Press', value: '2' });
  });
});
