import { setTimeout as sleep } from 'node:timers/promises';
import { MachinesService } from '#equipment';
import { DeviceReadingsQueries, type KnownDevice, Quarantine, QuarantineReplays } from '#telemetry';
import type { QuarantineRetries } from '../../../apps/ingest/src/quarantine-retries.js';
import { eventually } from '../../support/eventually.js';
import { NOW, TelemetryHouse } from './telemetry-house.js';

let house: TelemetryHouse;
let retries: QuarantineRetries;
beforeAll(async () => {
  house = await TelemetryHouse.open();
});
beforeEach(async () => {
  await house.sql('delete from quarantine_replay');
  await house.sql('delete from quarantine_entry');
  retries = house.openRetries();
});
afterEach(() => retries.stop(1000));
afterAll(() => house?.close());

const SHIPPED = Date.parse('2026-01-01T00:00:00Z');

/** Sends readings from before the machine was shipped, and an invalid message. */
async function sendEarly(device: KnownDevice, count: number): Promise<void> {
  for (let i = 0; i < count; i++)
    await house.send(device, { ts: SHIPPED - (i + 1) * 1000, seq: i, g: { pressure_bar: i } });
  await house.send(device, 'nonsense');
}

async function correctShipment(machineId: string): Promise<void> {
  await house.sql(`update machine set shipped_at = '2025-06-01' where id = $1`, [machineId]);
}

async function lookAgain({ deviceKey }: KnownDevice): Promise<KnownDevice> {
  await house.directory.refresh();
  return (await house.directory.find(deviceKey))!;
}

/** Runs a replay to its end. */
async function finish(id: string) {
  return eventually(
    async () => {
      retries.tick();
      return (await house.get(QuarantineReplays).list(house.engineer)).find((replay) => replay.id === id);
    },
    (replay) => replay?.finishedAt != null,
  );
}

const open = async () =>
  (await house.get(Quarantine).list(house.engineer, { limit: 100 })).items.map(({ reason }) => reason).sort();

it('stores what is valid after the fix, and leaves the rest in quarantine', async () => {
  const { device, machineId } = await house.addDevice();
  await sendEarly(device, 3);
  const replays = house.get(QuarantineReplays);
  expect(await replays.reasons(house.engineer)).toMatchObject([
    { reason: 'before_shipment', messages: 3, devices: 1, firstAt: NOW, lastAt: NOW },
    { reason: 'not_json', messages: 1, devices: 1 },
  ]);
  await correctShipment(machineId);
  const asked = await replays.request(house.engineer, {});
  expect(asked).toMatchObject({ total: 4, done: 0, stored: 0, finishedAt: null });
  await expect(replays.request(house.engineer, {})).rejects.toMatchObject({
    code: 'telemetry.replay_under_way',
  });
  expect(await finish(asked.id)).toMatchObject({
    total: 4,
    done: 4,
    stored: 3,
    finishedAt: expect.any(Date),
  });
  expect(await house.stored(device)).toHaveLength(3);
  expect(await open()).toEqual(['not_json']);
  const dealtWith = await house.sql<{ resolved_by: string }>(
    `select resolved_by from quarantine_entry where resolved_at is not null`,
  );
  expect(dealtWith.map((row) => row.resolved_by)).toEqual([1, 2, 3].map(() => house.engineer.userId));
  const [audit] = await house.sql<{ after: unknown }>(
    `select after from audit_entry where action = 'telemetry.quarantine_replay_requested'`,
  );
  expect(audit!.after).toEqual({ reason: null, deviceId: null, total: 4 });
});

it('keeps the first receipt of a replayed reading, and stores it as new for billing', async () => {
  const { device, machineId } = await house.addDevice();
  const first = house.arrival;
  await house.send(device, { ts: SHIPPED - 1000, seq: 7, g: { pressure_bar: 1 } });
  await correctShipment(machineId);
  const later = new Date(first.getTime() + 6 * 3_600_000);
  house.arrival = later;
  try {
    await lookAgain(device);
    await house.send(device, { ts: SHIPPED + 1000, seq: 8, g: { pressure_bar: 2 } });
    const { id } = await house.get(QuarantineReplays).request(house.engineer, {});
    await finish(id);
    const span = { from: new Date(SHIPPED - 60_000), to: new Date(SHIPPED + 60_000), limit: 10 };
    const { items } = await house.get(DeviceReadingsQueries).list(house.engineer, device.deviceId, span);
    // A billing run between the two receipts has not seen the reading, so `receivedAt` must not move back before it.
    expect(items.map(({ seq, receivedAt, firstReceivedAt }) => [seq, receivedAt, firstReceivedAt])).toEqual([
      ['7', later, first],
      ['8', later, later],
    ]);
    // Live intake writes no row of its own.
    expect(
      await house.sql(`select from reading_first_receipt where device_key = $1`, [device.deviceKey]),
    ).toHaveLength(1);
  } finally {
    house.arrival = first;
  }
});

