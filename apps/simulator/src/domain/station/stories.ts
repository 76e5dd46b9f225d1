import { DateTime } from 'luxon';
import type { Effect } from '../physics/effects.js';
import { moveInstant, type WorldDates } from '../world-dates.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Period in which a device sends nothing. Its readings are lost, or buffered and delivered afterwards. */
export interface Outage {
  readonly deviceCode: string;
  readonly from: number;
  readonly to: number;
  readonly isLost: boolean;
}

/** Events in the demo beyond everyday operation. */
export interface Stories {
  /** Effects by customer code. */
  readonly effects: Readonly<Record<string, readonly Effect[]>>;
  readonly outages: readonly Outage[];
}

interface Machine {
  readonly id: string;
  readonly serial: string;
  readonly customer: string;
}

/**
 * Start of the first backflow, which lasted two hours (168 m³), in the demo file's calendar. The demo begins with a
 * decision about its exception.
 */
export const FIRST_LEAK = '2026-11-07T23:00:00Z';

/** Sticking thermostatic valve of lot T2408. The discharge temperature drifts and, in some cases, rises suddenly. */
interface StickingValve {
  readonly machine: string;
  /** Start of the drift, in the demo file's calendar. */
  readonly since: string;
  /** Drift in kelvin on the date of the stories, without the sudden rise. */
  readonly driftK: number;
  /** Sudden rise: minutes before the date of the stories, and amount in kelvin. */
  readonly stuck?: { readonly minutesBefore: number; readonly byK: number };
  /** Hours from the date of the stories until technicians replace the valve. */
  readonly replacedAfterH: number;
}

const VALVES: readonly StickingValve[] = [
  {
    machine: 'M-056',
    since: '2026-11-02T04:00:00Z',
    driftK: 9,
    stuck: { minutesBefore: 41, byK: 42 },
    replacedAfterH: 20,
  },
  {
    machine: 'M-016',
    since: '2026-11-02T04:20:00Z',
    driftK: 11,
    stuck: { minutesBefore: 143, byK: 7.8 },
    replacedAfterH: 50,
  },
  {
    machine: 'M-012',
    since: '2026-10-14T08:00:00Z',
    driftK: 5,
    stuck: { minutesBefore: 28 * 60 + 25, byK: 8 },
    replacedAfterH: 74,
  },
  { machine: 'M-036', since: '2026-10-24T12:00:00Z', driftK: 9, replacedAfterH: 26 * 24 },
  { machine: 'M-052', since: '2026-10-09T06:00:00Z', driftK: 9, replacedAfterH: 28 * 24 },
  { machine: 'M-032', since: '2026-10-02T14:00:00Z', driftK: 8, replacedAfterH: 30 * 24 },
];

/**
 * Converts the demo file's stories to effects and data gaps. Events that depend on a weekday move with the calendar;
 * current ones occur just before the present (`asOfMs`).
 */
