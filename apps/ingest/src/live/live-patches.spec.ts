import type { KnownDevice, PendingFrame } from '#telemetry';
import { LivePatches } from './live-patches.js';

const device = {
  makerId: 'mk',
  deviceId: 'd1',
  deviceKey: 1,
  makerSlug: 'slug',
  code: 'P-1',
  machineId: 'm1',
  siteId: null,
  shippedMs: 0,
  signals: new Set<string>(),
  metered: new Set<string>(),
} satisfies KnownDevice;

const T = Date.parse('2026-11-24T12:00:00Z');
const stored = (timeMs: number, values: Record<string, number | string>): PendingFrame => {
  const keys = Object.keys(values);
  return {
    device,
    topic: 't',
    text: '',
    frame: {
      timeMs,
      seq: '1',
      timeSource: 0,
      receivedMs: T,
      keys,
      values: keys.map((key) => (typeof values[key] === 'number' ? values[key] : null)),
      others: Object.fromEntries(
        Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
      ),
      qualities: null,
      content: '',
    },
  };
};

describe('LivePatches', () => {
  let published: [string, unknown][];
  let patches: LivePatches;
  beforeEach(() => {
    published = [];
    patches = new LivePatches(
      () => device,
      (topic, payload) => published.push([topic, JSON.parse(payload)]),
    );
  });

  it('tells the newest of each value, once, and that the device waits for evaluation', () => {
    patches.add([stored(T, { p: 1, q: 5 }), stored(T + 1000, { p: 2, state: 'load' })]);
    patches.add([stored(T + 500, { p: 9 })]);
    patches.flush();
    expect(published).toEqual([
      [
        'dutycycle/internal/live/mk/d1',
        {
          deviceKey: 1,
          deviceId: 'd1',
          machineId: 'm1',
          siteId: null,
          at: '2026-11-24T12:00:01.000Z',
          values: { p: 2, q: 5, state: 'load' },
          state: 'load',
        },
      ],
      ['dutycycle/internal/dirty/mk', { deviceKeys: [1] }],
    ]);
    published.length = 0;
    patches.flush();
    expect(published).toEqual([]);
  });

  it('keeps what was held back out of the present, but has it evaluated', () => {
    patches.add([stored(T, { p: 1 })]);
    patches.flush();
    published.length = 0;
    patches.add([stored(T - 86_400_000, { p: 7 })]);
    patches.flush();
    expect(published.map(([topic]) => topic)).toEqual(['dutycycle/internal/dirty/mk']);
  });
});
