import { type KnownDevice, ValuesAtQueries } from '#telemetry';
import { NOW, TelemetryFixture } from './telemetry-fixture.js';

const T0 = Date.parse('2026-10-20T06:00:00Z');
const at = (seconds: number): Date => new Date(T0 + seconds * 1000);

let fixture: TelemetryFixture;
let device: KnownDevice;
let machineId: string;
beforeAll(async () => {
  fixture = await TelemetryFixture.open();
  ({ device, machineId } = await fixture.addDevice());
  await fixture.send(device, [
    { ts: at(0).getTime(), seq: 1, g: { pressure_bar: 7.1 }, c: { run_hours_total: 100.1 } },
    { ts: at(10).getTime(), seq: 2, g: { pressure_bar: 7.2 }, q: { pressure_bar: 1 } },
    { ts: at(20).getTime(), seq: 3, c: { run_hours_total: 100.3 }, state: 'load' },
    { ts: at(30).getTime(), seq: 4, g: { pressure_bar: null }, c: { run_hours_total: 0.2 } },
    { ts: at(40).getTime(), seq: 5, c: { run_hours_total: 0.9 } },
  ]);
});
afterAll(() => fixture?.close());

describe('values at an instant', () => {
  const valuesAt = async (instant: Date, keys: string[] = []): Promise<Record<string, unknown>[]> =>
    (await fixture.get(ValuesAtQueries).findValues(fixture.engineer, { machineId }, keys, instant)).map(
      ({ key, decimal, ageSeconds, quality }) => ({ key, decimal, ageSeconds, quality }),
    );

  it('are the latest values at or before the instant, with their age and quality', async () => {
    expect(await valuesAt(at(15))).toEqual([
      { key: 'pressure_bar', decimal: '7.2', ageSeconds: 5, quality: 1 },
      { key: 'run_hours_total', decimal: '100.1', ageSeconds: 15, quality: 0 },
    ]);
    expect(await valuesAt(at(30), ['pressure_bar'])).toEqual([
      { key: 'pressure_bar', decimal: null, ageSeconds: 0, quality: 0 },
    ]);
    expect(await valuesAt(new Date(T0 - 1))).toEqual([]);
  });

  it('include the unit, the device and the times of a value', async () => {
    expect(
      await fixture.get(ValuesAtQueries).findValues(fixture.engineer, { machineId }, ['state'], at(60)),
    ).toEqual([
      {
        key: 'state',
        unit: '',
        device: { id: device.deviceId, code: device.code },
        value: 'load',
        decimal: null,
        at: at(20),
        receivedAt: NOW,
        ageSeconds: 40,
        quality: 0,
      },
    ]);
  });
});

describe('counter differences', () => {
  const differences = (from: Date, to: Date, keys: string[] = []) =>
    fixture.get(ValuesAtQueries).findDifferences(fixture.engineer, { machineId }, keys, { from, to });

  it('are exact sums of the steps since the value at the start of the range', async () => {
    const own = { key: 'run_hours_total', unit: 'h', device: { id: device.deviceId, code: device.code } };
    expect(await differences(at(5), at(25))).toEqual([
      {
        ...own,
        first: { value: '100.1', at: at(0) },
        last: { value: '100.3', at: at(20) },
        advance: '0.2',
        restarts: 0,
        readings: 2,
      },
    ]);
    expect(await differences(at(-10), at(60))).toMatchObject([{ advance: '0.9', restarts: 1, readings: 4 }]);
    // Consecutive ranges add up to the whole.
    expect(await differences(at(0), at(20))).toMatchObject([{ advance: '0.2' }]);
    expect(await differences(at(20), at(60))).toMatchObject([{ advance: '0.7', restarts: 1 }]);
  });

  it('are rejected for an unknown signal and an invalid range', async () => {
    await expect(differences(at(0), at(1), ['nothing'])).rejects.toMatchObject({
      code: 'telemetry.signal_not_found',
    });
    await expect(differences(at(1), at(1))).rejects.toMatchObject({ code: 'telemetry.range_invalid' });
  });
});
