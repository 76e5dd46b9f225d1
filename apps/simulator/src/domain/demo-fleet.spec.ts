import { readDemoData } from '../seed/demo-data.store.js';
import { siteZone } from '../seed/seeding.js';
import { drawIncidents } from './station/incidents.js';
import { toMessage, type Sample } from './station/samples.js';
import { setUpStation } from './station/station-setup.js';
import { recordStation, surveyStation, type StationSamples } from './station/station-past.js';
import { composeStories } from './station/stories.js';
import {
  listCoarseTimes,
  FINE_MS,
  bufferedIntervalMs,
  LIVE_MS,
  sequenceAt,
  createTimeline,
} from './station/timeline.js';
import { extendHolidays, createWorldDates } from './world-dates.js';
import { SiteCalendar } from './physics/site-calendar.js';

const data = readDemoData();
const AS_OF = Date.parse(data.asOf);
const HOUR_MS = 3_600_000;

const pasts = new Map<string, ReturnType<typeof makePast>>();

/** Returns all readings that a customer's devices have reported up to the date of the stories. The result is cached. */
function pastOf(customerCode: string): ReturnType<typeof makePast> {
  const past = pasts.get(customerCode) ?? makePast(customerCode);
  pasts.set(customerCode, past);
  return past;
}

/** Creates the past of a demo that was first started at an instant. */
function makePast(customerCode: string, firstStartMs = AS_OF, keepsOwnDates = true) {
  const dates = createWorldDates(data.asOf, firstStartMs, keepsOwnDates);
  const timeline = createTimeline(dates.firstStartMs, dates.asOfMs);
  const customer = data.customers.find(({ id }) => id === customerCode)!;
  const holidays = extendHolidays(data.holidays[customer.country]!, customer.country, 2026);
  const setup = setUpStation(
    { code: customer.id, zone: siteZone(customer), holidays },
    data.machines.filter((machine) => machine.customer === customer.id),
    data.models,
    composeStories(dates, data.machines),
    { dates, timeline, nowMs: firstStartMs },
  );
  const { before, coarse } = surveyStation(setup.simulation, timeline, dates, timeline.liveMs);
  const fine = recordStation(setup.simulation, before, timeline.liveMs, { fromMs: timeline.fineMs });
  const of = (serial: string): Sample[] => {
    const machineIndex = setup.deviceCodes.indexOf(serial);
    return [...coarse.machines[machineIndex]!, ...fine.machines[machineIndex]!];
  };
  return { setup, timeline, coarse, fine, of, meter: [...coarse.meter, ...fine.meter] };
}

const gauge = (key: string) => (sample: Sample) => sample.gauges?.[key] ?? NaN;

/** Returns periods as an alarm rule evaluates them: they begin when the value exceeds `on`, and end below `off`. */
function spans(
  samples: readonly Sample[],
  value: (sample: Sample) => number,
  on: number,
  off: number,
): { from: number; to: number | null }[] {
  const found: { from: number; to: number | null }[] = [];
  let open: { from: number; to: number | null } | undefined;
  for (const sample of samples) {
    const now = value(sample);
    if (!open && now > on) found.push((open = { from: sample.timeMs, to: null }));
    else if (open && now < off) {
      open.to = sample.timeMs;
      open = undefined;
    }
  }
  return found;
}

/** Finds errors in counters, such as decreases, and reports each once. */
function findFaults(samples: readonly Sample[]): string[] {
  const faults = new Set<string>();
  for (const [index, { timeMs, counters }] of samples.entries()) {
    const before = samples[index - 1];
    if (before && timeMs <= before.timeMs)
      faults.add(`time stood still at ${new Date(timeMs).toISOString()}`);
    for (const [key, value] of Object.entries(counters)) {
      if (value < 0 || (before && value < before.counters[key]!))
        faults.add(`${key} fell at ${new Date(timeMs).toISOString()}`);
    }
    if ((counters['load_hours_total'] ?? 0) > (counters['run_hours_total'] ?? 0) + 0.011)
      faults.add('more load than running');
    const hours = before ? (timeMs - before.timeMs) / HOUR_MS : Infinity;
    if ((counters['run_hours_total'] ?? 0) - (before?.counters['run_hours_total'] ?? 0) > hours + 0.011)
      faults.add(`ran more than time went by at ${new Date(timeMs).toISOString()}`);
  }
  return [...faults];
}

