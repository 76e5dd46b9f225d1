import pg from 'pg';
import { DevicesService, GatewaysService } from '#equipment';
import { databaseUrlFor } from '#platform';
import { DeviceApiStore, DeviceAttributes, DeviceCommands, type DeviceRef } from '#telemetry';
import { NOW, TelemetryFixture } from './telemetry-fixture.js';

let fixture: TelemetryFixture;
let pool: pg.Pool;
let now: Date;
let store: DeviceApiStore;
beforeAll(async () => {
  fixture = await TelemetryFixture.open();
  const { url, secret } = fixture.database;
  pool = new pg.Pool({ connectionString: databaseUrlFor('dutycycle_ingest', url, secret), max: 2 });
  store = new DeviceApiStore(pool, () => now);
});
beforeEach(() => {
  now = NOW;
});
afterAll(async () => {
  await pool?.end();
  await fixture?.close();
});

let gateways = 0;
async function addGateway(createsDevices: boolean): Promise<DeviceRef & { id: string }> {
  const devices = fixture.get(DevicesService);
  const { id, deviceKey } = await devices.create(fixture.engineer, {
    code: `GW-${++gateways}`,
    kind: 'gateway',
    siteId: fixture.a.ids.site!,
  });
  if (createsDevices) await devices.change(fixture.engineer, id, 1, { createsDevices });
  return { id, makerId: fixture.maker.makerId, deviceId: id, deviceKey };
}

describe('devices behind a gateway', () => {
  it('wait to be adopted, and are then recognised by name', async () => {
    const gateway = await addGateway(false);
    const names = fixture.get(GatewaysService);
    expect(await store.claimForGateway(gateway, 'Device A')).toBeUndefined();
    expect(await store.claimForGateway(gateway, 'Device A')).toBeUndefined();
    expect(await names.list(fixture.engineer, gateway.id)).toEqual([
      {
        name: 'Device A',
        device: null,
        proposedCode: 'Device-A',
        firstSeenAt: NOW,
        lastSeenAt: NOW,
        ignoredAt: null,
      },
    ]);
    const { device } = await fixture.addDevice();
    await names.adopt(fixture.engineer, gateway.id, 'Device A', { deviceId: device.deviceId });
    expect(await store.claimForGateway(gateway, 'Device A')).toBe(device.deviceKey);
    await expect(
      names.adopt(fixture.engineer, gateway.id, 'Device A', { deviceId: device.deviceId }),
    ).rejects.toMatchObject({ code: 'equipment.gateway_name_adopted' });
  });

  it('can be adopted as new devices', async () => {
    const gateway = await addGateway(false);
    await store.claimForGateway(gateway, 'Press 1');
    const location = { siteId: fixture.a.ids.site! };
    const device = await fixture
      .get(GatewaysService)
      .adopt(fixture.engineer, gateway.id, 'Press 1', { code: 'Press-1', place: location });
    expect(await store.claimForGateway(gateway, 'Press 1')).toBe(device.deviceKey);
  });

  it("are created from the gateway's names if the maker allows this, and get a location later", async () => {
    const gateway = await addGateway(true);
    const key = await store.claimForGateway(gateway, 'Mixer 7');
    const [made] = await fixture.sql<{ id: string; code: string; gateway_id: string }>(
      'select id, code, gateway_id, machine_id, site_id from device where device_key = $1',
      [key],
    );
    expect(made).toMatchObject({ code: 'Mixer-7', gateway_id: gateway.id, machine_id: null, site_id: null });
    expect(
      await fixture.sql('select action, actor_kind from audit_entry where entity_id = $1', [made!.id]),
    ).toEqual([{ action: 'equipment.device_created', actor_kind: 'device' }]);
    const known = (await fixture.directory.find(key!))!;
    await fixture.send(known, { ts: NOW.getTime() - 1000, g: { speed: 3 } });
    const { machineId } = await fixture.addDevice();
    const devices = fixture.get(DevicesService);
    await devices.change(fixture.engineer, made!.id, 1, { place: { machineId } });
    const { machineId: other } = await fixture.addDevice();
    await expect(
      devices.change(fixture.engineer, made!.id, 2, { place: { machineId: other } }),
    ).rejects.toMatchObject({ code: 'equipment.device_has_readings' });
  });

  it('are never mapped to another device by its code', async () => {
    const gateway = await addGateway(true);
    const { device } = await fixture.addDevice();
    expect(await store.claimForGateway(gateway, device.code)).toBeUndefined();
    const [waiting] = await fixture.get(GatewaysService).list(fixture.engineer, gateway.id);
    expect(waiting).toMatchObject({ name: device.code, device: null });
  });

  it('are not created from an ignored name', async () => {
    const gateway = await addGateway(false);
    await store.claimForGateway(gateway, 'Test');
    const names = fixture.get(GatewaysService);
    await names.ignore(fixture.engineer, gateway.id, 'Test');
    await fixture.get(DevicesService).change(fixture.engineer, gateway.id, 1, { createsDevices: true });
    expect(await store.claimForGateway(gateway, 'Test')).toBeUndefined();
    await expect(names.ignore(fixture.engineer, gateway.id, 'Nobody')).rejects.toMatchObject({
      code: 'equipment.gateway_name_not_found',
    });
  });

  it('can be mapped only for gateways', async () => {
    const { device } = await fixture.addDevice();
    await expect(fixture.get(GatewaysService).list(fixture.engineer, device.deviceId)).rejects.toMatchObject({
      code: 'equipment.device_not_gateway',
    });
    await expect(
      fixture.get(DevicesService).change(fixture.engineer, device.deviceId, 1, { createsDevices: true }),
    ).rejects.toMatchObject({ code: 'equipment.device_not_gateway' });
  });

  it.each(['', 'x'.repeat(256), 'a\0b', '\ud800'])('can’t have the name %j', async (name) => {
    const gateway = await addGateway(true);
    expect(await store.claimForGateway(gateway, name)).toBeUndefined();
    expect(await fixture.get(GatewaysService).list(fixture.engineer, gateway.id)).toEqual([]);
  });
});

