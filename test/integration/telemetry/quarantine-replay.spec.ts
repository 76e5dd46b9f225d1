import { setTimeout as sleep } from 'node:timers/promises';
import { MachinesService } from '#equipment';
import { DeviceReadingsQueries, type KnownDevice, Quarantine, QuarantineReplays } from '#telemetry';
import type { QuarantineRetries } from '../../../apps/ingest/src/quarantine-retries.js';
import { eventually } from '../../support/eventually.js';
import { NOW, TelemetryFixture } from './telemetry-fixture.js';

let fixture: TelemetryFixture;
let retries: QuarantineRetries;
beforeAll(async () => {
  fixture = await TelemetryFixture.open();
});
beforeEach(async () => {
  await fixture.sql('delete from quarantine_replay');
  await fixture.sql('delete from quarantine_entry');
  retries = fixture.openRetries();
});
afterEach(() => retries.stop(1000));
afterAll(() => fixture?.close());

const SHIPPED = Date.parse('2026-01-01T00:00:00Z');

/** Sends readings from before the machine was shipped, and an invalid message. */
async function sendEarly(device: KnownDevice, count: number): Promise<void> {
  for (let i = 0; i < count; i++)
    await fixture.send(device, { ts: SHIPPED - (i + 1) * 1000, seq: i, g: { pressure_bar: i } });
  await fixture.send(device, 'nonsense');
}

async function correctShipment(machineId: string): Promise<void> {
  await fixture.sql(`update machine set shipped_at = '2025-06-01' where id = $1`, [machineId]);
}

async function reloadDevice({ deviceKey }: KnownDevice): Promise<KnownDevice> {
  await fixture.directory.refresh();
  return (await fixture.directory.find(deviceKey))!;
}

/** Runs a replay to completion. */
async function finish(id: string) {
  return eventually(
    async () => {
      retries.tick();
      return (await fixture.get(QuarantineReplays).list(fixture.engineer)).find((replay) => replay.id === id);
    },
    (replay) => replay?.finishedAt != null,
  );
}

const open = async () =>
  (await fixture.get(Quarantine).list(fixture.engineer, { limit: 100 })).items
    .map(({ reason }) => reason)
    .sort();

it('stores messages that are valid after the fix, and leaves the rest in quarantine', async () => {
  const { device, machineId } = await fixture.addDevice();
  await sendEarly(device, 3);
  const replays = fixture.get(QuarantineReplays);
  expect(await replays.reasons(fixture.engineer)).toMatchObject([
    { reason: 'before_shipment', messages: 3, devices: 1, firstAt: NOW, lastAt: NOW },
    { reason: 'not_json', messages: 1, devices: 1 },
  ]);
  await correctShipment(machineId);
  const asked = await replays.request(fixture.engineer, {});
  expect(asked).toMatchObject({ total: 4, done: 0, stored: 0, finishedAt: null });
  await expect(replays.request(fixture.engineer, {})).rejects.toMatchObject({
    code: 'telemetry.replay_under_way',
  });
  expect(await finish(asked.id)).toMatchObject({
    total: 4,
    done: 4,
    stored: 3,
    finishedAt: expect.any(Date),
  });
  expect(await fixture.stored(device)).toHaveLength(3);
  expect(await open()).toEqual(['not_json']);
  const dealtWith = await fixture.sql<{ resolved_by: string }>(
    `select resolved_by from quarantine_entry where resolved_at is not null`,
  );
  expect(dealtWith.map((row) => row.resolved_by)).toEqual([1, 2, 3].map(() => fixture.engineer.userId));
  const [audit] = await fixture.sql<{ after: unknown }>(
    `select after from audit_entry where action = 'telemetry.quarantine_replay_requested'`,
  );
  expect(audit!.after).toEqual({ reason: null, deviceId: null, total: 4 });
});

it('keeps the first receipt time of a replayed reading, and stores the reading as new for billing', async () => {
  const { device, machineId } = await fixture.addDevice();
  const first = fixture.arrival;
  await fixture.send(device, { ts: SHIPPED - 1000, seq: 7, g: { pressure_bar: 1 } });
  await correctShipment(machineId);
  const later = new Date(first.getTime() + 6 * 3_600_000);
  fixture.arrival = later;
  try {
    await reloadDevice(device);
    await fixture.send(device, { ts: SHIPPED + 1000, seq: 8, g: { pressure_bar: 2 } });
    const { id } = await fixture.get(QuarantineReplays).request(fixture.engineer, {});
    await finish(id);
    const span = { from: new Date(SHIPPED - 60_000), to: new Date(SHIPPED + 60_000), limit: 10 };
    const { items } = await fixture.get(DeviceReadingsQueries).list(fixture.engineer, device.deviceId, span);
    // A billing run between the two receipts did not include the reading, so `receivedAt` must not move back before
    // the run.
    expect(items.map(({ seq, receivedAt, firstReceivedAt }) => [seq, receivedAt, firstReceivedAt])).toEqual([
      ['7', later, first],
      ['8', later, later],
    ]);
    // Live intake writes no separate row.
    expect(
      await fixture.sql(`select from reading_first_receipt where device_key = $1`, [device.deviceKey]),
    ).toHaveLength(1);
  } finally {
    fixture.arrival = first;
  }
});

