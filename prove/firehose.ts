import { FULL_FIREHOSE, measureFirehose, medianRun, SHORT_FIREHOSE } from '../measure/firehose.js';
import { POINTS_OF_A_FLEET_MESSAGE } from '../measure/support/fleet-signals.js';
import type { LoadFigures } from '../measure/support/loaded-product.js';
import type { Proof, Verdict } from './support/proof.js';

const MACHINE_POINTS = 400_000;
const GATEWAY_POINTS = 1_000_000;
const P99_MS = 2000;
const MEMORY_MIB = 1024;
const BYTES_A_POINT = 16;

/** The speed limits apply to an idle two-core machine, so only the full form checks them. */
export const firehose: Proof = {
  name: 'firehose',
  claim:
    'With 10,000 connections, and then with 20 at full speed, every reading is stored durably exactly once, at the required rate, delay and memory use, with alarm rules active',
  async run({ short, seconds }) {
    const base = short ? SHORT_FIREHOSE : FULL_FIREHOSE;
    const options = seconds === undefined ? base : { ...base, machineSeconds: seconds };
    const { machines, gateways, table } = await measureFirehose(options, (text) => console.log(text));
    console.log(`\n${table}`);
    const runs = [machines, ...gateways];
    const verdicts: Verdict[] = [
      {
        bar: 'Stored readings equal PUBACKs in every run',
        figure: runs.map(({ stored, report }) => `${stored} = ${report.acknowledged}`).join(', '),
        holds: runs.every(({ stored, report }) => report.acknowledged > 0 && stored === report.acknowledged),
      },
      {
        bar: 'Every message is acknowledged, and no connection ends',
        figure: `${sum(runs, ({ report }) => report.sent - report.acknowledged)} messages not acknowledged, ${sum(runs, ({ report }) => report.lost)} connections ended`,
        holds: runs.every(({ report }) => report.sent === report.acknowledged && report.lost === 0),
      },
      {
        bar: `Memory of the Node processes is at most ${MEMORY_MIB} MiB`,
        figure: `${Math.round(Math.max(...runs.map(({ peakMemory }) => peakMemory)))} MiB`,
        holds: runs.every(({ peakMemory }) => peakMemory <= MEMORY_MIB),
      },
    ];
    return short ? verdicts : [...verdicts, ...speedVerdicts(machines, medianRun(gateways))];
  },
};

function speedVerdicts(machines: LoadFigures, gateways: LoadFigures): Verdict[] {
  const points = ({ report }: LoadFigures): number =>
    Math.round(report.perSecond * POINTS_OF_A_FLEET_MESSAGE);
  const p99s = machines.report.intervals.map(({ p99 }) => p99 ?? Infinity);
  return [
    {
      bar: `10,000 connections, at least ${MACHINE_POINTS} points per second`,
      figure: String(points(machines)),
      holds: points(machines) >= MACHINE_POINTS,
    },
    {
      bar: `10,000 connections, p99 from publish to commit is less than ${P99_MS} ms in every minute`,
      figure: `${Math.round(Math.max(...p99s))} ms in the slowest minute`,
      holds: p99s.every((p99) => p99 < P99_MS),
    },
    {
      bar: `Growth of the database is at most ${BYTES_A_POINT} bytes per point`,
      figure: `${bytesAPoint(machines).toFixed(1)} bytes per point`,
      holds: bytesAPoint(machines) <= BYTES_A_POINT,
    },
    {
      bar: `20 connections, at least ${GATEWAY_POINTS} points per second`,
      figure: String(points(gateways)),
      holds: points(gateways) >= GATEWAY_POINTS,
    },
  ];
}

/** Returns the growth of the database in bytes per point, including readings, keys, device status and alarms. */
function bytesAPoint({ databaseBytes, report }: LoadFigures): number {
  return databaseBytes / (report.acknowledged * POINTS_OF_A_FLEET_MESSAGE);
}

function sum(runs: readonly LoadFigures[], figure: (run: LoadFigures) => number): number {
  return runs.reduce((total, run) => total + figure(run), 0);
}
