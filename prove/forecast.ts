import { readDemoData } from '../apps/simulator/src/seed/demo-data.store.js';
import { FORECAST_DAYS, type ForecastResult, replayMonths } from './forecast/replay-months.js';
import { replayPlants } from './forecast/replayed-plants.js';
import { replayStation } from './forecast/replayed-stations.js';
import { replayShapes } from './forecast/shapes.js';
import type { Proof, Verdict } from './support/proof.js';

/** Days with data. They start at least eight weeks before the first replayed month. */
const YEAR = { from: '2025-11-01', to: '2027-01-01' };
const HALF_YEAR = { from: '2025-11-01', to: '2026-07-01' };
const QUARTER = { from: '2025-11-01', to: '2026-04-01' };
const MIN_SHARE = 0.7;
const MAX_SHARE = 0.9;

/** Replays past months, forecasts each of them on several days, and compares the forecasts with the actual results. */
export const forecast: Proof = {
  name: 'forecast',
  claim: '70 to 90 of 100 months end within the 80% interval that was forecast',
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
    const results = counters.flatMap(replayMonths);
    printTable(results);
    return Promise.resolve(evaluateCounters(results));
  },
};

/** Stations of the short form, one for each shift pattern, because simulating a station takes several seconds. */
const STATIONS_IN_SHORT = ['C-ID-1', 'C-MX-1', 'C-PL-1'];

function evaluateCounters(results: readonly ForecastResult[]): Verdict[] {
  const verdict = (
    bar: string,
    of: readonly ForecastResult[],
    hit: (one: ForecastResult) => boolean,
  ): Verdict => {
    const share = shareOf(of, hit);
    return {
      bar: `${bar}, 70 to 90% of months within the interval`,
      figure: `${(share * 100).toFixed(1)}% of ${of.length} forecasts`,
      holds: of.length > 0 && share >= MIN_SHARE && share <= MAX_SHARE,
    };
  };
  const sources = [...new Set(results.map(sourceOf))];
  return [
    ...FORECAST_DAYS.map((day) =>
      verdict(
        `Quantity, forecast on day ${day}`,
        results.filter(({ askedOn }) => askedOn === day),
        ({ quantity }) => quantity,
      ),
    ),
    ...sources.map((source) =>
      verdict(
        `Quantity, source “${source}”`,
        results.filter((one) => sourceOf(one) === source),
        ({ quantity }) => quantity,
      ),
    ),
    verdict('Amount with tiers', results, ({ amount }) => amount),
    {
      bar: 'Amount with an allowance, at least 70% of months within the interval (months below the allowance all cost the same)',
      figure: `${(shareOf(results, ({ withAllowance }) => withAllowance) * 100).toFixed(1)}% of ${results.length} forecasts`,
      holds: shareOf(results, ({ withAllowance }) => withAllowance) >= MIN_SHARE,
    },
  ];
}

const sourceOf = ({ kind }: ForecastResult): string => kind.split(':')[0]!;

function shareOf(results: readonly ForecastResult[], hit: (one: ForecastResult) => boolean): number {
  return results.length === 0 ? 0 : results.filter(hit).length / results.length;
}

function printTable(results: readonly ForecastResult[]): void {
  const kinds = [...new Set(results.map(({ kind }) => kind))];
  const width = Math.max(...kinds.map(({ length }) => length));
  console.log(
    `${'months within interval, %'.padEnd(width)}   ${FORECAST_DAYS.map((day) => `day ${day}`.padStart(7)).join('')}  interval width on day 15`,
  );
  for (const kind of kinds) {
    const own = results.filter((one) => one.kind === kind);
    const shares = FORECAST_DAYS.map((day) =>
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
    console.log(`${kind.padEnd(width)}  ${shares.join('')}  ${(median * 100).toFixed(1)}%`);
  }
}
