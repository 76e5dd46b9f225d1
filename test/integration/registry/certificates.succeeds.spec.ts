import { DeviceCertificatesService, DeviceCredentialsService } from '#equipment';
import { TestAuthority } from '../../support/certificates.js';
import { CertificatesHouse, days } from './certificates-house.js';
import { NOW } from './registry-house.js';

describe("a maker's own authority", () => {
  let house: CertificatesHouse;
  let credentials: DeviceCredentialsService;
  let certificates: DeviceCertificatesService;

  beforeAll(async () => {
    house = await CertificatesHouse.open();
    credentials = house.registry.get(DeviceCredentialsService);
    certificates = house.registry.get(DeviceCertificatesService);
  });
  beforeEach(() => (house.now = NOW));
  afterAll(() => house?.close());

  const list = (deviceId: string) => credentials.list(house.registry.engineer, deviceId);

  it('connects the devices named in its certificates, and lists them', async () => {
    const { authority, id } = await house.register('pump-{device.code}');
    const device = await house.addDevice('CA-1');
    const shown = await authority.sign('pump-CA-1', { notAfter: days(20) });

    const granted = { kind: 'granted', device: { deviceId: device.id }, username: 'one/CA-1/1' };
    expect(await house.decide(shown.der)).toMatchObject(granted);
    expect(await house.decide(shown.der)).toMatchObject(granted);
    expect(await list(device.id)).toEqual([
      expect.objectContaining({
        kind: 'certificate',
        username: 'one/CA-1/1',
        subject: 'CN=pump-CA-1',
        commonName: 'pump-CA-1',
        authorityId: id,
        authorityName: 'Works CA',
        state: 'ending',
        isUsed: true,
        lastUsedAt: NOW,
      }),
    ]);
    expect(await house.listed(id)).toMatchObject({ devices: 1, endingSoon: 1 });
    // A successor exists: the device needs no attention.
    await house.decide((await authority.sign('pump-CA-1')).der);
    expect(await house.listed(id)).toMatchObject({ devices: 1, endingSoon: 0 });
    expect(await house.registry.audited(id)).toMatchObject([{ action: 'equipment.authority_registered' }]);
  });

  it("finds the device by its machine's serial", async () => {
    const { authority } = await house.register('{machine.serial}.press');
    const device = await house.addDevice('CA-2');
    const shown = await authority.sign(`${device.serial}.press`);
    expect(await house.decide(shown.der)).toMatchObject({ kind: 'granted', device: { deviceId: device.id } });
    // With two devices at the machine the name is ambiguous.
    const { rows } = await house.registry.owner.query<{ machine_id: string }>(
      'select machine_id from device where id = $1',
      [device.id],
    );
    await house.registry.addDevice(rows[0]!.machine_id, 'CA-2b');
    const other = await authority.sign(`${device.serial}.press`);
    expect(await house.decide(other.der)).toEqual({ kind: 'refused' });
  });

  it('is renewed with the same key, and its devices continue with either certificate', async () => {
    const authority = await TestAuthority.create('Renewed CA', NOW, { notAfter: days(10) });
    await house.authorities.register(house.registry.engineer, await house.request(authority));
    const renewed = await authority.renew(days(2000));
    await house.authorities.register(house.registry.engineer, await house.request(renewed));
    const device = await house.addDevice('CA-3');
    const shown = await authority.sign('CA-3');
    house.now = days(30);
    expect(await house.decide(shown.der)).toMatchObject({ kind: 'granted', device: { deviceId: device.id } });
  });

  it('disconnects its devices when it is withdrawn, but not individually registered ones', async () => {
    const { authority, id } = await house.register();
    const device = await house.addDevice('CA-4');
    const shown = await authority.sign('CA-4');
    const entered = await authority.sign('anything');
    const decision = await house.decide(shown.der);
    const username = decision.kind === 'granted' ? decision.username : '';
    await certificates.add(house.registry.engineer, device.id, entered.pem);

    expect(await house.access.findEnded([username])).toEqual([]);
    await house.authorities.withdraw(house.registry.engineer, id);
    await house.authorities.withdraw(house.registry.engineer, id);
    expect(await house.access.findEnded([username])).toEqual([username]);
    expect(await house.decide(shown.der)).toEqual({ kind: 'refused' });
    expect(await house.decide((await authority.sign('CA-4')).der)).toEqual({ kind: 'refused' });
    expect(await house.decide(entered.der)).toMatchObject({ kind: 'granted' });
    expect((await list(device.id)).map(({ state, subject }) => [subject, state])).toEqual([
      ['CN=anything', 'active'],
      ['CN=CA-4', 'revoked'],
    ]);
    expect((await house.registry.audited(id)).map(({ action }) => action)).toEqual([
      'equipment.authority_registered',
      'equipment.authority_withdrawn',
    ]);
  });

  it('can be registered again by the owner of its key after its withdrawal', async () => {
    const { authority, id } = await house.register();
    await house.authorities.withdraw(house.registry.engineer, id);
    const { other } = house.registry;
    const scope = house.registry.scopeOf(other.staff.engineer, undefined, other);
    await house.authorities.register(scope, await house.request(authority, other.makerId));
    expect((await house.authorities.list(scope)).map(({ subject }) => subject)).toContain(
      (await house.listed(id))!.subject,
    );
  });
});

