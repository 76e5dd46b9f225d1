import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { MACHINES_A_CONTRACT } from './support/billing-world/copies.js';
import { type RunOfMonth, runMonth } from './support/billing-world/templates.js';
import { type BilledMaker, BillingWorld } from './support/billing-world/world.js';
import { MemoryWatch } from './support/memory-watch.js';
import { ProcessTree } from './support/process-tree.js';
import { formatCount, formatTable } from './support/table.js';

const MEMORY_EVERY_MS = 250;
/** Number of invoices issued and rendered as PDFs. */
const DOCUMENTS = 200;

export interface BillingRunOptions {
  /** Number of contracts in the measured run. */
  readonly contracts: number;
  readonly fewer: number;
  /** Number of contracts in the run that calculates all usage from readings. */
  readonly underived: number;
  /** Number of different usage profiles per class and zone. */
  readonly profiles: number;
  readonly seed: number;
}

export const FULL_BILLING_RUN: Omit<BillingRunOptions, 'seed'> = {
  contracts: 10_000,
  fewer: 1000,
  underived: 500,
  profiles: 15,
};

/** Result of a run. */
export interface RunFigures {
  readonly run: RunOfMonth;
  /** Time from the POST until the API reports that the run is done. */
  readonly seconds: number;
  /** Maximum total memory of the product's Node processes, MiB. */
  readonly peakMemory: number;
  /** CPU time in seconds. */
  readonly productCpu: number;
  readonly postgresCpu: number;
}

/** Comparison of the lines and the usage of a run with sums of the generated hours. */
export interface Agreement {
  readonly drafts: number;
  readonly usageLines: number;
  readonly wrongLines: number;
  readonly usages: number;
  readonly wrongUsages: number;
  readonly findings: number;
}

export interface BillingRunFigures {
  readonly months: readonly string[];
  readonly readings: number;
  readonly worldSeconds: number;
  readonly few: RunFigures;
  readonly many: RunFigures;
  /** A repeated run of the same month, which must change nothing. */
  readonly again: RunFigures;
  readonly changedAgain: number;
  readonly agreement: Agreement;
  /** Time to sum all hours with plain SQL, seconds. */
  readonly sumSeconds: number;
  readonly hours: number;
  /** Time to copy the drafts' rows into bare tables with COPY, seconds. */
  readonly copySeconds: number;
  readonly copiedRows: number;
  readonly underived: RunFigures & { readonly readings: number };
  readonly issuedASecond: number;
  readonly pdfsAMinute: number;
}

export async function measureBillingRun(
  options: BillingRunOptions,
  say: (text: string) => void,
): Promise<BillingRunFigures> {
  const started = performance.now();
  const world = await BillingWorld.open({ each: options.profiles, seed: options.seed, say });
  try {
    say(
      `${formatCount(options.fewer)}, ${formatCount(options.underived)} and ${formatCount(options.contracts)} contracts: creating the data …`,
    );
    const few = await world.addMaker('few', options.fewer);
    const underived = await world.addMaker('underived', options.underived, false);
    const many = await world.addMaker('many', options.contracts);
    const worldSeconds = (performance.now() - started) / 1000;
    say(`The data was created in ${formatCount(worldSeconds)} s`);
    const fewFigures = await measureRun(world, few);
    say(`${formatCount(options.fewer)} contracts: ${fewFigures.seconds.toFixed(1)} s`);
    const manyFigures = await measureRun(world, many);
    say(`${formatCount(options.contracts)} contracts: ${manyFigures.seconds.toFixed(1)} s`);
    const before = await contentOf(world, many);
    const again = await measureRun(world, many);
    const after = await contentOf(world, many);
    const { seconds: sumSeconds, hours } = await sumHours(world, many);
    const agreement = await compare(world, many);
    const copied = await copyDrafts(world, many);
    const derivedFigures = await measureRun(world, underived);
    const documents = await issueInvoices(world, many);
    return {
      months: world.months.names,
      readings: await many.copy.countReadings(),
      worldSeconds,
      few: fewFigures,
      many: manyFigures,
      again,
      changedAgain: [...before].filter(([id, content]) => after.get(id) !== content).length,
      agreement,
      sumSeconds,
      hours,
      copySeconds: copied.seconds,
      copiedRows: copied.rows,
      underived: { ...derivedFigures, readings: await underived.copy.countReadings() },
      ...documents,
    };
  } finally {
    await world.close();
  }
}

async function measureRun(world: BillingWorld, { api }: BilledMaker): Promise<RunFigures> {
  const before = await cpuOf(world);
  const memory = new MemoryWatch(() => world.pids(), MEMORY_EVERY_MS);
  const started = performance.now();
  const run = await runMonth(api, world.month);
  const seconds = (performance.now() - started) / 1000;
  const peakMemory = await memory.stop();
  const after = await cpuOf(world);
  return {
    run,
    seconds,
    peakMemory,
    productCpu: after.product - before.product,
    postgresCpu: after.postgres - before.postgres,
  };
}

