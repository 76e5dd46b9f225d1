import {
  DeviceCredentialsService,
  DevicesService,
  hashDeviceSecret,
  isDeviceSecret,
  MachinesService,
  SignalsService,
} from '#equipment';
import { databaseUrlFor } from '#platform';
import pg from 'pg';
import { NOW, RegistryFixture } from './registry-fixture.js';

const hours = (count: number): Date => new Date(NOW.getTime() + count * 3_600_000);

/** Allows a difference of half an hour, because the clock of the fixture runs during the test. */
const near = (at: Date | null, expected: Date): boolean =>
  at !== null && Math.abs(at.getTime() - expected.getTime()) < 1_800_000;

interface Found {
  credential_id: string;
  device_key: number;
  secret_hash: string;
  valid_until: Date | null;
  revoked_at: Date | null;
}

describe("a device's credentials", () => {
  let fixture: RegistryFixture;
  let devices: DevicesService;
  let credentials: DeviceCredentialsService;
  let ingest: pg.Client;

  beforeAll(async () => {
    fixture = await RegistryFixture.open();
    devices = fixture.get(DevicesService);
    credentials = fixture.get(DeviceCredentialsService);
    ingest = new pg.Client({
      connectionString: databaseUrlFor('dutycycle_ingest', fixture.database.url, fixture.database.secret),
    });
    await ingest.connect();
  });

  afterAll(async () => {
    await ingest?.end();
    await fixture?.close();
  });

  /** Returns the result of the broker's query for a username. */
  async function findByUsername(username: string): Promise<Found | undefined> {
    const { rows } = await ingest.query<Found>('select * from find_device_credential($1)', [username]);
    return rows[0];
  }

  const addDevice = (code: string) =>
    devices.create(fixture.engineer, { code, kind: 'controller', machineId: fixture.a.ids.machine! });

  it('are for a device with its own signals, and those of its machine’s model on request', async () => {
    const signals = fixture.get(SignalsService);
    const { id } = await addDevice('CTRL-SIGNALS');
    const { modelId } = await fixture.get(MachinesService).get(fixture.engineer, fixture.a.ids.machine!);
    await signals.addToModel(fixture.engineer, modelId, { key: 'power_kw', unit: 'kW', kind: 'gauge' });
    await signals.addToDevice(fixture.engineer, id, { key: 'pulses', unit: '1', kind: 'counter' });
    const keysOf = async (withModel: boolean): Promise<string[]> =>
      (await signals.listOfDevice(fixture.engineer, id, withModel)).map(({ key }) => key);
    expect(await keysOf(false)).toEqual(['pulses']);
    expect(await keysOf(true)).toEqual(expect.arrayContaining(['pulses', 'power_kw']));
  });

  it('are issued with a random password that is shown once and stored as a hash', async () => {
    const device = await addDevice('CTRL-1');
    const issued = await credentials.issue(fixture.engineer, device.id);
    expect(issued).toMatchObject({
      username: 'one/CTRL-1/1',
      topic: 'eaas/one/CTRL-1',
      commandTopic: 'eaas/one/CTRL-1/command/#',
    });
    expect(Buffer.from(issued.password, 'base64url')).toHaveLength(32);
    const found = await findByUsername(issued.username);
    expect(found).toMatchObject({
      credential_id: issued.id,
      device_key: device.deviceKey,
      valid_until: null,
      revoked_at: null,
    });
    expect(isDeviceSecret(issued.password, found!.secret_hash)).toBe(true);
    const everywhere = await fixture.owner.query(
      `select exists (select from device_credential c where c::text like $1) or exists (select from audit_entry a where a::text like $1)
           or exists (select from outbox_event o where o::text like $1) as leaked`,
      [`%${issued.password}%`],
    );
    expect(everywhere.rows).toEqual([{ leaked: false }]);
    const trail = JSON.stringify(await fixture.audited(issued.id));
    expect(trail).not.toContain(hashDeviceSecret(issued.password));
  });

  it('overlap during a rotation', async () => {
    const device = await addDevice('CTRL-2');
    const old = await credentials.issue(fixture.engineer, device.id);
    const fresh = await credentials.issue(fixture.engineer, device.id, 48);
    expect(fresh.username).toBe('one/CTRL-2/2');
    expect(near((await findByUsername(old.username))!.valid_until, hours(48))).toBe(true);
    expect(
      (await credentials.list(fixture.engineer, device.id)).map(({ username, state }) => [username, state]),
    ).toEqual([
      ['one/CTRL-2/2', 'active'],
      ['one/CTRL-2/1', 'ending'],
    ]);
    // A third credential doesn't extend the first one.
    await credentials.issue(fixture.engineer, device.id, 500);
    expect(near((await findByUsername(old.username))!.valid_until, hours(48))).toBe(true);
    expect(await fixture.events('equipment.credential_revoked')).toEqual([]);
  });

  it('coexist without a rotation', async () => {
    const device = await addDevice('CTRL-7');
    await credentials.issue(fixture.engineer, device.id);
    const beside = await credentials.issue(fixture.engineer, device.id, null);
    await credentials.revoke(fixture.engineer, beside.id);
    expect(
      (await credentials.list(fixture.engineer, device.id)).map(({ username, state }) => [username, state]),
    ).toEqual([
      ['one/CTRL-7/2', 'revoked'],
      ['one/CTRL-7/1', 'active'],
    ]);
  });

  it('end immediately without an overlap, and the broker is notified', async () => {
    const device = await addDevice('CTRL-3');
    const old = await credentials.issue(fixture.engineer, device.id);
    await credentials.issue(fixture.engineer, device.id, 0);
    expect((await findByUsername(old.username))!.revoked_at).not.toBeNull();
    expect(await fixture.events('equipment.credential_revoked')).toContainEqual({
      credentialId: old.id,
      deviceId: device.id,
      username: old.username,
    });
  });

  it('are revoked once even if the request is repeated', async () => {
    const device = await addDevice('CTRL-4');
    const issued = await credentials.issue(fixture.engineer, device.id);
    await credentials.revoke(fixture.engineer, issued.id);
    const revokedAt = (await credentials.list(fixture.engineer, device.id))[0]!.revokedAt;
    expect(revokedAt).toBeInstanceOf(Date);
    await credentials.revoke(fixture.engineer, issued.id);
    expect(await credentials.list(fixture.engineer, device.id)).toEqual([
      expect.objectContaining({ revokedAt, state: 'revoked' }),
    ]);
    const revocations = (await fixture.events('equipment.credential_revoked')).filter(
      ({ credentialId }) => credentialId === issued.id,
    );
    expect(revocations).toHaveLength(1);
    expect((await fixture.audited(issued.id)).map(({ action }) => action)).toEqual([
      'equipment.credential_issued',
      'equipment.credential_revoked',
    ]);
  });

  it('end with their device', async () => {
    const device = await addDevice('CTRL-5');
    const first = await credentials.issue(fixture.engineer, device.id);
    const second = await credentials.issue(fixture.engineer, device.id, 5);
    await devices.change(fixture.engineer, device.id, 1, { archived: true });
    expect(await findByUsername(first.username)).toBeUndefined();
    const revocations = (await fixture.events('equipment.credential_revoked')).map(
      ({ credentialId }) => credentialId,
    );
    expect(revocations).toEqual(expect.arrayContaining([first.id, second.id]));
  });

  it('get different usernames when two people issue them at the same time', async () => {
    const device = await addDevice('CTRL-6');
    const issued = await Promise.all([1, 2, 3].map(() => credentials.issue(fixture.engineer, device.id)));
    expect(new Set(issued.map(({ username }) => username)).size).toBe(3);
    expect(new Set(issued.map(({ password }) => password)).size).toBe(3);
  });
});

describe("a site's instrument", () => {
  let fixture: RegistryFixture;

  beforeAll(async () => {
    fixture = await RegistryFixture.open();
  });

  afterAll(() => fixture?.close());

  it('belongs to the site and is visible only to its customer', async () => {
    const devices = fixture.get(DevicesService);
    const device = await devices.create(fixture.engineer, {
      code: 'FM-9',
      kind: 'instrument',
      siteId: fixture.a.ids.site!,
      silentAfterSeconds: 120,
    });
    expect(await devices.get(fixture.asCustomer(fixture.a), device.id)).toMatchObject({
      siteId: fixture.a.ids.site,
      silentAfterSeconds: 120,
    });
    await expect(devices.get(fixture.asCustomer(fixture.b), device.id)).rejects.toThrow(
      'equipment.device_not_found',
    );
  });
});
