import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import pg from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';
import { SnakeNamingStrategy } from '#platform';
import type { TestDatabase } from './database.js';
import { findRoot } from './product.js';

const FIXTURE = join(findRoot(), 'test/fixtures/previous-version');

/** Data about the rows of the previous version. */
export interface PreviousVersion {
  /** Last migration of the previous version. */
  readonly migration: string;
  readonly makerId: string;
  /** A maker without limits that require a second approver. */
  readonly otherId: string;
  readonly financeUserId: string;
  /** Bearer key of that user. */
  readonly financeKey: string;
  readonly contractId: string;
  readonly invoiceId: string;
  readonly packId: string;
  /** Root hash of the pack, as printed on the invoice. */
  readonly root: string;
  readonly tables: readonly { readonly table: string; readonly count: number }[];
}

interface TableOfFixture {
  readonly table: string;
  readonly columns: readonly string[];
  /** JSON as written by PostgreSQL. Parsing it here would lose digits of decimals. */
  readonly rows: string;
}

interface FactsOfFixture extends Omit<PreviousVersion, 'tables'> {
  readonly sequences: readonly { readonly sequencename: string; readonly last_value: string }[];
}

/** The pack of the invoice, as created by the previous version. */
export const PACK_OF_PREVIOUS_VERSION = join(FIXTURE, 'pack.zip');

/** Creates the schema and the rows of the previous version in an empty database, as written by that version. */
export async function fillWithPreviousVersion(database: TestDatabase): Promise<PreviousVersion> {
  const [head, ...lines] = gunzipSync(readFileSync(join(FIXTURE, 'rows.jsonl.gz')))
    .toString()
    .split('\n');
  const { sequences, ...facts } = JSON.parse(head!) as FactsOfFixture;
  await migrateUntil(database.url, facts.migration);
  const tables = lines.map((line) => JSON.parse(line) as TableOfFixture);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    await client.query('begin');
    // The rows satisfied keys and triggers when they were written. Here, they are loaded table by table.
    await client.query(`set local session_replication_role = replica`);
    const counts = [];
    for (const { table, columns, rows } of tables) {
      const list = columns.map((column) => `"${column}"`).join(', ');
      const { rowCount } = await client.query(
        `insert into "${table}" (${list}) overriding system value
         select ${list} from json_populate_recordset(null::"${table}", $1::json)`,
        [rows],
      );
      counts.push({ table, count: rowCount ?? 0 });
    }
    for (const { sequencename, last_value: last } of sequences)
      if (sequencename !== 'schema_migration_id_seq')
        await client.query(`select setval($1::regclass, $2)`, [sequencename, last]);
    await client.query('commit');
    return { ...facts, tables: counts };
  } finally {
    await client.end();
  }
}

/**
 * Migrates a database as the product does at its start.
 * @returns the migrations that ran
 */
export async function migrateAsTheProduct({ url, secret }: TestDatabase): Promise<string[]> {
  const path = join(findRoot(), 'dist/libs/platform/src/database/migrate.js');
  const { migrate } = (await import(pathToFileURL(path).href)) as {
    migrate: (ownerUrl: string, secret: string) => Promise<string[]>;
  };
  return migrate(url, secret);
}

/** Runs the migrations up to and including one of them. */
async function migrateUntil(url: string, last: string): Promise<void> {
  const folder = join(findRoot(), 'dist/migrations');
  const all: (new () => MigrationInterface)[] = [];
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.js'))
    .sort())
    all.push(
      ...Object.values(
        (await import(pathToFileURL(join(folder, file)).href)) as Record<
          string,
          new () => MigrationInterface
        >,
      ),
    );
  const source = new DataSource({
    type: 'postgres',
    url,
    migrations: all.slice(0, all.findIndex(({ name }) => name === last) + 1),
    migrationsTableName: 'schema_migration',
    namingStrategy: new SnakeNamingStrategy(),
  });
  await source.initialize();
  try {
    await source.runMigrations({ transaction: 'each' });
  } finally {
    await source.destroy();
  }
}
