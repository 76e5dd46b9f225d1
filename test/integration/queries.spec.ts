import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import ts from 'typescript';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { describeQuery } from '../support/sql/describe-query.js';
import { findQuerySites, type QuerySite } from '../support/sql/query-sites.js';
import { Catalogue, compareRow } from '../support/sql/row-comparison.js';

const ROOT = resolve(import.meta.dirname, '../..');

/**
 * Queries with a text that is known only at run time, so their rows can't be checked. Remove an entry when its text
 * becomes static, and write new queries as static text that this test can prepare.
 */
const DYNAMIC = [
  'apps/simulator/src/seed/rows.writer.ts › insertRows',
  'apps/standalone/src/backup/tables.backup.ts › addTables 4',
  'apps/standalone/src/backup/tables.restore.ts › begin 5',
  'apps/standalone/src/backup/tables.restore.ts › dropForeignKeys 2',
  'apps/standalone/src/backup/tables.restore.ts › ensurePartition 3',
  'apps/standalone/src/backup/tables.restore.ts › ensurePartition 4',
  'apps/standalone/src/backup/tables.restore.ts › finish',
  'apps/standalone/src/backup/tables.restore.ts › openTable',
  'apps/standalone/src/backup/tables.restore.ts › switchTriggers',
  'apps/standalone/src/postgres/database-contents.store.ts › emptyDatabase 2',
  'apps/worker/src/jobs/queue/job-database.ts › executeSql',
  'apps/worker/src/outbox/hints.ts › load',
  'libs/platform/src/database/batch-rows.ts › insertRows',
  'libs/platform/src/database/batch-rows.ts › updateRows',
  'libs/platform/src/database/migrate.ts › migrate 2',
];
/** Decrease this number when the list gets shorter. Never increase it. */
const MAX_DYNAMIC = 15;

function sourcesOf(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts') && !path.startsWith('portal/'))
    .map((path) => join(ROOT, folder, path));
}

function programOf(files: readonly string[]): ts.Program {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.cruise.json'), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  return ts.createProgram(files, options);
}

describe('every query', () => {
  let database: TestDatabase;
  let client: pg.Client;
  let program: ts.Program;
  let sites: QuerySite[];
  let catalogue: Catalogue;

  // Resolving the types of all sources takes as long as compiling them.
  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
    catalogue = await Catalogue.load(client);
    const files = [...sourcesOf('libs'), ...sourcesOf('apps')];
    program = programOf(files);
    sites = findQuerySites(program, ROOT, files);
  }, 300_000);

  afterAll(async () => {
    await client?.end();
    await database?.drop();
  });

  async function faultsOf({ row, texts }: QuerySite): Promise<string[]> {
    const faults = new Set<string>();
    for (const text of Array.isArray(texts) ? texts : []) {
      try {
        const columns = (await describeQuery(client, text)).map((column) => catalogue.describe(column));
        for (const fault of compareRow(program.getTypeChecker(), row, columns, text)) faults.add(fault);
      } catch (error) {
        faults.add(`${String(error)} in: ${text}`);
      }
    }
    return [...faults];
  }

  it('is accepted by the migrated schema, and returns the columns of its row type', async () => {
    const faults: string[] = [];
    for (const site of sites) {
      for (const fault of await faultsOf(site)) faults.push(`${site.name}: ${fault}`);
    }
    expect(faults).toEqual([]);
    expect(sites.length).toBeGreaterThan(550);
    const prepared = sites.filter(({ texts }) => Array.isArray(texts));
    const read = prepared.filter(({ row }) => row.kind === 'columns' || row.kind === 'positions');
    console.log(
      `${prepared.length} of ${sites.length} queries prepared, ${read.length} row types compared; ${sites.length - prepared.length} known only at run time`,
    );
  }, 300_000);

  it('has a static text, except for the listed queries', () => {
    const dynamic = sites.filter(({ texts }) => !Array.isArray(texts)).map(({ name }) => name);
    expect(dynamic.sort()).toEqual(DYNAMIC);
    expect(DYNAMIC.length).toBeLessThanOrEqual(MAX_DYNAMIC);
  });
});

