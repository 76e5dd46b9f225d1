import { DeviceCredentialsService, DevicesService, DynamicSecurityLogins, type NewDevice } from '#equipment';
import { refusal, RegistryHouse } from './registry-house.js';

const NOBODY = '00000000-0000-7000-8000-000000000000';

describe('devices and credentials reject', () => {
  let house: RegistryHouse;
  let devices: DevicesService;
  let credentials: DeviceCredentialsService;

  beforeAll(async () => {
    house = await RegistryHouse.open();
    devices = house.get(DevicesService);
    credentials = house.get(DeviceCredentialsService);
  });

  afterAll(() => house?.close());

  it.each<[string, () => NewDevice, string[]]>([
    [
      'a code with characters invalid in topics',
      () => ({ code: 'a/b', kind: 'gateway', siteId: house.a.ids.site! }),
      ['equipment.device_invalid', '/code equipment.device_code_malformed'],
    ],
    [
      'a threshold of a second',
      () => ({ code: 'X', kind: 'gateway', siteId: house.a.ids.site!, silentAfterSeconds: 1 }),
      ['equipment.device_invalid', '/silentAfterSeconds equipment.silent_after_out_of_range'],
    ],
    [
      'an unknown machine',
      () => ({ code: 'X', kind: 'gateway', machineId: NOBODY }),
      ['equipment.machine_not_found'],
    ],
    [
      "another maker's site",
      () => ({ code: 'X', kind: 'instrument', siteId: house.other.customers[0].ids.site! }),
      ['customers.site_not_found'],
    ],
    [
      'a code in use',
      () => ({ code: 'PUMP-a-one', kind: 'gateway', siteId: house.a.ids.site! }),
      ['equipment.device_code_taken', '/code equipment.device_code_taken'],
    ],
  ])('%s', async (_what, device, expected) => {
    expect(await refusal(devices.create(house.engineer, device()))).toEqual(expected);
  });

  it('a credential for an archived device', async () => {
    const device = await devices.create(house.engineer, {
      code: 'OLD',
      kind: 'gateway',
      siteId: house.a.ids.site!,
    });
    await devices.change(house.engineer, device.id, 1, { archived: true });
    expect(await refusal(credentials.issue(house.engineer, device.id))).toEqual([
      'equipment.device_archived',
    ]);
  });

  it('to issue, rotate or revoke with an unreachable external broker, and change nothing', async () => {
    const device = house.a.ids.device!;
    await credentials.issue(house.engineer, device);
    const before = await credentials.list(house.engineer, device);
    const nowhere = { url: 'mqtt://127.0.0.1:1', username: 'dutycycle', password: 'any' };
    const behind = new DeviceCredentialsService(house.unitOfWork, new DynamicSecurityLogins(nowhere));
    expect(await refusal(behind.issue(house.engineer, device))).toEqual(['equipment.broker_unreachable']);
    expect(await refusal(behind.issue(house.engineer, device, 0))).toEqual(['equipment.broker_unreachable']);
    expect(await refusal(behind.revoke(house.engineer, before[0]!.id))).toEqual([
      'equipment.broker_unreachable',
    ]);
    expect(await credentials.list(house.engineer, device)).toEqual(before);
  });

  it.each([
    ['another maker', () => house.scopeOf(house.other.staff.admin, undefined, house.other)],
    ["the device's own customer", () => house.asCustomer(house.a)],
  ])('%s to issue, list or revoke', async (who, scope) => {
    const device = house.a.ids.device!;
    if (who === 'another maker') {
      expect(await refusal(credentials.issue(scope(), device))).toEqual(['equipment.device_not_found']);
      expect(await refusal(credentials.list(scope(), device))).toEqual(['equipment.device_not_found']);
    } else {
      expect(await credentials.list(scope(), device)).toEqual([]);
    }
    expect(await refusal(credentials.revoke(scope(), house.a.ids.device_credential!))).toEqual([
      'equipment.credential_not_found',
    ]);
  });
});
