import fc from 'fast-check';
import { MACHINE_STATES } from '#equipment';
import { type HubOfFleet, type MachineGroup, summariseFleet } from './fleet-summary.js';

const now = new Date('2026-11-24T12:00:00Z');
const ago = (seconds: number): Date => new Date(now.getTime() - seconds * 1000);
const waw: HubOfFleet = { id: 'waw', name: 'Warszawa', latitude: 52, longitude: 21, zone: 'Europe/Warsaw' };
const jkt: HubOfFleet = { id: 'jkt', name: 'Jakarta', latitude: -6, longitude: 107, zone: 'Asia/Jakarta' };
const otwock = { id: 's1', name: 'Otwock', city: 'Otwock', latitude: 52.1, longitude: 21.3 };
const tychy = { id: 's2', name: 'Tychy', city: 'Tychy', latitude: 50.1, longitude: 19 };

const oldest = (serial: string, seconds: number): MachineGroup['oldest'] => ({
  serial,
  lastReadingAt: ago(seconds),
});

const group = (change: Partial<MachineGroup>): MachineGroup => ({
  machines: 1,
  state: 'load',
  rank: 7,
  hubId: 'waw',
  site: otwock,
  recent: 0,
  oldest: null,
  ...change,
});

describe('summariseFleet', () => {
  it('counts an empty fleet', () => {
    expect(summariseFleet([], [waw], now)).toEqual({
      total: 0,
      states: { fault: 0, silent: 0, service: 0, load: 0, idle: 0, off: 0, unknown: 0 },
      hubs: [],
      heardLast2Min: 0,
      worstGap: null,
    });
  });

  it('groups machines by hub and site, with the worst state of each', () => {
    const summary = summariseFleet(
      [
        group({}),
        group({ state: 'fault', rank: 0 }),
        group({ machines: 3, site: tychy, state: 'idle' }),
        group({ site: tychy, state: 'off' }),
        group({ machines: 2, site: null, hubId: null }),
      ],
      [jkt, waw],
      now,
    );
    expect(summary.hubs).toEqual([
      {
        hub: waw,
        machines: 6,
        sites: [
          { site: otwock, machines: 2, worst: 'critical' },
          { site: tychy, machines: 4, worst: 'idle' },
        ],
      },
    ]);
    expect(summary.states).toEqual({ fault: 1, silent: 0, service: 0, load: 3, idle: 3, off: 1, unknown: 0 });
  });

  it.each([
    [0, 'critical'],
    [1, 'warning'],
    [2, 'silent'],
    [3, 'held'],
    [4, 'planned'],
    [5, 'planned'],
    [6, 'service'],
    [7, 'load'],
  ])('rank %d displays a site as %s', (rank, worst) => {
    expect(summariseFleet([group({ rank }), group({ rank: 7 })], [waw], now).hubs[0]!.sites[0]!.worst).toBe(
      worst,
    );
  });

  it('returns the longest data gap of a machine that should report, and counts recent readings', () => {
    const summary = summariseFleet(
      [
        group({ machines: 3, recent: 2, oldest: oldest('A', 119) }),
        group({ recent: 0, oldest: oldest('B', 111_000), state: 'silent' }),
        group({ recent: 1, site: tychy, oldest: oldest('C', 20) }),
        group({ oldest: null }),
      ],
      [waw],
      now,
    );
    expect(summary.worstGap).toEqual({ serial: 'B', seconds: 111_000 });
    expect(summary.heardLast2Min).toBe(3);
  });

  it('shows no negative gap for a clock that is ahead', () => {
    expect(summariseFleet([group({ oldest: oldest('A', -5) })], [waw], now).worstGap).toEqual({
      serial: 'A',
      seconds: 0,
    });
  });

  it('counts every machine once', () => {
    const any = fc.record({
      state: fc.constantFrom(...MACHINE_STATES),
      rank: fc.integer({ min: 0, max: 7 }),
      machines: fc.integer({ min: 1, max: 1000 }),
    });
    fc.assert(
      fc.property(fc.array(any), (changes) => {
        const summary = summariseFleet(changes.map(group), [waw], now);
        const machines = changes.reduce((sum, change) => sum + change.machines, 0);
        expect(MACHINE_STATES.reduce((sum, state) => sum + summary.states[state], 0)).toBe(machines);
        expect(summary.hubs.flatMap((hub) => hub.sites).reduce((sum, site) => sum + site.machines, 0)).toBe(
          machines,
        );
      }),
    );
  });
});