it('replays only the requested messages', async () => {
  const [one, two] = [await house.addDevice(), await house.addDevice()];
  for (const { device, machineId } of [one, two]) {
    await sendEarly(device, 2);
    await correctShipment(machineId);
  }
  const replays = house.get(QuarantineReplays);
  const { id } = await replays.request(house.engineer, {
    reason: 'before_shipment',
    deviceId: two.device.deviceId,
  });
  expect(await finish(id)).toMatchObject({ total: 2, done: 2, stored: 2 });
  expect(await house.stored(one.device)).toEqual([]);
  expect(await open()).toEqual(['before_shipment', 'before_shipment', 'not_json', 'not_json']);
});

it('keeps messages that are now invalid for another reason, with that reason', async () => {
  const { device, machineId } = await house.addDevice();
  await house.send(device, { ts: SHIPPED - 1000, seq: 1, g: { pressure_bar: 1 } });
  await correctShipment(machineId);
  // By now another reading has its key.
  await house.send(await lookAgain(device), { ts: SHIPPED - 1000, seq: 1, g: { pressure_bar: 2 } });
  const { id } = await house.get(QuarantineReplays).request(house.engineer, {});
  expect(await finish(id)).toMatchObject({ done: 1, stored: 0 });
  expect(await open()).toEqual(['conflicting_duplicate']);
  expect(await house.stored(device)).toHaveLength(1);
});

it('is resumed where a process left it, and stores nothing twice', async () => {
  const { device, machineId } = await house.addDevice();
  await sendEarly(device, 3);
  await correctShipment(machineId);
  const { id } = await house.get(QuarantineReplays).request(house.engineer, {});
  // Simulates a process that stored its messages and was killed before it recorded that.
  await house.sql(`update quarantine_replay set claimed_at = $1`, [NOW]);
  const corrected = await lookAgain(device);
  for (let i = 0; i < 3; i++)
    await house.send(corrected, { ts: SHIPPED - (i + 1) * 1000, seq: i, g: { pressure_bar: i } });
  retries.tick();
  await sleep(300);
  expect((await house.get(QuarantineReplays).list(house.engineer))[0]).toMatchObject({ done: 0 });
  await house.sql(`update quarantine_replay set claimed_at = $1::timestamptz - interval '31 s'`, [NOW]);
  expect(await finish(id)).toMatchObject({ done: 4, stored: 3 });
  expect(await house.stored(device)).toHaveLength(3);
  expect(await open()).toEqual(['not_json']);
});

it('has nothing to do without a message, and is not visible to customers', async () => {
  const replays = house.get(QuarantineReplays);
  await expect(replays.request(house.engineer, { reason: 'not_json' })).rejects.toMatchObject({
    code: 'telemetry.nothing_to_replay',
  });
  await expect(replays.request(house.engineer, { deviceId: house.a.ids.machine! })).rejects.toMatchObject({
    code: 'equipment.device_not_found',
  });
  const { device } = await house.addDevice();
  await sendEarly(device, 1);
  expect(await replays.reasons(house.asCustomer(house.a))).toEqual([]);
  await replays.request(house.engineer, {});
  expect(await replays.list(house.asCustomer(house.a))).toEqual([]);
});

it('stores readings from before a shipment after its correction', async () => {
  const { device, machineId } = await house.addDevice();
  await sendEarly(device, 2);
  const replays = house.get(QuarantineReplays);
  const shippedAt = new Date('2025-06-01T00:00:00Z');
  await house.get(MachinesService).change(house.engineer, machineId, 1, { shippedAt });
  await replays.requestAfterFix(house.engineer, 'before_shipment');
  const [asked] = await replays.list(house.engineer);
  expect(await finish(asked!.id)).toMatchObject({ reason: 'before_shipment', total: 2, done: 2, stored: 2 });
  expect(await open()).toEqual(['not_json']);
  // Without remaining messages, the next correction starts nothing.
  await replays.requestAfterFix(house.engineer, 'before_shipment');
  expect(await replays.list(house.engineer)).toHaveLength(1);
});
