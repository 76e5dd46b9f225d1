import { Person, pollUntil } from '../measure/support/maker.js';
import { expectedAlarms, type LimitRule } from './support/expected-alarms.js';
import { alarmsOf, draftOf, exportOf, type ExportedRow } from './support/findings.js';
import { publishLines } from './support/mosquitto.js';
import { startProduct } from './support/product.js';
import type { Proof, Verdict } from './support/proof.js';
import { seededRandom, shuffled } from '../measure/support/seeded-random.js';
import { type PumpMachine, PumpWorld } from './support/pump-world.js';
import {
  findPumpFolder,
  PUMP_SIGNALS,
  type PumpFile,
  type PumpRow,
  readPumpFiles,
  toMessage,
} from '../measure/support/skab.js';

const RULES: readonly LimitRule[] = [
  { signal: 'pressure_bar', direction: 'above', on: 0.5, off: 0.1, delaySeconds: 0 },
  { signal: 'flow_l_min', direction: 'below', on: 60, off: 100, delaySeconds: 5 },
];

type Variant = 'in order' | 'twice' | 'shuffled';
const VARIANTS: readonly Variant[] = ['in order', 'twice', 'shuffled'];

interface Run {
  file: PumpFile;
  variant: Variant;
  machine: PumpMachine;
}

/** Sends real pump measurements with a third-party client, and checks all results that must follow from them. */
export const replay: Proof = {
  name: 'replay',
  claim:
    'Real pump measurements sent by mosquitto_pub are stored completely and unchanged, and lead to the expected alarms, tickets and invoices, in any order',
  async run({ seed, short }) {
    const folder = findPumpFolder();
    if (!folder) {
      console.log(
        'Skipped: the pump measurements (../shared/data/skab) were not found next to this checkout.',
      );
      return [{ bar: 'Pump measurements are available', figure: 'no; nothing was tested', holds: true }];
    }
    const all = readPumpFiles(folder);
    const files = short ? shuffled(all, seededRandom(seed)).slice(0, 3) : all;
    const product = await startProduct({ args: ['--empty'] });
    try {
      const person = new Person(product.portalUrl);
      await person.setUp();
      const world = await PumpWorld.create(person, RULES);
      const verdicts = new Tally();
      const runs: Run[] = [];
      for (const file of files) {
        for (const variant of VARIANTS) {
          const machine = await world.addPump(`${file.name}-${variant}`.replace(/[^A-Za-z0-9]+/g, '-'));
          runs.push({ file, variant, machine });
        }
      }
      const broker = new URL(product.mqttUrl);
      const random = seededRandom(seed);
      for (const { file, variant, machine } of runs) {
        const lines = inVariant(
          file.rows.map((row, index) => toMessage(row, index + 1)),
          variant,
          random,
        );
        await publishLines(
          {
            host: broker.hostname,
            port: Number(broker.port),
            username: machine.username,
            password: machine.password,
          },
          machine.topic,
          lines,
        );
        verdicts.sent += lines.length;
      }
      for (const run of runs) await compareRun(person, run, verdicts);
      return verdicts.verdicts(runs.length);
    } finally {
      await product.stop();
    }
  },
};

function inVariant(lines: string[], variant: Variant, random: () => number): string[] {
  if (variant === 'twice') return lines.flatMap((line) => [line, line]);
  if (variant === 'shuffled') return shuffled(lines, random);
  return lines;
}