describe('a certificate of one device', () => {
  let house: CertificatesHouse;
  let credentials: DeviceCredentialsService;
  let certificates: DeviceCertificatesService;

  beforeAll(async () => {
    house = await CertificatesHouse.open();
    credentials = house.registry.get(DeviceCredentialsService);
    certificates = house.registry.get(DeviceCertificatesService);
  });
  beforeEach(() => (house.now = NOW));
  afterAll(() => house?.close());

  it('is valid next to a password for a week, and its first use is visible', async () => {
    const { engineer } = house.registry;
    const device = await house.addDevice('PIN-1');
    const old = await credentials.issue(engineer, device.id);
    const used = async () =>
      (await credentials.list(engineer, device.id)).map(({ kind, state, isUsed }) => [kind, state, isUsed]);
    const password = Buffer.from(old.password);
    expect(await house.access.decide(old.username, password, '10.0.0.1')).toMatchObject({ kind: 'granted' });

    const own = await (await TestAuthority.create('Anybody', NOW)).sign('PIN-1');
    const added = await certificates.add(engineer, device.id, own.pem);
    expect(added).toMatchObject({
      kind: 'certificate',
      username: 'one/PIN-1/2',
      state: 'active',
      authorityId: null,
    });
    expect(await used()).toEqual([
      ['certificate', 'active', false],
      ['password', 'ending', true],
    ]);

    house.now = days(3);
    expect(await house.decide(own.der)).toMatchObject({ kind: 'granted', username: 'one/PIN-1/2' });
    expect(await used()).toEqual([
      ['certificate', 'active', true],
      ['password', 'ending', false],
    ]);
    expect(await house.access.findEnded([old.username, 'one/PIN-1/2'])).toEqual([]);

    house.now = days(7.1);
    expect(await house.access.decide(old.username, password, '10.0.0.1')).toEqual({ kind: 'refused' });
    expect(await house.access.findEnded([old.username, 'one/PIN-1/2'])).toEqual([old.username]);
  });

  it('ends with its own validity', async () => {
    const device = await house.addDevice('PIN-2');
    const own = await (await TestAuthority.create('Anybody', NOW)).sign('PIN-2', { notAfter: days(2) });
    await certificates.add(house.registry.engineer, device.id, own.pem, null);
    const decision = await house.decide(own.der);
    expect(decision).toMatchObject({ kind: 'granted' });
    house.now = days(2.1);
    expect(await house.decide(own.der)).toEqual({ kind: 'refused' });
    expect(await house.access.findEnded(['one/PIN-2/1'])).toEqual(['one/PIN-2/1']);
  });

  it('is revoked like a password, and the broker is notified', async () => {
    const device = await house.addDevice('PIN-3');
    const own = await (await TestAuthority.create('Anybody', NOW)).sign('PIN-3');
    const { id } = await certificates.add(house.registry.engineer, device.id, own.pem);
    await credentials.revoke(house.registry.engineer, id);
    expect(await house.decide(own.der)).toEqual({ kind: 'refused' });
    expect(await house.registry.events('equipment.credential_revoked')).toContainEqual({
      credentialId: id,
      deviceId: device.id,
      username: 'one/PIN-3/1',
    });
    expect((await house.registry.audited(id)).map(({ action }) => action)).toEqual([
      'equipment.certificate_added',
      'equipment.credential_revoked',
    ]);
  });
});
