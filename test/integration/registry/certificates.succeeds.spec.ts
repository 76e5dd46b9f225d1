import { DeviceCertificatesService, DeviceCredentialsService } from '#equipment';
import { TestAuthority } from '../../support/certificates.js';
import { CertificatesFixture, days } from './certificates-fixture.js';
import { NOW } from './registry-fixture.js';

describe("a maker's own authority", () => {
  let fixture: CertificatesFixture;
  let credentials: DeviceCredentialsService;
  let certificates: DeviceCertificatesService;

  beforeAll(async () => {
    fixture = await CertificatesFixture.open();
    credentials = fixture.registry.get(DeviceCredentialsService);
    certificates = fixture.registry.get(DeviceCertificatesService);
  });
  beforeEach(() => (fixture.now = NOW));
  afterAll(() => fixture?.close());

  const list = (deviceId: string) => credentials.list(fixture.registry.engineer, deviceId);

  it('connects devices by the names in its certificates, and lists them', async () => {
    const { authority, id } = await fixture.register('pump-{device.code}');
    const device = await fixture.addDevice('CA-1');
    const shown = await authority.sign('pump-CA-1', { notAfter: days(20) });

    const granted = { kind: 'granted', device: { deviceId: device.id }, username: 'one/CA-1/1' };
    expect(await fixture.decide(shown.der)).toMatchObject(granted);
    expect(await fixture.decide(shown.der)).toMatchObject(granted);
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
    expect(await fixture.listed(id)).toMatchObject({ devices: 1, endingSoon: 1 });
    // The certificate has a successor, so the device needs no attention.
    await fixture.decide((await authority.sign('pump-CA-1')).der);
    expect(await fixture.listed(id)).toMatchObject({ devices: 1, endingSoon: 0 });
    expect(await fixture.registry.audited(id)).toMatchObject([{ action: 'equipment.authority_registered' }]);
  });

  it("finds the device by its machine's serial", async () => {
    const { authority } = await fixture.register('{machine.serial}.press');
    const device = await fixture.addDevice('CA-2');
    const shown = await authority.sign(`${device.serial}.press`);
    expect(await fixture.decide(shown.der)).toMatchObject({
      kind: 'granted',
      device: { deviceId: device.id },
    });
    // With two devices on the machine, the name is ambiguous.
    const { rows } = await fixture.registry.owner.query<{ machine_id: string }>(
      'select machine_id from device where id = $1',
      [device.id],
    );
    await fixture.registry.addDevice(rows[0]!.machine_id, 'CA-2b');
    const other = await authority.sign(`${device.serial}.press`);
    expect(await fixture.decide(other.der)).toEqual({ kind: 'refused' });
  });

  it('is renewed with the same key, and its devices continue with either certificate', async () => {
    const authority = await TestAuthority.create('Renewed CA', NOW, { notAfter: days(10) });
    await fixture.authorities.register(fixture.registry.engineer, await fixture.request(authority));
    const renewed = await authority.renew(days(2000));
    await fixture.authorities.register(fixture.registry.engineer, await fixture.request(renewed));
    const device = await fixture.addDevice('CA-3');
    const shown = await authority.sign('CA-3');
    fixture.now = days(30);
    expect(await fixture.decide(shown.der)).toMatchObject({
      kind: 'granted',
      device: { deviceId: device.id },
    });
  });

  it('disconnects its devices when it is withdrawn, but not individually registered ones', async () => {
    const { authority, id } = await fixture.register();
    const device = await fixture.addDevice('CA-4');
    const shown = await authority.sign('CA-4');
    const entered = await authority.sign('anything');
    const decision = await fixture.decide(shown.der);
    const username = decision.kind === 'granted' ? decision.username : '';
    await certificates.add(fixture.registry.engineer, device.id, entered.pem);

    expect(await fixture.access.findEnded([username])).toEqual([]);
    await fixture.authorities.withdraw(fixture.registry.engineer, id);
    await fixture.authorities.withdraw(fixture.registry.engineer, id);
    expect(await fixture.access.findEnded([username])).toEqual([username]);
    expect(await fixture.decide(shown.der)).toEqual({ kind: 'refused' });
    expect(await fixture.decide((await authority.sign('CA-4')).der)).toEqual({ kind: 'refused' });
    expect(await fixture.decide(entered.der)).toMatchObject({ kind: 'granted' });
    expect((await list(device.id)).map(({ state, subject }) => [subject, state])).toEqual([
      ['CN=anything', 'active'],
      ['CN=CA-4', 'revoked'],
    ]);
    expect((await fixture.registry.audited(id)).map(({ action }) => action)).toEqual([
      'equipment.authority_registered',
      'equipment.authority_withdrawn',
    ]);
  });

  it('can be registered again by the owner of its key after its withdrawal', async () => {
    const { authority, id } = await fixture.register();
    await fixture.authorities.withdraw(fixture.registry.engineer, id);
    const { other } = fixture.registry;
    const scope = fixture.registry.scopeOf(other.staff.engineer, undefined, other);
    await fixture.authorities.register(scope, await fixture.request(authority, other.makerId));
    expect((await fixture.authorities.list(scope)).map(({ subject }) => subject)).toContain(
      (await fixture.listed(id))!.subject,
    );
  });
});

