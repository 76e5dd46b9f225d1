import pg from 'pg';
import { DevicesService, GatewaysService } from '#equipment';
import { databaseUrlFor } from '#platform';
import { DeviceApiStore, DeviceAttributes, DeviceCommands, type DeviceRef } from '#telemetry';
import { NOW, TelemetryHouse } from './telemetry-house.js';

let house: TelemetryHouse;
let pool: pg.Pool;
let now: Date;
let store: DeviceApiStore;
beforeAll(async () => {
  house = await TelemetryHouse.open();
  const { url, secret } = house.database;
  pool = new pg.Pool({ connectionString: databaseUrlFor('dutycycle_ingest', url, secret), max: 2 });
  store = new DeviceApiStore(pool, () => now);
});
beforeEach(() => {
  now = NOW;
});
afterAll(async () => {
  await pool?.end();
  await house?.close();
});

let gateways = 0;
async function addGateway(createsDevices: boolean): Promise<DeviceRef & { id: string }> {
  const devices = house.get(DevicesService);
  const { id, deviceKey } = await devices.create(house.engineer, {
    code: `GW-${++gateways}`,
    kind: 'gateway',
    siteId: house.a.ids.site!,
  });
  if (createsDevices) await devices.change(house.engineer, id, 1, { createsDevices });
  return { id, makerId: house.maker.makerId, deviceId: id, deviceKey };
}

describe('devices behind a gateway', () => {
  it('wait to be adopted, and are recognised by name from then on', async () => {
    const gateway = await addGateway(false);
    const names = house.get(GatewaysService);
    expect(await store.speakFor(gateway, 'Device A')).toBeUndefined();
    expect(await store.speakFor(gateway, 'Device A')).toBeUndefined();
    expect(await names.list(house.engineer, gateway.id)).toEqual([
      {
        name: 'Device A',
        device: null,
        proposedCode: 'Device-A',
        firstSeenAt: NOW,
        lastSeenAt: NOW,
        ignoredAt: null,
      },
    ]);
    const { device } = await house.addDevice();
    await names.adopt(house.engineer, gateway.id, 'Device A', { deviceId: device.deviceId });
    expect(await store.speakFor(gateway, 'Device A')).toBe(device.deviceKey);
    await expect(
      names.adopt(house.engineer, gateway.id, 'Device A', { deviceId: device.deviceId }),
    ).rejects.toMatchObject({ code: 'equipment.gateway_name_adopted' });
  });

  it('are adopted as new ones', async () => {
    const gateway = await addGateway(false);
    await store.speakFor(gateway, 'Press 1');
    const place = { siteId: house.a.ids.site! };
    const device = await house
      .get(GatewaysService)
      .adopt(house.engineer, gateway.id, 'Press 1', { code: 'Press-1', place });
    expect(await store.speakFor(gateway, 'Press 1')).toBe(device.deviceKey);
  });

  it("are created from the gateway's names, if the maker allows it, and get a location later", async () => {
    const gateway = await addGateway(true);
    const key = await store.speakFor(gateway, 'Mixer 7');
    const [made] = await house.sql<{ id: string; code: string; gateway_id: string }>(
      'select id, code, gateway_id, machine_id, site_id from device where device_key = $1',
      [key],
    );
    expect(made).toMatchObject({ code: 'Mixer-7', gateway_id: gateway.id, machine_id: null, site_id: null });
    expect(
      await house.sql('select action, actor_kind from audit_entry where entity_id = $1', [made!.id]),
    ).toEqual([{ action: 'equipment.device_created', actor_kind: 'device' }]);
    const known = (await house.directory.find(key!))!;
    await house.send(known, { ts: NOW.getTime() - 1000, g: { speed: 3 } });
    const { machineId } = await house.addDevice();
    const devices = house.get(DevicesService);
    await devices.change(house.engineer, made!.id, 1, { place: { machineId } });
    const { machineId: other } = await house.addDevice();
    await expect(
      devices.change(house.engineer, made!.id, 2, { place: { machineId: other } }),
    ).rejects.toMatchObject({ code: 'equipment.device_has_readings' });
  });

  it('never become another device by its code', async () => {
    const gateway = await addGateway(true);
    const { device } = await house.addDevice();
    expect(await store.speakFor(gateway, device.code)).toBeUndefined();
    const [waiting] = await house.get(GatewaysService).list(house.engineer, gateway.id);
    expect(waiting).toMatchObject({ name: device.code, device: null });
  });

  it('are not created from an ignored name', async () => {
    const gateway = await addGateway(false);
    await store.speakFor(gateway, 'Test');
    const names = house.get(GatewaysService);
    await names.ignore(house.engineer, gateway.id, 'Test');
    await house.get(DevicesService).change(house.engineer, gateway.id, 1, { createsDevices: true });
    expect(await store.speakFor(gateway, 'Test')).toBeUndefined();
    await expect(names.ignore(house.engineer, gateway.id, 'Nobody')).rejects.toMatchObject({
      code: 'equipment.gateway_name_not_found',
    });
  });

  it('belong to gateways only', async () => {
    const { device } = await house.addDevice();
    await expect(house.get(GatewaysService).list(house.engineer, device.deviceId)).rejects.toMatchObject({
      code: 'equipment.device_not_gateway',
    });
    await expect(
      house.get(DevicesService).change(house.engineer, device.deviceId, 1, { createsDevices: true }),
    ).rejects.toMatchObject({ code: 'equipment.device_not_gateway' });
  });

  it.each(['', 'x'.repeat(256), 'a\0b', '\ud800'])('have no name like %j', async (name) => {
    const gateway = await addGateway(true);
    expect(await store.speakFor(gateway, name)).toBeUndefined();
    expect(await house.get(GatewaysService).list(house.engineer, gateway.id)).toEqual([]);
  });
});