export function composeStories(dates: WorldDates, machines: readonly Machine[]): Stories {
  const find = (id: string): Machine => {
    const machine = machines.find((each) => each.id === id);
    if (!machine) throw new Error(`The demo file contains no machine ${id}`);
    return machine;
  };
  const now = floorToMinute(dates.asOfMs);
  const effects: Record<string, Effect[]> = {};
  const add = (customer: string, ...more: Effect[]) => (effects[customer] ??= []).push(...more);

  for (const valve of VALVES) {
    const { customer, serial } = find(valve.machine);
    add(customer, ...toValveEffects(valve, serial, now, moveInstant(dates, valve.since)));
  }
  // The hot machines are kept running, so that their temperatures are visible.
  add('C-ID-3', {
    kind: 'keep_running',
    serial: find('M-012').serial,
    from: now - 31 * HOUR_MS,
    to: now + 74 * HOUR_MS,
  });
  add('C-PL-4', { kind: 'keep_running', serial: find('M-056').serial, from: now - 5 * HOUR_MS, to: now });
  add('C-ID-4', {
    kind: 'keep_running',
    serial: find('M-016').serial,
    from: now - 6 * HOUR_MS,
    to: now + 50 * HOUR_MS,
  });

  // S03: on a Saturday night, the non-return valve leaks 2.1 m³/min for three hours. A week before, it leaked less.
  add('C-PL-1', ...toLeakEffects(moveInstant(dates, FIRST_LEAK), 1.4, 2));
  add('C-PL-1', ...toLeakEffects(moveInstant(dates, '2026-11-14T22:30:00Z'), 2.1, 3));
  // A new consumer causes a pressure drop at 03:40, which the plant engineer investigates in the morning.
  const morning = DateTime.fromMillis(now, { zone: 'Europe/Warsaw' })
    .startOf('day')
    .plus({ hours: 3, minutes: 40 })
    .toMillis();
  add('C-PL-1', { kind: 'burst', flowM3Min: 7.6, from: morning, to: morning + 11 * MINUTE_MS });
  // Technicians have recently started a service.
  add('C-PL-2', {
    kind: 'maintenance',
    serial: find('M-047').serial,
    airFilter: true,
    separator: true,
    from: now - 115 * MINUTE_MS,
    to: now + 3 * HOUR_MS,
  });

  // S01 and the cold store's data gap: the machine sends nothing, and its counter later proves that it was running.
  const outageStart = now - 30 * HOUR_MS - 50 * MINUTE_MS;
  add('C-MX-1', {
    kind: 'keep_running',
    serial: find('M-023').serial,
    from: outageStart,
    to: outageStart + 31 * HOUR_MS,
  });
  const lostSince = moveInstant(dates, '2026-11-11T17:00:00Z');
  add('C-ID-4', {
    kind: 'keep_running',
    serial: find('M-016').serial,
    from: lostSince,
    to: lostSince + 9 * HOUR_MS,
  });
  return {
    effects,
    outages: [
      { deviceCode: find('M-023').serial, from: outageStart, to: outageStart + 31 * HOUR_MS, isLost: true },
      { deviceCode: find('M-016').serial, from: lostSince, to: lostSince + 9 * HOUR_MS, isLost: true },
    ],
  };
}

/** Returns the effects of a leaking valve. Machines are off before air flows back, so that their readings prove it. */
function toLeakEffects(from: number, flowM3Min: number, hours: number): Effect[] {
  const pause = { kind: 'backflow', flowM3Min: 0, from: from - 5 * MINUTE_MS, to: from } as const;
  return [pause, { kind: 'backflow', flowM3Min, from, to: from + hours * HOUR_MS }];
}

function toValveEffects(valve: StickingValve, serial: string, now: number, since: number): Effect[] {
  const replacedAt = now + valve.replacedAfterH * HOUR_MS;
  const stuckAt = now - (valve.stuck?.minutesBefore ?? 0) * MINUTE_MS;
  const points: [number, number][] = [
    [since, 0],
    [stuckAt, valve.driftK],
  ];
  if (valve.stuck) points.push([stuckAt + 12 * MINUTE_MS, valve.driftK + valve.stuck.byK]);
  points.push([replacedAt, (points.at(-1)?.[1] ?? 0) + 0.5]);
  return [
    { kind: 'disturbance', serial, quantity: 'heatK', points, from: since, to: replacedAt },
    {
      kind: 'maintenance',
      serial,
      airFilter: false,
      separator: false,
      from: replacedAt,
      to: replacedAt + 2 * HOUR_MS,
    },
  ];
}

/**
 * Returns random outages of a customer's network: one to three hours each, about every second day, beginning before
 * 20:00 UTC.
 */
export function drawOutages(
  deviceCode: string,
  seed: (index: number) => number,
  fromMs: number,
  toMs: number,
): Outage[] {
  const drawn: Outage[] = [];
  for (let day = Math.floor(fromMs / DAY_MS); day <= Math.floor(toMs / DAY_MS); day++) {
    if (seed(day * 3) > 0.5) continue;
    const from = floorToMinute(day * DAY_MS + seed(day * 3 + 1) * 20 * HOUR_MS);
    drawn.push({
      deviceCode,
      from,
      to: from + floorToMinute((1 + 2 * seed(day * 3 + 2)) * HOUR_MS),
      isLost: false,
    });
  }
  return drawn;
}

function floorToMinute(ms: number): number {
  return Math.floor(ms / MINUTE_MS) * MINUTE_MS;
}