describe('a certificate of one device', () => {
  let fixture: CertificatesFixture;
  let credentials: DeviceCredentialsService;
  let certificates: DeviceCertificatesService;

  beforeAll(async () => {
    fixture = await CertificatesFixture.open();
    credentials = fixture.registry.get(DeviceCredentialsService);
    certificates = fixture.registry.get(DeviceCertificatesService);
  });
  beforeEach(() => (fixture.now = NOW));
  afterAll(() => fixture?.close());

  it('is valid in addition to a password for a week, and its first use is shown', async () => {
    const { engineer } = fixture.registry;
    const device = await fixture.addDevice('PIN-1');
    const old = await credentials.issue(engineer, device.id);
    const used = async () =>
      (await credentials.list(engineer, device.id)).map(({ kind, state, isUsed }) => [kind, state, isUsed]);
    const password = Buffer.from(old.password);
    expect(await fixture.access.decide(old.username, password, '10.0.0.1')).toMatchObject({
      kind: 'granted',
    });

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

    fixture.now = days(3);
    expect(await fixture.decide(own.der)).toMatchObject({ kind: 'granted', username: 'one/PIN-1/2' });
    expect(await used()).toEqual([
      ['certificate', 'active', true],
      ['password', 'ending', false],
    ]);
    expect(await fixture.access.findEnded([old.username, 'one/PIN-1/2'])).toEqual([]);

    fixture.now = days(7.1);
    expect(await fixture.access.decide(old.username, password, '10.0.0.1')).toEqual({ kind: 'refused' });
    expect(await fixture.access.findEnded([old.username, 'one/PIN-1/2'])).toEqual([old.username]);
  });

  it('expires at the end of its validity', async () => {
    const device = await fixture.addDevice('PIN-2');
    const own = await (await TestAuthority.create('Anybody', NOW)).sign('PIN-2', { notAfter: days(2) });
    await certificates.add(fixture.registry.engineer, device.id, own.pem, null);
    const decision = await fixture.decide(own.der);
    expect(decision).toMatchObject({ kind: 'granted' });
    fixture.now = days(2.1);
    expect(await fixture.decide(own.der)).toEqual({ kind: 'refused' });
    expect(await fixture.access.findEnded(['one/PIN-2/1'])).toEqual(['one/PIN-2/1']);
  });

  it('is revoked like a password, and the broker is notified', async () => {
    const device = await fixture.addDevice('PIN-3');
    const own = await (await TestAuthority.create('Anybody', NOW)).sign('PIN-3');
    const { id } = await certificates.add(fixture.registry.engineer, device.id, own.pem);
    await credentials.revoke(fixture.registry.engineer, id);
    expect(await fixture.decide(own.der)).toEqual({ kind: 'refused' });
    expect(await fixture.registry.events('equipment.credential_revoked')).toContainEqual({
      credentialId: id,
      deviceId: device.id,
      username: 'one/PIN-3/1',
    });
    expect((await fixture.registry.audited(id)).map(({ action }) => action)).toEqual([
      'equipment.certificate_added',
      'equipment.credential_revoked',
    ]);
  });
});