async function compareRun(person: Person, { file, variant, machine }: Run, tally: Tally): Promise<void> {
  const from = file.rows[0]!.time;
  const to = new Date(Date.parse(file.rows.at(-1)!.time) + 1000).toISOString();
  const stored = await exportOf(person, machine, from, to);
  const wrong = differingValues(file.rows, stored);
  const expected = RULES.flatMap((rule, index) =>
    expectedAlarms(
      file.rows.map((row) => ({ time: row.time, value: Number(row.values[rule.signal]) })),
      rule,
    ).map((interval) => `P${index + 1} ${interval.raisedAt} ${interval.clearedAt ?? 'open'}`),
  ).sort();
  const seen = await pollUntil(
    () => alarmsOf(person, machine),
    (alarms) => same(alarms.map(asLine).sort(), expected) && alarms.every((alarm) => alarm.ticket),
    // All files have been published by now, so the first check waits for the tickets of all files.
    600,
  );
  const found = seen.map(asLine).sort();
  const months = [...new Set(file.rows.map((row) => row.time.slice(0, 7)))];
  const billed = await billing(person, machine, file.rows, months);
  tally.add({
    rowsEqual: stored.length === file.rows.length,
    wrongValues: wrong,
    alarmsEqual: same(found, expected),
    alarms: expected.length,
    ticketsFollow: seen.every((alarm) => alarm.ticket),
    billedEqual: billed.equal,
    proofEqual: billed.proof,
  });
  console.log(
    `${file.name.padEnd(28)} ${variant.padEnd(9)} rows ${stored.length} of ${file.rows.length}  different values ${wrong}  alarms ${found.length} of ${expected.length}${same(found, expected) ? '' : ' DIFFERENT'}  billed ${billed.quantity} L of ${billed.counted} L  readings in proof ${billed.listed}`,
  );
}

const asLine = (alarm: { code: string; raisedAt: string; clearedAt: string | null }): string =>
  `${alarm.code} ${alarm.raisedAt} ${alarm.clearedAt ?? 'open'}`;

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((x, i) => x === b[i]);

function differingValues(rows: readonly PumpRow[], stored: readonly ExportedRow[]): number {
  const byTime = new Map(stored.map((row) => [row.time, row.values]));
  let wrong = 0;
  for (const row of rows) {
    const values = byTime.get(new Date(row.time).toISOString());
    for (const { key } of PUMP_SIGNALS) {
      if (values?.[key] === undefined || Number(values[key]) !== Number(row.values[key])) wrong += 1;
    }
    if (values?.flow_l_total === undefined || Number(values.flow_l_total) !== Number(row.flowTotal))
      wrong += 1;
  }
  return wrong;
}

interface ProofReading {
  deviceTime: string;
  value: string;
}

async function billing(
  person: Person,
  machine: PumpMachine,
  rows: readonly PumpRow[],
  months: readonly string[],
) {
  let quantity = 0;
  const listed: ProofReading[] = [];
  for (const month of months) {
    const invoice = await draftOf(person, machine, month);
    const line = invoice.lines.find((each) => each.kind === 'usage');
    if (!line) continue;
    quantity += Number(line.quantity);
    listed.push(...(await person.all<ProofReading>(`/invoice-lines/${line.id}/proof/readings`)));
  }
  const counted = Number(rows.at(-1)!.flowTotal) - Number(rows[0]!.flowTotal);
  const byTime = new Map(
    listed.map((reading) => [new Date(reading.deviceTime).toISOString(), Number(reading.value)]),
  );
  return {
    quantity: quantity.toFixed(3),
    counted: counted.toFixed(3),
    listed: byTime.size,
    equal: quantity.toFixed(3) === counted.toFixed(3),
    proof:
      byTime.size === rows.length &&
      rows.every((row) => byTime.get(new Date(row.time).toISOString()) === Number(row.flowTotal)),
  };
}

interface RunResult {
  rowsEqual: boolean;
  wrongValues: number;
  alarmsEqual: boolean;
  alarms: number;
  ticketsFollow: boolean;
  billedEqual: boolean;
  proofEqual: boolean;
}

class Tally {
  sent = 0;
  private readonly results: RunResult[] = [];

  add(one: RunResult): void {
    this.results.push(one);
  }

  verdicts(runs: number): Verdict[] {
    const all = (bar: string, test: (one: RunResult) => boolean, figure = ''): Verdict => {
      const good = this.results.filter(test).length;
      return { bar, figure: `${good} of ${runs} replays${figure}`, holds: good === runs };
    };
    const alarms = this.results.reduce((sum, one) => sum + one.alarms, 0);
    return [
      all('Stored rows equal the rows of the file', (one) => one.rowsEqual, `, ${this.sent} messages sent`),
      all('Every value in the raw export equals the value in the file', (one) => one.wrongValues === 0),
      all('Alarms equal those of an independent script', (one) => one.alarmsEqual, `, ${alarms} alarms`),
      all('Every alarm has a ticket', (one) => one.ticketsFollow),
      all('The invoice bills the increase of the counter', (one) => one.billedEqual),
      all('The proof lists exactly the sent readings', (one) => one.proofEqual),
    ];
  }
}