async function cpuOf({ product }: BillingWorld): Promise<{ product: number; postgres: number }> {
  const supervisor = (await product.pidOf('supervisor'))!;
  const postgres = (await product.pidOf('postgres'))!;
  const tree = ProcessTree.read();
  return { product: tree.cpuSecondsOf(supervisor, [postgres]), postgres: tree.cpuSecondsOf(postgres) };
}

/** Returns the content and the version of each draft. */
async function contentOf(
  { database, month }: BillingWorld,
  { copy }: BilledMaker,
): Promise<Map<string, string>> {
  const { rows } = await database.query<{ id: string; content: string }>(
    `select id, content_hash || ' ' || version as content from invoice where maker_id = $1 and period_from = $2`,
    [copy.maker.makerId, `${month}-01`],
  );
  return new Map(rows.map(({ id, content }) => [id, content]));
}

/**
 * Writes the hours as one row per machine and hour, and times their sum, which is the lower bound of a run's duration.
 */
async function sumHours(
  { database, months }: BillingWorld,
  { copy }: BilledMaker,
): Promise<{ seconds: number; hours: number }> {
  await database.query('create unlogged table scale.hour (meter_id uuid, at timestamptz, quantity numeric)');
  await database.query(
    `insert into scale.hour select m.meter_id, s.at, s.quantity
       from scale.machine m join scale.step s on s.profile = m.profile
      where m.maker_id = $1 and s.at > $2 and s.at <= $3`,
    [copy.maker.makerId, new Date(months.billedFrom), new Date(months.to)],
  );
  await database.query('vacuum analyze scale.hour');
  const started = performance.now();
  const { rows } = await database.query<{ hours: string }>(
    `select sum(hours) as hours from (select meter_id, sum(quantity) as quantity, count(*) as hours from scale.hour group by meter_id) s`,
  );
  return { seconds: (performance.now() - started) / 1000, hours: Number(rows[0]!.hours) };
}

/** Compares lines and usage with sums of the generated hours in each contract's month, (from, to]. */
async function compare({ database, month }: BillingWorld, { copy }: BilledMaker): Promise<Agreement> {
  const { makerId } = copy.maker;
  await database.query(`drop table scale.hour`);
  await database.query(
    `create table scale.expected as
     select m.contract_id, m.machine_id, m.meter_id, sum(s.quantity) as quantity
       from scale.machine m
       join scale.contract c on c.maker_id = m.maker_id and c.id = m.contract_id
       join scale.step s on s.profile = m.profile and s.at > ('${month}-01'::timestamp at time zone c.zone)
        and s.at <= (('${month}-01'::timestamp + interval '1 month') at time zone c.zone)
      where m.maker_id = '${makerId}' group by m.contract_id, m.machine_id, m.meter_id`,
  );
  const { rows } = await database.query<Record<keyof Agreement, string>>(
    `with lines as (
       select i.contract_id, l.machine_id, sum(l.quantity) as quantity, count(*) as lines
         from invoice i join invoice_line l on l.maker_id = i.maker_id and l.invoice_id = i.id
        where i.maker_id = $1 and i.period_from = $2 and l.component = 'usage' group by 1, 2),
     expected as (
       select contract_id, machine_id, sum(quantity) as quantity from scale.expected
        group by grouping sets ((contract_id), (contract_id, machine_id))),
     usages as (
       select e.quantity as expected, u.quantity from scale.expected e
         left join usage_period u on u.maker_id = $1 and u.meter_id = e.meter_id and u.superseded_at is null
          and (u.period_from at time zone (u.basis ->> 'zone'))::date = $2)
     select (select count(*) from invoice i join scale.contract c on c.maker_id = i.maker_id and c.id = i.contract_id
              where i.maker_id = $1 and i.period_from = $2 and i.kind = 'invoice') as drafts,
            (select sum(lines) from lines) as "usageLines",
            (select count(*) from lines l left join expected e
               on e.contract_id = l.contract_id and e.machine_id is not distinct from l.machine_id
              where e.quantity is distinct from l.quantity) as "wrongLines",
            (select count(*) from usages) as usages,
            (select count(*) from usages where expected is distinct from quantity) as "wrongUsages",
            (select count(*) from audit_finding f
               join invoice i on i.maker_id = f.maker_id and i.id = f.invoice_id
               join scale.contract c on c.maker_id = i.maker_id and c.id = i.contract_id
              where f.maker_id = $1 and i.period_from = $2) as findings`,
    [makerId, `${month}-01`],
  );
  return Object.fromEntries(
    Object.entries(rows[0]!).map(([name, value]) => [name, Number(value)]),
  ) as unknown as Agreement;
}

/**
 * Writes the rows of the run's drafts again as fast as PostgreSQL accepts them: without keys or checks, with one
 * statement per table.
 */