describe('attributes', () => {
  it('are reported by the device and set by the maker', async () => {
    const { device } = await house.addDevice();
    const attributes = house.get(DeviceAttributes);
    await store.keepAttributes(device, { fw: '1.0', on: true });
    await store.keepAttributes(device, { fw: '1.1', n: { x: [1] } });
    await attributes.setShared(house.engineer, device.deviceId, { interval: 60, mode: 'eco' });
    await attributes.setShared(house.engineer, device.deviceId, { interval: 30, mode: null });
    expect(await store.findGivenSince(new Date(NOW.getTime() - 1))).toContainEqual(
      expect.objectContaining({ deviceKey: device.deviceKey, name: 'interval', value: 30 }),
    );
    expect(await store.findAttributes(device)).toEqual({
      client: { fw: '1.1', on: true, n: { x: [1] } },
      shared: { interval: 30 },
    });
    expect(
      (await attributes.list(house.engineer, device.deviceId)).map(({ scope, name }) => [scope, name]),
    ).toEqual([
      ['client', 'fw'],
      ['client', 'n'],
      ['client', 'on'],
      ['shared', 'interval'],
    ]);
    const [audit] = await house.sql(
      `select before, after from audit_entry where action = 'telemetry.attributes_set' and entity_id = $1 order by at desc, id desc limit 1`,
      [device.deviceId],
    );
    expect(audit).toEqual({ before: { interval: 60, mode: 'eco' }, after: { interval: 30, mode: null } });
    await expect(attributes.setShared(house.engineer, device.deviceId, {})).rejects.toMatchObject({
      code: 'telemetry.attributes_invalid',
    });
  });

  it('are limited to the maximum', async () => {
    const { device } = await house.addDevice();
    const many = (from: number) =>
      Object.fromEntries(Array.from({ length: 256 }, (_, i) => [`k${from + i}`, from + i]));
    const { k255: _, ...almost } = many(0);
    expect(await store.keepAttributes(device, almost)).toBe(255);
    // There is room for one more: the first new one.
    expect(await store.keepAttributes(device, { ...many(200), k0: 'new' })).toBe(55 + 1 + 1);
    const { client } = await store.findAttributes(device);
    expect(Object.keys(client)).toHaveLength(256);
    expect(client).toMatchObject({ k0: 'new', k255: 255 });
  });
});

