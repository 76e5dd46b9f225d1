import { encodePayload, type UMetric } from 'sparkplug-payload/lib/sparkplugbpayload.js';
import type { Chance } from './chance.js';
import { timeOf } from './payloads.js';

/** Metrics of a pump's edge node, each with its alias. */
const METRICS: readonly {
  name: string;
  type: UMetric['type'];
  value: (chance: Chance) => UMetric['value'];
}[] = [
  { name: 'pressure_bar', type: 'Double', value: (chance) => Number(chance.between(0, 10).toFixed(3)) },
  {
    name: 'flow_l_min',
    type: 'Float',
    value: (chance) => Math.fround(Number(chance.between(0, 200).toFixed(2))),
  },
  { name: 'flow_l_total', type: 'UInt64', value: (chance) => 1_000_000 + chance.below(1_000_000) },
  { name: 'temperature_c', type: 'Int16', value: (chance) => chance.below(200) - 100 },
  { name: 'Pump/Running', type: 'Boolean', value: (chance) => chance.happens(0.5) },
  { name: 'state', type: 'String', value: (chance) => chance.pick(['load', 'idle', 'off']) },
  { name: 'Pump/Serviced', type: 'DateTime', value: (chance) => 1_700_000_000_000 + chance.below(1e9) },
  { name: 'Starts', type: 'Int32', value: (chance) => chance.below(1e6) },
];

function metric(metricIndex: number, isBirth: boolean, chance: Chance): UMetric {
  const { name, type, value } = METRICS[metricIndex]!;
  return {
    ...(isBirth ? { name, type } : { type }),
    alias: 10 + metricIndex,
    value: value(chance),
    ...(chance.happens(0.2) && {
      properties: { Quality: { type: 'Int32', value: chance.pick([192, 0, 500, 64]) } },
    }),
  } as UMetric;
}

/** Returns a birth with all metrics, each with its name and alias. */
export function birth(n: number, seq: number, ofNode: boolean, nowMs: number, chance: Chance): Buffer {
  const control = [
    { name: 'bdSeq', type: 'UInt64', value: 0 },
    { name: 'Node Control/Rebirth', type: 'Boolean', value: false },
  ] as UMetric[];
  return encode(
    n,
    seq,
    [...(ofNode ? control : []), ...METRICS.map((_, metricIndex) => metric(metricIndex, true, chance))],
    nowMs,
    chance,
  );
}

/** Returns data with some metrics, by alias. */
export function data(n: number, seq: number, nowMs: number, chance: Chance): Buffer {
  const metricIndexes = METRICS.map((_, metricIndex) => metricIndex).filter(
    (metricIndex) => metricIndex === n % METRICS.length || chance.happens(0.4),
  );
  return encode(
    n,
    seq,
    metricIndexes.map((metricIndex) => metric(metricIndex, false, chance)),
    nowMs,
    chance,
  );
}

function encode(n: number, seq: number, metrics: UMetric[], nowMs: number, chance: Chance): Buffer {
  return Buffer.from(encodePayload({ timestamp: timeOf(n, nowMs, chance), seq, metrics }));
}
