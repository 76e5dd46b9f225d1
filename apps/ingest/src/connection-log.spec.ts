import type { ConnectionChange, DeviceRef } from '#telemetry';
import { ConnectionLog } from './connection-log.js';

const PUMP: DeviceRef = { makerId: 'maker', deviceId: 'pump', deviceKey: 1 };
const PRESS: DeviceRef = { makerId: 'maker', deviceId: 'press', deviceKey: 2 };
const SETTLED_MS = 600;
const wait = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

/** Fake database that can be unavailable and slow. */
class Book {
  readonly lines: string[] = [];
  isAway = false;
  private gate: Promise<void> = Promise.resolve();

  hold(): () => void {
    let open = (): void => undefined;
    this.gate = new Promise((resolve) => (open = resolve));
    return open;
  }

  async record(changes: readonly ConnectionChange[]): Promise<void> {
    await this.gate;
    if (this.isAway) throw new Error('connection refused');
    for (const { device, connected } of changes)
      this.lines.push(`${device.deviceId} ${connected ? 'online' : 'offline'}`);
  }

  findConnected(): Promise<DeviceRef[]> {
    return Promise.resolve([]);
  }
}

let book: Book;
let log: ConnectionLog;
let told: string[];
const note = (device: DeviceRef, connected: boolean, name: string): void =>
  log.record(device, connected, 'announced', () => told.push(name));

beforeEach(() => {
  vi.useFakeTimers();
  book = new Book();
  told = [];
  log = new ConnectionLog(
    book,
    () => 0,
    () => undefined,
  );
});
afterEach(async () => {
  await log.stop();
  vi.useRealTimers();
});

it('reports a state once it is in the database, and not before', async () => {
  const open = book.hold();
  note(PUMP, true, 'pump');
  await wait(SETTLED_MS);
  expect(told).toEqual([]);
  open();
  await wait(10);
  expect([book.lines, told]).toEqual([['pump online'], ['pump']]);
});

it('also reports a state that has not changed, and one that changed back shortly afterwards', async () => {
  note(PUMP, false, 'was so');
  note(PRESS, true, 'came');
  note(PRESS, false, 'went');
  await wait(SETTLED_MS);
  expect([book.lines, told]).toEqual([[], ['was so', 'came', 'went']]);
});

it('waits while the database is unavailable, and writes the latest state afterwards', async () => {
  book.isAway = true;
  note(PUMP, true, 'pump');
  await wait(2 * SETTLED_MS);
  note(PRESS, true, 'press');
  expect([book.lines, told]).toEqual([[], []]);
  book.isAway = false;
  await wait(SETTLED_MS);
  expect([book.lines, told]).toEqual([
    ['pump online', 'press online'],
    ['pump', 'press'],
  ]);
});

it('writes no older state after a newer one if a write fails', async () => {
  const open = book.hold();
  book.isAway = true;
  note(PUMP, true, 'on');
  await wait(SETTLED_MS);
  note(PUMP, false, 'off');
  await wait(SETTLED_MS);
  open();
  await wait(0);
  book.isAway = false;
  await wait(SETTLED_MS);
  expect(log.isConnected(PUMP.deviceKey)).toBe(false);
  expect(book.lines).toEqual([]);
  expect(told).toEqual(['on', 'off']);
});
