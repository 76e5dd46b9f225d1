import type { MeterPreview } from '#metering';
import { Exact } from '#platform';
import type { CaseMapping, PreviewRequest, WorkedCase } from './worked-case.js';

type Facts = Readonly<Record<string, unknown>>;
/** Selects a case by the fields of its input; undefined for another family. */
type Family = (input: Facts, expected: Facts) => CaseMapping | undefined;
type Value = string | number | null;

const HOUR = 3_600_000;
const START = '2026-11-01T00:00:00Z';

const at = (hours: number, start = START): string =>
  new Date(Date.parse(start) + Math.round(hours * HOUR)).toISOString();
const toRequest = (body: object): PreviewRequest => ({ preview: 'metering', body });
const asPreviews = (answers: readonly unknown[]): MeterPreview[] => answers as MeterPreview[];
const text = (value: unknown): string => new Exact(String(value)).toFixed();
const isText = (value: unknown): value is string => typeof value === 'string';

/** Requests the preview of a counter with values at equal intervals, by default of one hour. */
function counter(values: readonly Value[], meter: object = {}, more: object = {}, hoursBetween = 1) {
  return toRequest({
    meter: { method: 'counter', ...meter },
    readings: values.map((value, index) => ({
      at: at(index * hoursBetween),
      value: value === null ? null : text(value),
    })),
    ...more,
  });
}

/** Returns a declared reset at each reading that is lower than the previous one. */
const declaredResets = (values: readonly Value[]) => ({
  events: values.flatMap((value, index) =>
    index > 0 && Number(value) < Number(values[index - 1]) ? [{ type: 'declared_reset', at: at(index) }] : [],
  ),
});

function singleRequest(request: PreviewRequest, got: (answer: MeterPreview) => Facts): CaseMapping {
  return { requests: [request], got: (answers) => got(asPreviews(answers)[0]!) };
}