describe('attributes', () => {
  it('are reported by the device and set by the maker', async () => {
    const { device } = await fixture.addDevice();
    const attributes = fixture.get(DeviceAttributes);
    await store.storeAttributes(device, { fw: '1.0', on: true });
    await store.storeAttributes(device, { fw: '1.1', n: { x: [1] } });
    await attributes.setShared(fixture.engineer, device.deviceId, { interval: 60, mode: 'eco' });
    await attributes.setShared(fixture.engineer, device.deviceId, { interval: 30, mode: null });
    expect(await store.findAttributesChangedSince(new Date(NOW.getTime() - 1))).toContainEqual(
      expect.objectContaining({ deviceKey: device.deviceKey, name: 'interval', value: 30 }),
    );
    expect(await store.findAttributes(device)).toEqual({
      client: { fw: '1.1', on: true, n: { x: [1] } },
      shared: { interval: 30 },
    });
    expect(
      (await attributes.list(fixture.engineer, device.deviceId)).map(({ scope, name }) => [scope, name]),
    ).toEqual([
      ['client', 'fw'],
      ['client', 'n'],
      ['client', 'on'],
      ['shared', 'interval'],
    ]);
    const [audit] = await fixture.sql(
      `select before, after from audit_entry where action = 'telemetry.attributes_set' and entity_id = $1 order by at desc, id desc limit 1`,
      [device.deviceId],
    );
    expect(audit).toEqual({ before: { interval: 60, mode: 'eco' }, after: { interval: 30, mode: null } });
    await expect(attributes.setShared(fixture.engineer, device.deviceId, {})).rejects.toMatchObject({
      code: 'telemetry.attributes_invalid',
    });
  });

  it('are limited to the maximum', async () => {
    const { device } = await fixture.addDevice();
    const many = (from: number) =>
      Object.fromEntries(Array.from({ length: 256 }, (_, i) => [`k${from + i}`, from + i]));
    const { k255: _, ...almost } = many(0);
    expect(await store.storeAttributes(device, almost)).toBe(255);
    // There is room for only one more attribute, so only the first new one is stored.
    expect(await store.storeAttributes(device, { ...many(200), k0: 'new' })).toBe(55 + 1 + 1);
    const { client } = await store.findAttributes(device);
    expect(Object.keys(client)).toHaveLength(256);
    expect(client).toMatchObject({ k0: 'new', k255: 255 });
  });
});