async function copyDrafts(
  { database, month }: BillingWorld,
  { copy }: BilledMaker,
): Promise<{ seconds: number; rows: number }> {
  const of = `where maker_id = '${copy.maker.makerId}'`;
  const drafts = `select id from invoice ${of} and period_from = '${month}-01'`;
  const parts = [
    ['invoice', `${of} and id in (${drafts})`],
    ['invoice_line', `${of} and invoice_id in (${drafts})`],
    ['invoice_tax', `${of} and invoice_id in (${drafts})`],
    ['billing_run_result', `${of} and invoice_id in (${drafts})`],
  ] as const;
  let [seconds, rows] = [0, 0];
  for (const [table, where] of parts) {
    const pieces: Buffer[] = [];
    const out = database.query(copyTo(`copy (select * from ${table} ${where}) to stdout`));
    for await (const piece of out) pieces.push(piece as Buffer);
    await database.query(`create table scale.bare_${table} as select * from ${table} where false`);
    const started = performance.now();
    const into: ReturnType<typeof copyFrom> = database.query(copyFrom(`copy scale.bare_${table} from stdin`));
    await pipeline(Readable.from(pieces), into);
    seconds += (performance.now() - started) / 1000;
    rows += into.rowCount;
  }
  return { seconds, rows };
}

/** Approves and issues some of the drafts and renders them as PDFs, one after the other, as a user does in a browser. */
async function issueInvoices(
  { database, month }: BillingWorld,
  { copy, api }: BilledMaker,
): Promise<{ issuedASecond: number; pdfsAMinute: number }> {
  const { rows } = await database.query<{ id: string; version: number; content_hash: string }>(
    `select id, version, content_hash from invoice where maker_id = $1 and period_from = $2 and state = 'draft' order by id limit $3`,
    [copy.maker.makerId, `${month}-01`, DOCUMENTS],
  );
  const issuing = performance.now();
  for (const { id, version: drafted, content_hash: contentHash } of rows) {
    const { version } = await api.post<{ version: number }>(
      `/invoices/${id}/approve`,
      { version: drafted, contentHash },
      { 'idempotency-key': `approve-${id}` },
    );
    await api.post(`/invoices/${id}/issue`, { version, contentHash }, { 'idempotency-key': `issue-${id}` });
  }
  const issued = performance.now();
  for (const { id } of rows) await api.bytes(`/invoices/${id}/pdf`);
  const printed = performance.now();
  return {
    issuedASecond: (rows.length * 1000) / (issued - issuing),
    pdfsAMinute: (rows.length * 60_000) / (printed - issued),
  };
}

export function formatBillingRun(
  figures: BillingRunFigures,
  { contracts, fewer, underived }: BillingRunOptions,
): string {
  const { few, many, again, agreement } = figures;
  const machines = contracts * MACHINES_A_CONTRACT;
  const cpu = ({ productCpu, postgresCpu }: RunFigures): string =>
    `CPU time: Node ${productCpu.toFixed(1)} s, PostgreSQL ${postgresCpu.toFixed(1)} s`;
  return formatTable([
    [
      'Data',
      `${formatCount(machines)} machines`,
      `${formatCount(figures.hours)} hours of ${figures.months.at(-1)}, ${formatCount(figures.readings)} readings; created in ${formatCount(figures.worldSeconds)} s`,
    ],
    [`POST to ${formatCount(contracts)} audited drafts`, `${many.seconds.toFixed(1)} s`, cpu(many)],
    [
      `POST to ${formatCount(fewer)} audited drafts`,
      `${few.seconds.toFixed(1)} s`,
      `${(contracts / fewer).toFixed(0)} times the contracts take ${(many.seconds / few.seconds).toFixed(1)} times as long`,
    ],
    [
      'Second run of the same month',
      `${again.seconds.toFixed(1)} s`,
      `${figures.changedAgain} drafts changed; ${cpu(again)}`,
    ],
    ['Peak memory of the Node processes', `${Math.round(many.peakMemory)} MiB`, 'sum of PSS'],
    [
      'Quantities that differ from plain SQL',
      String(agreement.wrongLines + agreement.wrongUsages),
      `of ${formatCount(agreement.usageLines)} lines and ${formatCount(agreement.usages)} meters`,
    ],
    [
      'Reference: plain SQL sum of the same hours',
      `${figures.sumSeconds.toFixed(1)} s`,
      `${((100 * figures.sumSeconds) / many.seconds).toFixed(0)}% of the run`,
    ],
    [
      'Reference: COPY of the drafts’ rows',
      `${figures.copySeconds.toFixed(1)} s`,
      `${formatCount(figures.copiedRows)} rows; ${((100 * figures.copySeconds) / many.seconds).toFixed(0)}% of the run`,
    ],
    [
      `${formatCount(underived)} contracts without derived usage`,
      `${figures.underived.seconds.toFixed(1)} s`,
      `${formatCount(figures.underived.readings / figures.underived.seconds)} readings/s`,
    ],
    [
      'Approve and issue, one by one',
      `${figures.issuedASecond.toFixed(1)} per second`,
      'including number and journal entry',
    ],
    ['Render as PDFs, one by one', `${formatCount(figures.pdfsAMinute)} per minute`],
  ]);
}
