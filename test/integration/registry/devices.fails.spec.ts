import { DeviceCredentialsService, DevicesService, DynamicSecurityLogins, type NewDevice } from '#equipment';
import { rejectionOf, RegistryFixture } from './registry-fixture.js';

const NOBODY = '00000000-0000-7000-8000-000000000000';

describe('devices and credentials reject', () => {
  let fixture: RegistryFixture;
  let devices: DevicesService;
  let credentials: DeviceCredentialsService;

  beforeAll(async () => {
    fixture = await RegistryFixture.open();
    devices = fixture.get(DevicesService);
    credentials = fixture.get(DeviceCredentialsService);
  });

  afterAll(() => fixture?.close());

  it.each<[string, () => NewDevice, string[]]>([
    [
      'a code with characters invalid in topics',
      () => ({ code: 'a/b', kind: 'gateway', siteId: fixture.a.ids.site! }),
      ['equipment.device_invalid', '/code equipment.device_code_malformed'],
    ],
    [
      'a threshold of a second',
      () => ({ code: 'X', kind: 'gateway', siteId: fixture.a.ids.site!, silentAfterSeconds: 1 }),
      ['equipment.device_invalid', '/silentAfterSeconds equipment.silent_after_out_of_range'],
    ],
    [
      'an unknown machine',
      () => ({ code: 'X', kind: 'gateway', machineId: NOBODY }),
      ['equipment.machine_not_found'],
    ],
    [
      "another maker's site",
      () => ({ code: 'X', kind: 'instrument', siteId: fixture.other.customers[0].ids.site! }),
      ['customers.site_not_found'],
    ],
    [
      'a code in use',
      () => ({ code: 'PUMP-a-one', kind: 'gateway', siteId: fixture.a.ids.site! }),
      ['equipment.device_code_taken', '/code equipment.device_code_taken'],
    ],
  ])('%s', async (_what, device, expected) => {
    expect(await rejectionOf(devices.create(fixture.engineer, device()))).toEqual(expected);
  });

  it('a credential for an archived device', async () => {
    const device = await devices.create(fixture.engineer, {
      code: 'OLD',
      kind: 'gateway',
      siteId: fixture.a.ids.site!,
    });
    await devices.change(fixture.engineer, device.id, 1, { archived: true });
    expect(await rejectionOf(credentials.issue(fixture.engineer, device.id))).toEqual([
      'equipment.device_archived',
    ]);
  });

  it('issue, rotation and revocation with an unreachable external broker, and change nothing', async () => {
    const device = fixture.a.ids.device!;
    await credentials.issue(fixture.engineer, device);
    const before = await credentials.list(fixture.engineer, device);
    const nowhere = { url: 'mqtt://127.0.0.1:1', username: 'dutycycle', password: 'any' };
    const behind = new DeviceCredentialsService(fixture.unitOfWork, new DynamicSecurityLogins(nowhere));
    expect(await rejectionOf(behind.issue(fixture.engineer, device))).toEqual([
      'equipment.broker_unreachable',
    ]);
    expect(await rejectionOf(behind.issue(fixture.engineer, device, 0))).toEqual([
      'equipment.broker_unreachable',
    ]);
    expect(await rejectionOf(behind.revoke(fixture.engineer, before[0]!.id))).toEqual([
      'equipment.broker_unreachable',
    ]);
    expect(await credentials.list(fixture.engineer, device)).toEqual(before);
  });

  it.each([
    ['another maker', () => fixture.scopeOf(fixture.other.staff.admin, undefined, fixture.other)],
    ["the device's own customer", () => fixture.asCustomer(fixture.a)],
  ])('%s who issues, lists or revokes', async (who, scope) => {
    const device = fixture.a.ids.device!;
    if (who === 'another maker') {
      expect(await rejectionOf(credentials.issue(scope(), device))).toEqual(['equipment.device_not_found']);
      expect(await rejectionOf(credentials.list(scope(), device))).toEqual(['equipment.device_not_found']);
    } else {
      expect(await credentials.list(scope(), device)).toEqual([]);
    }
    expect(await rejectionOf(credentials.revoke(scope(), fixture.a.ids.device_credential!))).toEqual([
      'equipment.credential_not_found',
    ]);
  });
});
