import { DEFAULT_DEVICE_LIMITS, type KnownDevice, NO_RULE, ReadingList, shapeOf } from '#telemetry';
import { LivePatches } from './live-patches.js';
import { WatchedTargets } from './watched-targets.js';

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
  numeric: new Set<string>(),
  metered: new Set<string>(),
  limits: DEFAULT_DEVICE_LIMITS,
  makerLimits: NO_RULE,
} satisfies KnownDevice;

const T = Date.parse('2026-11-24T12:00:00Z');
type Said = [timeMs: number, values: Record<string, number | string>];

const add = (patches: LivePatches, ...said: Said[]): void => {
  const list = new ReadingList<KnownDevice>();
  for (const [timeMs, values] of said) {
    const keys = Object.keys(values).sort();
    const shape = shapeOf(
      keys,
      keys.map((key) => (typeof values[key] === 'string' ? values[key] : undefined)),
      null,
      0,
    );
    list.add(
      device,
      't',
      timeMs + 20,
      timeMs,
      1,
      shape,
      keys.flatMap((key) => (typeof values[key] === 'number' ? [values[key]] : [])),
    );
  }
  patches.add(list, [...said.keys()]);
};

describe('LivePatches', () => {
  let published: [string, unknown][];
  let patches: LivePatches;
  let watched: WatchedTargets;
  beforeEach(() => {
    published = [];
    watched = new WatchedTargets(() => 0);
    watched.receive({ places: ['m1'] });
    patches = new LivePatches(
      () => device,
      watched,
      (topic, payload) => published.push([topic, JSON.parse(payload)]),
    );
  });

  it('publishes the newest of each value, once, and a hint to evaluate the device', () => {
    add(patches, [T, { p: 1, q: 5 }], [T + 1000, { p: 2, state: 'load' }]);
    add(patches, [T + 500, { p: 9 }]);
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

  it('excludes buffered readings from live values, but has them evaluated', () => {
    add(patches, [T, { p: 1 }]);
    patches.flush();
    published.length = 0;
    add(patches, [T - 86_400_000, { p: 7 }]);
    patches.flush();
    expect(published.map(([topic]) => topic)).toEqual(['dutycycle/internal/dirty/mk']);
  });

  it('publishes nothing about a device without viewers, but has it evaluated', () => {
    watched = new WatchedTargets(() => 0);
    patches = new LivePatches(
      () => device,
      watched,
      (topic) => published.push([topic, null]),
    );
    const topicsAfter = (values: Record<string, number>, timeMs: number): string[] => {
      published.length = 0;
      add(patches, [timeMs, values]);
      patches.flush();
      return published.map(([topic]) => topic);
    };
    expect(topicsAfter({ p: 1 }, T)).toEqual(['dutycycle/internal/dirty/mk']);
    watched.receive({ places: ['m2'] });
    expect(topicsAfter({ p: 2 }, T + 1)).toEqual(['dutycycle/internal/dirty/mk']);
    watched.receive({ places: ['m1'] });
    expect(topicsAfter({ p: 3 }, T + 2)).toEqual([
      'dutycycle/internal/live/mk/d1',
      'dutycycle/internal/dirty/mk',
    ]);
  });
});