it('replays only the requested messages', async () => {
  const [one, two] = [await fixture.addDevice(), await fixture.addDevice()];
  for (const { device, machineId } of [one, two]) {
    await sendEarly(device, 2);
    await correctShipment(machineId);
  }
  const replays = fixture.get(QuarantineReplays);
  const { id } = await replays.request(fixture.engineer, {
    reason: 'before_shipment',
    deviceId: two.device.deviceId,
  });
  expect(await finish(id)).toMatchObject({ total: 2, done: 2, stored: 2 });
  expect(await fixture.stored(one.device)).toEqual([]);
  expect(await open()).toEqual(['before_shipment', 'before_shipment', 'not_json', 'not_json']);
});

it('keeps messages that are now invalid for another reason, with the new reason', async () => {
  const { device, machineId } = await fixture.addDevice();
  await fixture.send(device, { ts: SHIPPED - 1000, seq: 1, g: { pressure_bar: 1 } });
  await correctShipment(machineId);
  // Another reading has the same key now.
  await fixture.send(await reloadDevice(device), { ts: SHIPPED - 1000, seq: 1, g: { pressure_bar: 2 } });
  const { id } = await fixture.get(QuarantineReplays).request(fixture.engineer, {});
  expect(await finish(id)).toMatchObject({ done: 1, stored: 0 });
  expect(await open()).toEqual(['conflicting_duplicate']);
  expect(await fixture.stored(device)).toHaveLength(1);
});

it('is resumed where a process stopped, and stores nothing twice', async () => {
  const { device, machineId } = await fixture.addDevice();
  await sendEarly(device, 3);
  await correctShipment(machineId);
  const { id } = await fixture.get(QuarantineReplays).request(fixture.engineer, {});
  // Simulates a process that stored its messages and was killed before it recorded them.
  await fixture.sql(`update quarantine_replay set claimed_at = $1`, [NOW]);
  const corrected = await reloadDevice(device);
  for (let i = 0; i < 3; i++)
    await fixture.send(corrected, { ts: SHIPPED - (i + 1) * 1000, seq: i, g: { pressure_bar: i } });
  retries.tick();
  await sleep(300);
  expect((await fixture.get(QuarantineReplays).list(fixture.engineer))[0]).toMatchObject({ done: 0 });
  await fixture.sql(`update quarantine_replay set claimed_at = $1::timestamptz - interval '31 s'`, [NOW]);
  expect(await finish(id)).toMatchObject({ done: 4, stored: 3 });
  expect(await fixture.stored(device)).toHaveLength(3);
  expect(await open()).toEqual(['not_json']);
});

it('does nothing without messages, and is not visible to customers', async () => {
  const replays = fixture.get(QuarantineReplays);
  await expect(replays.request(fixture.engineer, { reason: 'not_json' })).rejects.toMatchObject({
    code: 'telemetry.nothing_to_replay',
  });
  await expect(replays.request(fixture.engineer, { deviceId: fixture.a.ids.machine! })).rejects.toMatchObject(
    {
      code: 'equipment.device_not_found',
    },
  );
  const { device } = await fixture.addDevice();
  await sendEarly(device, 1);
  expect(await replays.reasons(fixture.asCustomer(fixture.a))).toEqual([]);
  await replays.request(fixture.engineer, {});
  expect(await replays.list(fixture.asCustomer(fixture.a))).toEqual([]);
});

it('stores readings from before a shipment after its correction', async () => {
  const { device, machineId } = await fixture.addDevice();
  await sendEarly(device, 2);
  const replays = fixture.get(QuarantineReplays);
  const shippedAt = new Date('2025-06-01T00:00:00Z');
  await fixture.get(MachinesService).change(fixture.engineer, machineId, 1, { shippedAt });
  await replays.requestAfterFix(fixture.engineer, 'before_shipment');
  const [asked] = await replays.list(fixture.engineer);
  expect(await finish(asked!.id)).toMatchObject({ reason: 'before_shipment', total: 2, done: 2, stored: 2 });
  expect(await open()).toEqual(['not_json']);
  // If no messages remain, the next correction starts no replay.
  await replays.requestAfterFix(fixture.engineer, 'before_shipment');
  expect(await replays.list(fixture.engineer)).toHaveLength(1);
});