describe('demo fleet', () => {
  const warsaw = pastOf('C-PL-1');

  it("displays the demo file's running hours at its present", () => {
    for (const machine of data.machines.filter(({ customer }) => customer === 'C-PL-1')) {
      expect(warsaw.of(machine.serial).at(-1)!.counters['run_hours_total']).toBe(machine.run_hours);
    }
  });

  it.each(['C-PL-1', 'C-ID-4', 'C-MX-4'])(
    'never counts backwards, more load than running hours, or more running hours than time: %s',
    (code) => {
      const { setup, of, meter } = code === 'C-PL-1' ? warsaw : pastOf(code);
      expect([
        ...setup.deviceCodes.flatMap((serial) => findFaults(of(serial))),
        ...findFaults(meter),
      ]).toEqual([]);
    },
  );

  it('has thirteen months of counters at local midnight, and sixty days of complete readings', () => {
    const { timeline, of, meter } = warsaw;
    expect(new Date(timeline.historyMs).toISOString()).toBe('2025-10-24T00:00:00.000Z');
    const midnight = Date.parse('2026-04-01T00:00:00+02:00');
    expect(meter.some(({ timeMs }) => timeMs === midnight)).toBe(true);
    const fine = of('BH75V-2410-141').filter(({ timeMs }) => timeMs >= timeline.fineMs);
    expect(fine.filter(({ timeMs }) => timeMs % FINE_MS === 0)).toHaveLength(60 * 288 + 12 * 12 + 1);
    expect(Object.keys(fine[0]!.gauges!)).toHaveLength(9);
  });

  it('uses about as much air as agreed in the contract', () => {
    const month = (from: string, to: string) => {
      const value = (iso: string) =>
        warsaw.meter.find(({ timeMs }) => timeMs === Date.parse(iso))!.counters['air_m3_total']!;
      return value(to) - value(from);
    };
    for (const [from, to] of [
      ['2026-02-01T00:00:00+01:00', '2026-03-01T00:00:00+01:00'],
      ['2026-10-01T00:00:00+02:00', '2026-11-01T00:00:00+01:00'],
    ] as const) {
      expect(month(from, to)).toBeGreaterThan(150_000);
      expect(month(from, to)).toBeLessThan(220_000);
    }
  });

  it.each([
    [168, '2026-11-08T00:00:00+01:00', '2026-11-08T02:00:00+01:00'],
    [378, '2026-11-14T23:30:00+01:00', '2026-11-15T02:30:00+01:00'],
  ])(
    'has a flow of %s m³ while every machine is off, as their readings confirm from beginning to end',
    (quantity, ...bounds) => {
      const [from, to] = [Date.parse(bounds[0]), Date.parse(bounds[1])];
      const at = (timeMs: number) =>
        warsaw.meter.find((sample) => sample.timeMs === timeMs)!.counters['air_m3_total']!;
      expect(at(to) - at(from)).toBeCloseTo(quantity, 0);
      for (const serial of warsaw.setup.deviceCodes) {
        const states = warsaw
          .of(serial)
          .filter(({ timeMs }) => timeMs >= from && timeMs <= to)
          .map(({ state }) => state);
        expect(new Set(states)).toEqual(new Set(['off']));
      }
    },
  );

  it('has a pressure drop at 03:40 without violating its guarantee', () => {
    const from = Date.parse('2026-11-24T03:40:00+01:00');
    const flows = warsaw.meter
      .filter(({ timeMs }) => timeMs > from && timeMs <= from + 11 * 60_000)
      .map(gauge('flow_m3_min'));
    expect(Math.max(...flows)).toBeGreaterThan(7);
    expect(
      Math.min(
        ...warsaw
          .of('BH75V-2410-141')
          .filter(({ gauges }) => gauges)
          .map(gauge('pressure_bar')),
      ),
    ).toBeGreaterThan(6.8);
  });

  it.each([
    ['C-PL-4', 'BH110V-2408-156', 41, 15],
    ['C-ID-4', 'BH110V-2404-116', 175, 100],
    ['C-ID-3', 'BH55-2412-112', 29 * 60, 27 * 60],
  ])(
    '%s: %s got too hot between %i and %i minutes before the present, and still is',
    (customer, serial, atMost, atLeast) => {
      const samples = pastOf(customer)
        .of(serial)
        .filter(({ gauges }) => gauges);
      const hot = spans(samples, gauge('discharge_temp_c'), 100, 97);
      expect(hot).toHaveLength(1);
      const minutes = (AS_OF - hot[0]!.from) / 60_000;
      expect(minutes).toBeLessThanOrEqual(atMost);
      expect(minutes).toBeGreaterThanOrEqual(atLeast);
      const last = samples.at(-1)!;
      if (customer === 'C-PL-4') {
        const trip = samples.find(({ state }) => state === 'fault')!;
        expect(trip).toMatchObject({ alarmCode: 'A12' });
        expect(gauge('discharge_temp_c')(trip)).toBeGreaterThan(110);
        expect(last.state).toBe('fault');
      } else {
        expect(hot[0]!.to).toBeNull();
        expect(gauge('discharge_temp_c')(last)).toBeGreaterThan(100);
        expect(gauge('discharge_temp_c')(last)).toBeLessThan(106);
      }
    },
  );

  it.each([
    ['C-MX-4', 'BH110V-2411-136'],
    ['C-MX-3', 'BH55-2401-132'],
    ['C-PL-3', 'BH55-2410-152'],
  ])('%s: %s drifts and stays below its limit', (customer, serial) => {
    const samples = pastOf(customer)
      .of(serial)
      .filter(({ gauges }) => gauges);
    const hottest = (from: number, to: number) =>
      Math.max(
        ...samples
          .filter(({ timeMs }) => timeMs >= AS_OF - from && timeMs < AS_OF - to)
          .map(gauge('discharge_temp_c')),
      );
    const [early, late] = [hottest(59 * 24 * HOUR_MS, 54 * 24 * HOUR_MS), hottest(5 * 24 * HOUR_MS, 0)];
    expect(late - early).toBeGreaterThan(4);
    expect(late).toBeLessThan(100);
  });

  it('runs without sending data in Queretaro, and its counter proves it', () => {
    const { setup, of } = makePast('C-MX-1', Date.parse('2026-11-25T12:00:00Z'));
    const outage = setup.outages.find(({ deviceCode }) => deviceCode === 'BH75V-2405-123')!;
    expect(new Date(outage.from).toISOString()).toBe('2026-11-23T05:10:00.000Z');
    expect(outage.to - outage.from).toBe(31 * HOUR_MS);
    const at = (timeMs: number) =>
      of('BH75V-2405-123').find((sample) => sample.timeMs === timeMs)!.counters['run_hours_total']!;
    expect(at(outage.to) - at(outage.from)).toBeCloseTo(31, 0);
  });

  it.each([
    ['weeks after the story', '2026-12-20T09:13:20Z', true],
    ['months after it', '2027-03-20T05:00:00Z', true],
    ['before it', '2026-11-20T03:00:00Z', true],
    ['a year later, moved along', '2027-11-17T21:40:10Z', false],
  ])('is consistent when it is first started %s', (_what, firstStart, keepsOwnDates) => {
    const past = makePast('C-PL-4', Date.parse(firstStart), keepsOwnDates);
    const faults = [
      ...past.setup.deviceCodes.flatMap((serial) => findFaults(past.of(serial))),
      ...findFaults(past.meter),
    ];
    expect(faults).toEqual([]);
    const last = past.of('BH110V-2408-156').at(-1)!;
    expect(last.timeMs).toBeGreaterThan(Date.parse(firstStart) - FINE_MS);
    if (!keepsOwnDates) expect(last.counters['run_hours_total']).toBe(1395);
  });

  it('reports the same readings in every run', () => {
    const again = makePast('C-PL-1');
    const text = ({ machines, meter }: StationSamples) =>
      JSON.stringify([machines.map((samples) => samples.slice(-500)), meter.slice(-500)]);
    expect(text(again.fine)).toBe(text(warsaw.fine));
    expect(again.coarse).toEqual(warsaw.coarse);
  });
});

