import { readDemoData } from '../apps/simulator/src/seed/demo-data.store.js';
import { ASKED_ON, type Foretold, replayMonths } from './forecast/replay-months.js';
import { replayPlants } from './forecast/replayed-plants.js';
import { replayStation } from './forecast/replayed-stations.js';
import { replayShapes } from './forecast/shapes.js';
import type { Proof, Verdict } from './support/proof.js';

/** Starts eight weeks before the first replayed month. */
const YEAR = { from: '2025-11-01', to: '2027-01-01' };
const HALF_YEAR = { from: '2025-11-01', to: '2026-07-01' };
const QUARTER = { from: '2025-11-01', to: '2026-04-01' };
const LEAST = 0.7;
const MOST = 0.9;

/** Past months whose end is forecast on several of their days. */
export const forecast: Proof = {
  name: 'forecast',
  claim:
    'where a month ends lies within the interval of 80 % that was told beforehand, 70 to 90 times in 100',
  run({ seed, short }) {
    const data = readDemoData();
    const seeds = Array.from({ length: short ? 4 : 12 }, (_, index) => seed * 1000 + index);
    const stations = short
      ? data.customers.filter(({ id }) => STATIONS_IN_SHORT.includes(id))
      : data.customers;
    const counters = [
      ...replayPlants(data, seeds, YEAR),
      ...replayShapes(seed, short ? 30 : 120, YEAR),
      ...stations.flatMap((customer) => replayStation(data, customer, seed, short ? QUARTER : HALF_YEAR)),
    ];
    const told = counters.flatMap(replayMonths);
    printTable(told);
    return Promise.resolve(judge(told));
  },
};

/** One of each rhythm, because they take seconds. */
const STATIONS_IN_SHORT = ['C-ID-1', 'C-MX-1', 'C-PL-1'];

function judge(told: readonly Foretold[]): Verdict[] {
  const verdict = (bar: string, of: readonly Foretold[], hit: (one: Foretold) => boolean): Verdict => {
    const share = shareOf(of, hit);
    return {
      bar: `${bar}: 70 to 90 of 100 months within`,
      figure: `${(share * 100).toFixed(1)} of 100, ${of.length} asked`,
      holds: of.length > 0 && share >= LEAST && share <= MOST,
    };
  };
  const sources = [...new Set(told.map(sourceOf))];
  return [
    ...ASKED_ON.map((day) =>
      verdict(
        `quantity, asked on day ${day}`,
        told.filter(({ askedOn }) => askedOn === day),
        ({ quantity }) => quantity,
      ),
    ),
    ...sources.map((source) =>
      verdict(
        `quantity of each ${source}`,
        told.filter((one) => sourceOf(one) === source),
        ({ quantity }) => quantity,
      ),
    ),
    verdict('amount by tiers', told, ({ amount }) => amount),
    {
      bar: 'amount with an allowance: at least 70, since below it all months cost the same',
      figure: `${(shareOf(told, ({ withAllowance }) => withAllowance) * 100).toFixed(1)} of 100`,
      holds: shareOf(told, ({ withAllowance }) => withAllowance) >= LEAST,
    },
  ];
}

const sourceOf = ({ kind }: Foretold): string => kind.split(':')[0]!;

function shareOf(told: readonly Foretold[], hit: (one: Foretold) => boolean): number {
  return told.length === 0 ? 0 : told.filter(hit).length / told.length;
}

function printTable(told: readonly Foretold[]): void {
  const kinds = [...new Set(told.map(({ kind }) => kind))];
  const width = Math.max(...kinds.map(({ length }) => length));
  console.log(
    `${'months within, of 100'.padEnd(width)}  ${ASKED_ON.map((day) => `day ${day}`.padStart(7)).join('')}  width on day 15`,
  );
  for (const kind of kinds) {
    const own = told.filter((one) => one.kind === kind);
    const shares = ASKED_ON.map((day) =>
      (
        100 *
        shareOf(
          own.filter(({ askedOn }) => askedOn === day),
          ({ quantity }) => quantity,
        )
      )
        .toFixed(1)
        .padStart(7),
    );
    const widths = own.filter(({ askedOn }) => askedOn === 15).map((one) => one.width);
    const median = widths.sort((a, b) => a - b)[Math.floor(widths.length / 2)] ?? 0;
    console.log(`${kind.padEnd(width)}  ${shares.join('')}  ${(median * 100).toFixed(1)} %`);
  }
}
