import fc from 'fast-check';
import { MACHINE_STATES } from '#equipment';
import { type HubOfFleet, type MachineOfFleet, summariseFleet } from './fleet-summary.js';

const now = new Date('2026-11-24T12:00:00Z');
const ago = (seconds: number): Date => new Date(now.getTime() - seconds * 1000);
const waw: HubOfFleet = { id: 'waw', name: 'Warszawa', latitude: 52, longitude: 21, zone: 'Europe/Warsaw' };
const jkt: HubOfFleet = { id: 'jkt', name: 'Jakarta', latitude: -6, longitude: 107, zone: 'Asia/Jakarta' };
const otwock = { id: 's1', name: 'Otwock', city: 'Otwock', latitude: 52.1, longitude: 21.3 };
const tychy = { id: 's2', name: 'Tychy', city: 'Tychy', latitude: 50.1, longitude: 19 };

const machine = (change: Partial<MachineOfFleet>): MachineOfFleet => ({
  serial: 'A',
  state: 'load',
  rank: 7,
  isExpectedToReport: true,
  hubId: 'waw',
  site: otwock,
  lastReadingAt: ago(10),
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
        machine({ serial: 'A' }),
        machine({ serial: 'B', state: 'fault', rank: 0 }),
        machine({ serial: 'C', site: tychy, state: 'idle' }),
        machine({ serial: 'D', site: tychy, state: 'off' }),
        machine({ serial: 'E', site: null, hubId: null }),
      ],
      [jkt, waw],
      now,
    );
    expect(summary.hubs).toEqual([
      {
        hub: waw,
        machines: 4,
        sites: [
          { site: otwock, machines: 2, worst: 'critical' },
          { site: tychy, machines: 2, worst: 'idle' },
        ],
      },
    ]);
    expect(summary.states).toEqual({ fault: 1, silent: 0, service: 0, load: 2, idle: 1, off: 1, unknown: 0 });
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
    expect(
      summariseFleet([machine({ rank }), machine({ rank: 7 })], [waw], now).hubs[0]!.sites[0]!.worst,
    ).toBe(worst);
  });

  it('returns the longest data gap of a machine that should report', () => {
    const summary = summariseFleet(
      [
        machine({ serial: 'A', lastReadingAt: ago(119) }),
        machine({ serial: 'B', lastReadingAt: ago(111_000), state: 'silent' }),
        machine({ serial: 'C', lastReadingAt: ago(900_000), isExpectedToReport: false }),
        machine({ serial: 'D', lastReadingAt: null }),
      ],
      [waw],
      now,
    );
    expect(summary.worstGap).toEqual({ serial: 'B', seconds: 111_000 });
    expect(summary.heardLast2Min).toBe(1);
  });

  it('counts a reading from a clock that is ahead as recent', () => {
    expect(summariseFleet([machine({ lastReadingAt: ago(-5) })], [waw], now)).toMatchObject({
      heardLast2Min: 1,
      worstGap: { serial: 'A', seconds: 0 },
    });
  });

  it('counts every machine once', () => {
    const any = fc.record({
      state: fc.constantFrom(...MACHINE_STATES),
      rank: fc.integer({ min: 0, max: 7 }),
    });
    fc.assert(
      fc.property(fc.array(any), (changes) => {
        const summary = summariseFleet(changes.map(machine), [waw], now);
        expect(MACHINE_STATES.reduce((sum, state) => sum + summary.states[state], 0)).toBe(changes.length);
        expect(summary.hubs.flatMap((hub) => hub.sites).reduce((sum, site) => sum + site.machines, 0)).toBe(
          changes.length,
        );
      }),
    );
  });
});