const FAMILIES: readonly Family[] = [
  function windowsOfACounter({ monotonic, with_reset: withReset }) {
    if (!Array.isArray(monotonic) || !Array.isArray(withReset)) return undefined;
    const values = withReset as Value[];
    return {
      requests: [
        counter(monotonic as Value[], {}, { windowSeconds: 3600 }),
        counter(values, {}, declaredResets(values)),
      ],
      got: (answers) => {
        const [grown, reset] = asPreviews(answers);
        return {
          monotonic_total: Exact.sum(0, ...grown!.windows!.map((window) => window ?? 0)).toFixed(),
          reset_total: reset!.quantity,
        };
      },
    };
  },

  function resets({ readings, reset }) {
    if (!Array.isArray(readings) || reset !== 'to_zero') return undefined;
    const values = readings as Value[];
    return singleRequest(counter(values, {}, declaredResets(values)), ({ quantity, steps }) => {
      let sum = new Exact(0);
      const cumulative = steps.map((step) => (sum = sum.plus(step.quantity ?? 0)).toFixed());
      return { usage: quantity, cumulative: ['0', ...cumulative] };
    });
  },

  function threeReadingsOfOneFall({ readings, interpretations }) {
    if (!Array.isArray(readings) || !Array.isArray(interpretations)) return undefined;
    const values = readings as Value[];
    return {
      requests: (interpretations as string[]).map((interpretation) => {
        const modulus = /^rollover_at=(.+)$/.exec(interpretation)?.[1];
        if (modulus !== undefined) return counter(values, { modulus });
        return counter(values, {}, interpretation === 'declared_reset' ? declaredResets(values) : {});
      }),
      got: (answers) => ({ usage: asPreviews(answers).map(({ quantity }) => quantity) }),
    };
  },

  function rollover({ readings, rollover_at: modulus }) {
    if (!Array.isArray(readings) || modulus === undefined) return undefined;
    return singleRequest(counter(readings as Value[], { modulus: text(modulus) }), ({ quantity }) => ({
      usage: quantity,
    }));
  },

  function rolloverOfTwo({ start, end, modulus }) {
    if (!isText(start) || !isText(end) || modulus === undefined) return undefined;
    return singleRequest(counter([start, end], { modulus: text(modulus) }), ({ quantity }) => ({
      consumption: quantity,
    }));
  },

  function missingValue({ readings, first_billed: first }) {
    if (!Array.isArray(readings) || !isText(first)) return undefined;
    return singleRequest(counter(readings as Value[]), ({ quantity }) => ({ third_delta: quantity }));
  },

  function redelivery({ readings, deliveries }) {
    if (!Array.isArray(readings) || typeof deliveries !== 'number') return undefined;
    const { body } = counter(readings as Value[]);
    const own = (body as { readings: object[] }).readings;
    const delivered = Array.from({ length: deliveries }, () => own.toReversed()).flat();
    return singleRequest(toRequest({ ...body, readings: delivered }), ({ quantity, accepted }) => ({
      usage: quantity,
      invoices: accepted === own.length ? 1 : 0,
    }));
  },

  function exchange({ old, new: fresh }) {
    const [before, after] = [old as Facts | undefined, fresh as Facts | undefined];
    if (before?.final === undefined || after?.initial === undefined) return undefined;
    const events = [
      { type: 'exchange', at: at(0.5), final: text(before.final), initial: text(after.initial) },
    ];
    return singleRequest(counter([text(before.start), text(after.end)], {}, { events }), ({ quantity }) => ({
      usage: quantity,
    }));
  },

  function fallWithoutRecord({ before, after, hours_between: hours }) {
    if (!isText(before) || !isText(after) || !isText(hours)) return undefined;
    return singleRequest(
      counter([before, after], {}, {}, Number(hours)),
      ({ quantity, state, exceptions }) => ({
        auto_consumption: quantity ?? 'none',
        state: exceptions[0]?.action,
        billing: state === 'held' ? 'meter_held_base_fee_continues' : state,
      }),
    );
  },

  function levels({ samples, window_s: windowSeconds, max_hold_s: maxHoldSeconds }) {
    if (!Array.isArray(samples) || typeof windowSeconds !== 'number') return undefined;
    const timed = samples as [number, string][];
    const request = toRequest({
      meter: { method: 'integral', maxHoldSeconds },
      windowSeconds,
      readings: timed.map(([second, value]) => ({ at: at(second / 3600), value })),
    });
    return singleRequest(request, ({ windows }) => ({ per_window: windows }));
  },

  function weightedSum({ aggregation, period, deltas, carry_over: carried }, expected) {
    if (aggregation !== 'weighted_sum' || !Array.isArray(period) || !Array.isArray(deltas)) return undefined;
    const [from, to] = (period as string[]).map((each) => new Date(each).toISOString());
    let level = new Exact(text(carried ?? 0));
    const readings = [
      { at: at(-1, from), value: level.toFixed() },
      ...(deltas as [string, number][]).map(([instant, delta]) => {
        level = level.plus(delta);
        return { at: instant, value: level.toFixed() };
      }),
    ];
    const [key, value] = Object.entries(expected)[0]!;
    const rounding = { mode: 'half_away', decimals: new Exact(String(value)).decimalPlaces() };
    const request = toRequest({ meter: { method: 'mean', rounding }, period: { from, to }, readings });
    return singleRequest(request, ({ quantity }) => ({ [key]: quantity }));
  },

  function versions({ derived_versions: versions }) {
    if (!Array.isArray(versions)) return undefined;
    const derived = versions as { v: number; qty: string }[];
    const readings = [
      { at: START, value: '0' },
      // The additional data of a later version is received after the calculation of the earlier version.
      ...derived.map(({ v, qty }) => ({ at: at(v), key: `${v}`, value: qty, receivedAt: at(100 + v) })),
    ];
    return {
      requests: derived.map(({ v }) =>
        toRequest({
          meter: { method: 'counter' },
          knownBefore: at(101 + v),
          readings,
        }),
      ),
      got: (answers) => ({ cumulative: asPreviews(answers).map(({ quantity }) => quantity) }),
    };
  },

  function buckets({ bucket_max: maxima, tiers }) {
    if (!Array.isArray(maxima) || !Array.isArray(tiers)) return undefined;
    const request = toRequest({
      meter: { method: 'max_per_bucket' },
      windowSeconds: 3600,
      readings: (maxima as string[]).flatMap((value, hour) => [
        { at: at(hour), value: '1' },
        { at: at(hour + 0.5), value },
      ]),
    });
    const charge = {
      model: 'graduated',
      tiers: (tiers as { to: string | null; unit: string }[]).map((tier) => ({
        upTo: tier.to,
        unitPrice: tier.unit,
      })),
    };
    const sum = Exact.sum(0, ...(maxima as string[])).toFixed();
    const run = { final: true, usage: [{ quantity: sum }] };
    const priced: PreviewRequest = {
      preview: 'pricing',
      body: { currency: null, charges: [charge], runs: [run] },
    };
    return {
      requests: [request, priced],
      got: ([usage, price]) => ({
        usage: (usage as MeterPreview).quantity,
        amount: (price as { total: string }).total,
      }),
    };
  },

  function roundings({ value, roundings }) {
    if (!isText(value) || !Array.isArray(roundings)) return undefined;
    return {
      requests: (roundings as [string, number][]).map(([, decimals]) =>
        toRequest({
          meter: { method: 'latest', rounding: { mode: 'half_away', decimals } },
          readings: [{ at: START, value }],
        }),
      ),
      got: (answers) => ({ values: asPreviews(answers).map(({ quantity }) => quantity) }),
    };
  },

  function flowWhileOff({
    registered_m3: registered,
    windows_all_off: count,
    window_min: minutes,
    ...input
  }) {
    if (typeof registered !== 'number' || typeof count !== 'number' || typeof minutes !== 'number')
      return undefined;
    const flow = new Exact(text(input.avg_flow_m3_min)).times(minutes);
    const hours = minutes / 60;
    // Every second segment is idle. The rest of the month's flow is in the last reading.
    const values = Array.from({ length: 2 * count }, (_, index) => flow.times(Math.floor((index + 1) / 2)));
    const request = toRequest({
      meter: { method: 'counter', crossCheck: 'all_off' },
      readings: [
        ...values.map((value, index) => ({ at: at(index * hours), value: value.toFixed() })),
        { at: at(720), value: text(registered) },
      ],
      events: Array.from({ length: count }, (_, index) => ({
        type: 'all_off',
        from: at(2 * index * hours),
        to: at((2 * index + 1) * hours),
      })),
    });
    return singleRequest(request, ({ quantity, heldQuantity, exceptions }) => ({
      held_m3: heldQuantity,
      billable_m3: quantity,
      work_order: exceptions[0]?.action,
    }));
  },

  function expiredCertificate({ calibration_valid_to: calibrationValidTo, period }) {
    if (!isText(calibrationValidTo) || !isText(period)) return undefined;
    const [year, month] = period.split('-').map(Number) as [number, number];
    const [from, to] = [Date.UTC(year, month - 1), Date.UTC(year, month)].map((instant) =>
      new Date(instant).toISOString(),
    );
    const request = toRequest({
      meter: { method: 'counter', calibrationValidTo },
      period: { from, to },
      readings: [
        { at: from, value: '100' },
        { at: to, value: '250' },
      ],
    });
    return singleRequest(request, ({ state, exceptions }) => ({
      invoice_line_state: state,
      reason: exceptions[0]?.code,
      since: exceptions[0]?.since,
    }));
  },
];

/** Returns the mapping of a case to the preview of metering; undefined for other cases. */
export function meteringMapping({ input, expected }: WorkedCase): CaseMapping | undefined {
  for (const family of FAMILIES) {
    const mapping = family(input, expected);
    if (mapping) return mapping;
  }
  return undefined;
}