describe('commands', () => {
  const give = (device: DeviceRef, wantsAnswer = true) =>
    house.get(DeviceCommands).give(house.engineer, device.deviceId, {
      method: 'restart',
      params: { delay: 1 },
      wantsAnswer,
      reason: 'after the update',
      expiresInSeconds: 60,
    });
  const states = async (device: DeviceRef): Promise<string[]> =>
    (await house.get(DeviceCommands).list(house.engineer, device.deviceId)).map(({ state }) => state);

  it('are sent once and end with an answer', async () => {
    const { device } = await house.addDevice();
    const { number } = await give(device);
    expect(await store.findWaiting()).toContain(device.deviceKey);
    const sent = await Promise.all([store.takeWaiting(device), store.takeWaiting(device)]);
    expect(sent.flat()).toEqual([{ number, method: 'restart', params: { delay: 1 }, wantsAnswer: true }]);
    expect(await store.noteTaken(device, number)).toBe(true);
    expect(await states(device)).toEqual(['DELIVERED']);
    expect(await store.noteAnswer(device, number, { success: true })).toBe(true);
    expect(await store.noteAnswer(device, number, { success: true })).toBe(false);
    expect(await house.get(DeviceCommands).list(house.engineer, device.deviceId)).toMatchObject([
      { state: 'SUCCESSFUL', answer: { success: true }, reason: 'after the update', endedAt: NOW },
    ]);
  });

  it('end with their receipt if no answer is wanted, and fail if the device says so', async () => {
    const { device } = await house.addDevice();
    const first = await give(device, false);
    const second = await give(device);
    await store.takeWaiting(device);
    await store.noteTaken(device, first.number);
    await store.noteAnswer(device, second.number, { error: 'busy' });
    expect(await states(device)).toEqual(['FAILED', 'SUCCESSFUL']);
  });

  it('end with an answer that arrives at the same time as the receipt', async () => {
    const { device } = await house.addDevice();
    for (let i = 0; i < 20; i++) {
      const { number } = await give(device);
      await store.takeWaiting(device);
      await Promise.all([
        store.noteTaken(device, number),
        store.noteAnswer(device, number, { success: true }),
      ]);
    }
    expect(new Set(await states(device))).toEqual(new Set(['SUCCESSFUL']));
  });

  it('expire', async () => {
    const { device } = await house.addDevice();
    await give(device);
    await store.takeWaiting(device);
    await give(device);
    now = new Date(NOW.getTime() + 600_000);
    expect(await store.takeWaiting(device)).toEqual([]);
    await store.endOverdue();
    expect(await states(device)).toEqual(['EXPIRED', 'TIMEOUT']);
  });

  it('are answered by no other device', async () => {
    const { device } = await house.addDevice();
    const { device: other } = await house.addDevice();
    const { number } = await give(device);
    await store.takeWaiting(device);
    expect(await store.noteAnswer(other, number, {})).toBe(false);
    expect(await store.noteAnswer(device, 1e12, {})).toBe(false);
    expect(await states(device)).toEqual(['SENT']);
  });

  it('need a method, a reason and an expiry', async () => {
    const { device } = await house.addDevice();
    const commands = house.get(DeviceCommands);
    const good = { method: 'm', params: null, wantsAnswer: true, reason: 'r', expiresInSeconds: 60 };
    for (const wrong of [
      { method: ' ' },
      { reason: '' },
      { expiresInSeconds: 0 },
      { params: 'x'.repeat(9000) },
    ])
      await expect(
        commands.give(house.engineer, device.deviceId, { ...good, ...wrong }),
      ).rejects.toMatchObject({
        code: 'telemetry.command_invalid',
      });
  });
});
