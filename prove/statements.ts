import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { camtReader } from '#receivables';
import { csvReader, LineMatcher, mt940Reader, readStatements, type Statement } from '#receivables/domain';
import { countDifferences } from './statements/differences.js';
import { importInProcess } from './statements/import-process.js';
import { judge, type Judgement, sharesOf } from './statements/judge.js';
import { readWithMt940 } from './statements/mt940-package.js';
import { generateWorld, type Payment } from './statements/payments.js';
import { importIntoDatabase } from './statements/stored-import.js';
import { CSV_MAP, renderCamt, renderCsv, renderMt940 } from './statements/render.js';
import { type MachineLoad, measureLoad } from './support/busy.js';
import type { Proof, Verdict } from './support/proof.js';

const SEEDS = 20;
const PAYMENTS = 2_000;
const ITEMS_PER_PAYMENT = 10;
const LINES = 10_000;
const MANY_LINES = 100_000;
const MAX_SECONDS = 5;
const MAX_SECONDS_MANY = 60;
const MAX_MEBIBYTES = 300;
const MIN_INTACT = 0.99;
const MIN_DIFFICULT = 0.8;

const FORMATS = [
  ['CAMT', renderCamt, camtReader],
  ['MT940', renderMt940, mt940Reader],
  ['CSV', renderCsv, () => csvReader(CSV_MAP)],
] as const;

/** Renders payments as statements, reads and matches them, and measures the accuracy and speed of the matches. */
export const statements: Proof = {
  name: 'statements',
  claim:
    'payments in CAMT, MT940 and CSV statements are read exactly and matched with the documents that they pay',
  async run({ seed, short, rounds }) {
    const load = measureLoad();
    const seeds = rounds ?? (short ? 1 : SEEDS);
    const result = matchSeeds(seed, seeds);
    printTable(result.judgement);
    return [
      ...verdictsOf(result, seeds),
      ...(await measure(seed, short, load)),
      ...(await measureStored(seed, short, load)),
      await compareWithPackage(seed),
    ];
  },
};

interface SeedResults {
  readonly judgement: Judgement;
  differences: number;
  lines: number;
}

function matchSeeds(seed: number, seeds: number): SeedResults {
  const result: SeedResults = { judgement: { kinds: new Map(), wrong: [] }, differences: 0, lines: 0 };
  for (let at = 0; at < seeds; at++) {
    const { items, payments } = generateWorld(seed * 1_000 + at, PAYMENTS * ITEMS_PER_PAYMENT, PAYMENTS);
    const matcher = new LineMatcher(items);
    for (const [, render, reader] of FORMATS) {
      const [statement] = readStatements(reader(), render(payments));
      if (!statement) continue;
      result.differences += countDifferences(payments, statement);
      result.lines += statement.lineCount;
      judge(payments, statement.lines, matcher.match(statement.lines), result.judgement);
    }
  }
  return result;
}

function verdictsOf({ judgement, differences, lines }: SeedResults, seeds: number): Verdict[] {
  const { intact, difficult, worst } = sharesOf(judgement);
  for (const { payment, match } of judgement.wrong.slice(0, 5))
    console.log(JSON.stringify({ payment, match }));
  const percent = (share: number): string => `${(share * 100).toFixed(2)}%`;
  return [
    {
      bar: `${seeds} seeds in three formats are read back equal`,
      figure: `${differences} differences in ${lines} lines`,
      holds: differences === 0 && lines > 0,
    },
    {
      bar: 'Intact references, at least 99% matched automatically',
      figure: percent(intact),
      holds: intact >= MIN_INTACT,
    },
    {
      bar: 'Cut, spaced or mistyped references, several documents, fees or tax, at least 80% right as match or first suggestion',
      figure: `${percent(difficult)}, worst kind ${percent(worst)}`,
      holds: difficult >= MIN_DIFFICULT,
    },
    {
      bar: 'Lines that are matched automatically with a wrong document',
      figure: String(judgement.wrong.length),
      holds: judgement.wrong.length === 0,
    },
  ];
}

/**
 * Imports large statements, each in a separate process. An import uses one thread, so it takes the smaller of wall
 * time, which other load increases, and CPU time, which the threads of the garbage collector increase.
 */