describe('the check of queries', () => {
  const FILE = join(ROOT, 'libs/platform/src/planted.queries.ts');
  let database: TestDatabase;
  let client: pg.Client;

  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
  });

  afterAll(async () => {
    await client?.end();
    await database?.drop();
  });

  /** Returns the findings of the check for a source file. */
  async function faultsIn(source: string): Promise<Record<string, string[]>> {
    const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.cruise.json'), (path) => ts.sys.readFile(path));
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
    const host = ts.createCompilerHost(options);
    const { getSourceFile } = host;
    host.getSourceFile = (name, ...more) =>
      name === FILE
        ? ts.createSourceFile(name, source, ts.ScriptTarget.ES2022, true)
        : getSourceFile(name, ...more);
    host.fileExists = (name) => name === FILE || ts.sys.fileExists(name);
    const program = ts.createProgram([FILE], options, host);
    const catalogue = await Catalogue.load(client);
    const faults: Record<string, string[]> = {};
    for (const { name, texts, row } of findQuerySites(program, ROOT, [FILE])) {
      const found: string[] = [];
      for (const text of Array.isArray(texts) ? texts : [])
        found.push(
          ...compareRow(
            program.getTypeChecker(),
            row,
            (await describeQuery(client, text)).map((column) => catalogue.describe(column)),
            text,
          ),
        );
      faults[name.replace(/.* › /, '')] = Array.isArray(texts) ? found : ['dynamic'];
    }
    return faults;
  }

  it('finds columns that are missing, undeclared, of another type, or null', async () => {
    const faults = await faultsIn(`
      import type { EntityManager } from 'typeorm';
      const COLUMNS = 'id, number';
      const ORDERS = { number: 'number', start: 'starts_on' };
      export function fits(m: EntityManager, by: keyof typeof ORDERS, hasEnd: boolean): Promise<{ id: string; number: string }[]> {
        return m.query(\`select \${COLUMNS} from contract where maker_id = $1 \${hasEnd ? 'and ends_on < $2' : ''} order by \${ORDERS[by]}\`);
      }
      export function missing(m: EntityManager): Promise<{ id: string; serial: string }[]> {
        return m.query(\`select \${COLUMNS} from contract\`);
      }
      export async function otherTypes(m: EntityManager): Promise<number> {
        const [row]: { version: string; startsOn: string; count: number }[] =
          await m.query('select version, starts_on as "startsOn", count(*) from contract group by 1, 2');
        return row!.count;
      }
      export async function maybeNull(m: EntityManager): Promise<string> {
        const [row] = await m.query<{ endsOn: Date }[]>('select ends_on as "endsOn" from contract');
        return String(row!.endsOn);
      }
      export async function notNull(m: EntityManager): Promise<string> {
        const [row] = await m.query<{ endsOn: Date }[]>('select ends_on as "endsOn" from contract where ends_on is not null');
        return String(row!.endsOn);
      }
      export async function untyped(m: EntityManager): Promise<unknown> {
        return (await m.query('select id from contract'))[0].id;
      }
      export function changed(m: EntityManager): Promise<[{ id: number }[], number]> {
        return m.query('update contract set version = 1 returning id');
      }
      function ask<Row>(m: EntityManager, text: string): Promise<Row[]> {
        return m.query(text);
      }
      export function handedOn(m: EntityManager): Promise<{ id: boolean }[]> {
        return ask(m, 'select id from contract');
      }
      export function unknown(m: EntityManager, table: string): Promise<object[]> {
        return m.query(\`select id from \${table}\`);
      }`);
    expect(faults).toEqual({
      fits: [],
      missing: ['serial is declared but not selected', 'number is selected but not declared'],
      otherTypes: [
        'version is int4, declared string',
        'startsOn is date, declared string',
        'count is int8, declared number',
      ],
      maybeNull: ['endsOn can be null, declared Date'],
      notNull: [],
      untyped: ['no row is declared for id'],
      changed: ['id is uuid, declared number'],
      handedOn: ['id is uuid, declared boolean'],
      unknown: ['dynamic'],
    });
  }, 300_000);

  it('rejects tables and columns that the schema does not have', async () => {
    await expect(describeQuery(client, 'select no_such_column from contract')).rejects.toThrow(
      'no_such_column',
    );
  });
});
