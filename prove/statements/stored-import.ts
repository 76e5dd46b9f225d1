import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { FileStore, systemScope, UnitOfWork } from '#platform';
import { StatementImportRunner, StatementImportsService } from '#receivables';
import { financeOf } from '../../test/support/billing-fixture.js';
import { startTestPostgres } from '../support/test-postgres.js';
import { generateWorld, type Payment } from './payments.js';
import { CSV_MAP } from './render.js';
import { storeItems, type StoredWorld } from './stored-world.js';

export interface StoredImport {
  readonly format: string;
  readonly lines: number;
  /** Duration of reading, including the preview of the matches. */
  readonly readSeconds: number;
  /** Duration of storing lines, payments, allocations and their postings. */
  readonly importSeconds: number;
  readonly matched: number;
  readonly wrong: number;
}

/** Imports statements into a database with open items, through the product's services. */
export async function importIntoDatabase(
  seed: number,
  { items: itemCount, lines }: { readonly items: number; readonly lines: number },
  formats: readonly (readonly [string, (payments: readonly Payment[]) => string])[],
): Promise<StoredImport[]> {
  const stop = await startTestPostgres();
  const folder = mkdtempSync(join(tmpdir(), 'stored-statements-'));
  const { items, payments } = generateWorld(seed, itemCount, lines * formats.length);
  try {
    const world = await storeItems(items);
    try {
      const results: StoredImport[] = [];
      for (const [at, [format, render]] of formats.entries()) {
        const part = payments.slice(at * lines, (at + 1) * lines);
        results.push(await importOne(world, folder, format, render(part), part));
      }
      return results;
    } finally {
      await world.fixture.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await stop();
  }
}

async function importOne(
  world: StoredWorld,
  folder: string,
  format: string,
  text: string,
  payments: readonly Payment[],
): Promise<StoredImport> {
  const { fixture, maker } = world;
  const unitOfWork = fixture.app.get(UnitOfWork);
  const files = new FileStore(folder);
  const [service, runner] = [
    new StatementImportsService(unitOfWork, files),
    new StatementImportRunner(unitOfWork, files),
  ];
  const scope = financeOf(maker);
  const { id } = await service.upload(scope, format, chunksOf(text));
  if (format === 'CSV') {
    await runner.perform(systemScope(maker.makerId), id);
    await service.read(scope, id, { columnMap: CSV_MAP });
  }
  const read = performance.now();
  await runner.perform(systemScope(maker.makerId), id);
  const readSeconds = (performance.now() - read) / 1_000;
  await service.start(scope, id);
  const from = performance.now();
  await runner.perform(systemScope(maker.makerId), id);
  const importSeconds = (performance.now() - from) / 1_000;
  const { state, summary, problem } = await service.get(scope, id);
  if (state !== 'done' || !summary)
    throw new Error(`The import ended as ${state}: ${JSON.stringify(problem)}`);
  return {
    format,
    lines: summary.lines,
    readSeconds,
    importSeconds,
    matched: summary.matched,
    wrong: await countWrong(world, id, payments),
  };
}

async function* chunksOf(text: string): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text, 'utf8');
  for (let at = 0; at < bytes.length; at += 65_536)
    yield await Promise.resolve(bytes.subarray(at, at + 65_536));
}

/** Counts payments that were allocated to other documents than the payer meant. */
async function countWrong(
  { fixture, documentOf }: StoredWorld,
  importId: string,
  payments: readonly Payment[],
): Promise<number> {
  const lines = await fixture.sql<{ documents: string[] }>(
    `select array_remove(array_agg(a.document_id::text), null) as documents
       from bank_statement s
       join statement_line l on l.maker_id = s.maker_id and l.statement_id = s.id
       left join allocation a on a.maker_id = l.maker_id and a.payment_id = l.payment_id
      where s.import_id = $1 group by l.file_line, l.identity order by l.file_line`,
    [importId],
  );
  return payments.filter(({ itemIds }, at) => {
    const meant = new Set(itemIds.map((id) => documentOf.get(id)));
    return lines[at]!.documents.some((document) => !meant.has(document));
  }).length;
}