async function measure(seed: number, short: boolean, load: MachineLoad): Promise<Verdict[]> {
  const isInTime = (seconds: number, limit: number): boolean => seconds < limit || load.isBusy;
  const folder = mkdtempSync(join(tmpdir(), 'statements-'));
  try {
    const verdicts: Verdict[] = [];
    const { items, payments } = generateWorld(seed, LINES * ITEMS_PER_PAYMENT, LINES);
    const itemFile = join(folder, 'items.ndjson');
    writeFileSync(itemFile, items.map((item) => JSON.stringify(item)).join('\n'));
    for (const [format, render] of FORMATS) {
      const file = join(folder, format);
      writeFileSync(file, render(payments));
      const { cpuSeconds, seconds, mebibytes, lines } = await importInProcess(itemFile, file);
      verdicts.push({
        bar: `${format}: ${LINES} lines against ${items.length} items, under ${MAX_SECONDS} s and ${MAX_MEBIBYTES} MiB`,
        figure: `${cpuSeconds.toFixed(1)} s of CPU, ${seconds.toFixed(1)} s of wall time, ${mebibytes} MiB, ${lines} lines${load.note}`,
        holds:
          isInTime(Math.min(cpuSeconds, seconds), MAX_SECONDS) &&
          mebibytes <= MAX_MEBIBYTES &&
          lines === LINES,
      });
      if (short) continue;
      const many = manyPayments(payments, MANY_LINES);
      writeFileSync(file, render(many));
      const large = await importInProcess(itemFile, file);
      verdicts.push({
        bar: `${format}: ${MANY_LINES} lines, under ${MAX_SECONDS_MANY} s`,
        figure: `${large.cpuSeconds.toFixed(1)} s of CPU, ${large.seconds.toFixed(1)} s of wall time, ${large.mebibytes} MiB, ${large.lines} lines${load.note}`,
        holds:
          isInTime(Math.min(large.cpuSeconds, large.seconds), MAX_SECONDS_MANY) && large.lines === MANY_LINES,
      });
    }
    return verdicts;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Imports statements into a database with open items, as the worker does. */
async function measureStored(seed: number, short: boolean, load: MachineLoad): Promise<Verdict[]> {
  const size = short
    ? { items: LINES, lines: LINES / ITEMS_PER_PAYMENT }
    : { items: LINES * ITEMS_PER_PAYMENT, lines: LINES };
  const formats = FORMATS.map(([format, render]) => [format, render] as const);
  return (await importIntoDatabase(seed, size, formats)).map(
    ({ format, lines, readSeconds, importSeconds, matched, wrong }) => ({
      bar: `${format} into the database: ${size.lines} lines against ${size.items} items, under ${MAX_SECONDS} s, none wrong`,
      figure: `read and shown in ${readSeconds.toFixed(1)} s, imported in ${importSeconds.toFixed(1)} s, ${matched} of ${lines} matched, ${wrong} wrong${load.note}`,
      holds: wrong === 0 && lines === size.lines && (importSeconds < MAX_SECONDS || load.isBusy),
    }),
  );
}

/** Repeats payments with unique bank references, so that all lines differ. */
function manyPayments(payments: readonly Payment[], count: number): Payment[] {
  return Array.from({ length: count }, (_, at) => ({
    ...payments[at % payments.length]!,
    bankReference: `B${String(at).padStart(9, '0')}`,
  }));
}

async function compareWithPackage(seed: number): Promise<Verdict> {
  const bar = 'The package mt-940 of PyPI reads the same amounts';
  const text = renderMt940(generateWorld(seed, PAYMENTS, PAYMENTS / 2).payments);
  const own = readStatements(mt940Reader(), text).flatMap(amountsOf);
  const other = await readWithMt940(text);
  if (other === null)
    return { bar, figure: 'not run: test/external/clients/install.sh has not installed it', holds: true };
  const differing =
    own.filter((amount, at) => amount !== other[at]).length + Math.abs(own.length - other.length);
  return {
    bar,
    figure: `${differing} differences in ${own.length} amounts`,
    holds: differing === 0 && own.length > 0,
  };
}

const amountsOf = ({ lines }: Statement): string[] => lines.map(({ amount }) => amount);

function printTable({ kinds }: Judgement): void {
  console.log(`${'kind of payment'.padEnd(20)}   lines  certain  first suggestion  wrong`);
  for (const [kind, { total, certain, first, wrong }] of [...kinds].sort(([a], [b]) => (a < b ? -1 : 1)))
    console.log(
      `${kind.padEnd(20)} ${String(total).padStart(7)} ${String(certain).padStart(8)} ${String(first).padStart(17)} ${String(wrong).padStart(6)}`,
    );
}
