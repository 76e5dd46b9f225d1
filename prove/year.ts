import {
  type QueryFigures,
  formatYear,
  FULL_YEAR,
  measureYear,
  startDutycycle,
  startVictoriaMetrics,
  type YearFigures,
  type YearOptions,
} from '../measure/year.js';
import { formatCount, formatMs } from '../measure/support/table.js';
import { findVictoriaMetrics } from '../measure/support/victoria-metrics.process.js';
import type { Proof, Verdict } from './support/proof.js';

const SHORT: YearOptions = { machines: 20, days: 10 };
const POINTS_A_DAY = 2 * 1440;
const CHART_MS = 100;
const LATEST_MS = 50;
const EXPORT_POINTS = 1_000_000;

/** Checks the speed only in the full form, because the measurement requires an idle machine. */
export const year: Proof = {
  name: 'year',
  claim:
    'With a year of readings per minute from 1,000 machines, charts, last values and the raw export of a day meet their time limits',
  async run({ short }) {
    const options = short ? SHORT : FULL_YEAR;
    if (!short) {
      findVictoriaMetrics();
      console.log(`${formatYear(await measureYear(startVictoriaMetrics, options, say), options)}\n`);
    }
    const figures = await measureYear(startDutycycle, options, say);
    console.log(`\n${formatYear(figures, options)}`);
    return [...completeness(figures, options), ...(short ? [] : speed(figures))];
  },
};

function completeness({ points, charts, latest, exported }: YearFigures, options: YearOptions): Verdict[] {
  const { machines, days } = options;
  const [loaded, ofADay] = [machines * days * POINTS_A_DAY, machines * POINTS_A_DAY];
  return [
    { bar: `${loaded} points are loaded`, figure: String(points), holds: points === loaded },
    {
      bar: `${ofADay} points of one day are exported`,
      figure: String(exported.points),
      holds: exported.points === ofADay,
    },
    {
      bar: `${2 * machines} last values are returned`,
      figure: String(latest.values),
      holds: latest.values === 2 * machines,
    },
    {
      bar: 'Every chart has values',
      figure: charts.map(({ values }) => Math.round(values)).join(', '),
      holds: charts.every(({ values }) => values > 0),
    },
  ];
}

function speed({ charts, latest, exported }: YearFigures): Verdict[] {
  const within = (limit: number, asked: QueryFigures): Verdict => ({
    bar: `${asked.name}, p95 is less than ${limit} ms`,
    figure: formatMs(asked.p95),
    holds: asked.p95 < limit,
  });
  return [
    ...charts.map((chart) => within(CHART_MS, chart)),
    within(LATEST_MS, latest),
    {
      bar: `The export of a day reaches at least ${formatCount(EXPORT_POINTS)} points per second`,
      figure: formatCount(exported.perSecond),
      holds: exported.perSecond >= EXPORT_POINTS,
    },
  ];
}

function say(text: string): void {
  console.log(text);
}