describe('timeline', () => {
  const timeline = createTimeline(Date.parse('2026-11-25T03:41:10Z'), AS_OF);

  it('numbers readings in ascending order, from the distant past to now', () => {
    const calendar = new SiteCalendar('Europe/Warsaw', []);
    const fine = Array.from({ length: 400 }, (_, index) => timeline.fineMs + index * FINE_MS);
    const live = Array.from({ length: 400 }, (_, index) => timeline.liveMs + index * LIVE_MS);
    const times = [...listCoarseTimes(calendar, timeline.historyMs, timeline.fineMs), ...fine, ...live];
    const numbers = times.map((at) => sequenceAt(timeline, at));
    expect(new Set(numbers).size).toBe(numbers.length);
    expect([...numbers].sort((a, b) => a - b)).toEqual(numbers);
    expect(numbers[0]).toBeGreaterThanOrEqual(0);
  });

  it("has readings at the quarters of the site's days, through both clock changes", () => {
    const calendar = new SiteCalendar('Europe/Warsaw', []);
    const times = listCoarseTimes(
      calendar,
      Date.parse('2026-03-28T00:00:00+01:00'),
      Date.parse('2026-03-31T00:00:00+02:00'),
    );
    expect(times).toHaveLength(12);
    expect(times).toContain(Date.parse('2026-03-30T00:00:00+02:00'));
    expect([...times].sort((a, b) => a - b)).toEqual(times);
  });

  it.each([
    [2 * 60_000, LIVE_MS],
    [3 * HOUR_MS, 60_000],
    [30 * HOUR_MS, FINE_MS],
  ])('delivers fewer readings the longer the outage was: %i ms', (span, every) => {
    expect(bufferedIntervalMs(timeline.liveMs, timeline.liveMs + span, timeline)).toBe(every);
    expect(bufferedIntervalMs(timeline.liveMs - span, timeline.liveMs, timeline)).toBe(FINE_MS);
  });

  it('creates valid messages of the native format', () => {
    const sample = {
      timeMs: timeline.liveMs,
      counters: { run_hours_total: 12.5 },
      gauges: { pressure_bar: 7.2 },
      state: 'fault',
      alarmCode: 'A12',
    };
    expect(JSON.parse(toMessage(sample, 7))).toEqual({
      ts: '2026-11-25T03:41:10.000Z',
      seq: 7,
      c: { run_hours_total: 12.5 },
      g: { pressure_bar: 7.2 },
      state: 'fault',
      e: { alarm_code: 'A12' },
    });
  });
});

describe('everyday incidents', () => {
  it('occur at the same time in every run, and mostly after the present', () => {
    const [from, to] = [AS_OF - 60 * 24 * HOUR_MS, AS_OF + 60 * 24 * HOUR_MS];
    const draw = () => data.machines.flatMap(({ serial }) => drawIncidents(serial, from, to, AS_OF));
    expect(draw()).toEqual(draw());
    const hot = draw().filter((effect) => effect.kind === 'disturbance' && effect.quantity === 'heatK');
    expect(hot.length).toBeGreaterThan(3);
    expect(hot.every((effect) => effect.from >= AS_OF)).toBe(true);
    // Drawing incidents for a longer period does not change those that were drawn before.
    const further = data.machines.flatMap(({ serial }) =>
      drawIncidents(serial, from, to + 365 * 24 * HOUR_MS, AS_OF),
    );
    expect(further).toEqual(expect.arrayContaining(draw()));
  });
});