describe('commands', () => {
  const give = (device: DeviceRef, wantsAnswer = true) =>
    fixture.get(DeviceCommands).create(fixture.engineer, device.deviceId, {
      method: 'restart',
      params: { delay: 1 },
      wantsAnswer,
      reason: 'after the update',
      expiresInSeconds: 60,
    });
  const states = async (device: DeviceRef): Promise<string[]> =>
    (await fixture.get(DeviceCommands).list(fixture.engineer, device.deviceId)).map(({ state }) => state);

  it('are sent once and end with a response', async () => {
    const { device } = await fixture.addDevice();
    const { number } = await give(device);
    expect(await store.findDevicesWithCommands()).toContain(device.deviceKey);
    const sent = await Promise.all([store.takeQueued(device), store.takeQueued(device)]);
    expect(sent.flat()).toEqual([{ number, method: 'restart', params: { delay: 1 }, wantsAnswer: true }]);
    expect(await store.markDelivered(device, number)).toBe(true);
    expect(await states(device)).toEqual(['DELIVERED']);
    expect(await store.recordAnswer(device, number, { success: true })).toBe(true);
    expect(await store.recordAnswer(device, number, { success: true })).toBe(false);
    expect(await fixture.get(DeviceCommands).list(fixture.engineer, device.deviceId)).toMatchObject([
      { state: 'SUCCESSFUL', answer: { success: true }, reason: 'after the update', endedAt: NOW },
    ]);
  });

  it('end with their receipt if no response is requested, and fail if the device reports this', async () => {
    const { device } = await fixture.addDevice();
    const first = await give(device, false);
    const second = await give(device);
    await store.takeQueued(device);
    await store.markDelivered(device, first.number);
    await store.recordAnswer(device, second.number, { error: 'busy' });
    expect(await states(device)).toEqual(['FAILED', 'SUCCESSFUL']);
  });

  it('end with a response that arrives at the same time as the receipt', async () => {
    const { device } = await fixture.addDevice();
    for (let i = 0; i < 20; i++) {
      const { number } = await give(device);
      await store.takeQueued(device);
      await Promise.all([
        store.markDelivered(device, number),
        store.recordAnswer(device, number, { success: true }),
      ]);
    }
    expect(new Set(await states(device))).toEqual(new Set(['SUCCESSFUL']));
  });

  it('expire', async () => {
    const { device } = await fixture.addDevice();
    await give(device);
    await store.takeQueued(device);
    await give(device);
    now = new Date(NOW.getTime() + 600_000);
    expect(await store.takeQueued(device)).toEqual([]);
    await store.expireCommands();
    expect(await states(device)).toEqual(['EXPIRED', 'TIMEOUT']);
  });

  it('accept no response from another device', async () => {
    const { device } = await fixture.addDevice();
    const { device: other } = await fixture.addDevice();
    const { number } = await give(device);
    await store.takeQueued(device);
    expect(await store.recordAnswer(other, number, {})).toBe(false);
    expect(await store.recordAnswer(device, 1e12, {})).toBe(false);
    expect(await states(device)).toEqual(['SENT']);
  });

  it('require a method, a reason and an expiry', async () => {
    const { device } = await fixture.addDevice();
    const commands = fixture.get(DeviceCommands);
    const good = { method: 'm', params: null, wantsAnswer: true, reason: 'r', expiresInSeconds: 60 };
    for (const wrong of [
      { method: ' ' },
      { reason: '' },
      { expiresInSeconds: 0 },
      { params: 'x'.repeat(9000) },
    ])
      await expect(
        commands.create(fixture.engineer, device.deviceId, { ...good, ...wrong }),
      ).rejects.toMatchObject({
        code: 'telemetry.command_invalid',
      });
  });
});
