import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { rolePassword, type DatabaseRole } from './database-roles.js';
import { SnakeNamingStrategy } from './naming-strategy.js';
import { packageFolder } from '../package-folder.js';

const MIGRATIONS = join(packageFolder(), 'dist/migrations');
const MIGRATION_TABLE = 'schema_migration';

/** Lock for migrations. Any number of apps can start at the same time: one migrates while the others wait. */
const MIGRATION_LOCK = 7_361_044;

/**
 * Migrates the database to this version's schema and sets the passwords of the roles. Several processes can call it at
 * the same time.
 * @param ownerUrl connection of a role that may create roles with BYPASSRLS (usually a superuser)
 * @returns the names of the migrations that were applied
 */
export async function migrate(ownerUrl: string, secret: string): Promise<string[]> {
  const lock = new pg.Client({ connectionString: ownerUrl });
  await lock.connect().catch((error: unknown) => {
    const { message } = error as Error;
    throw new Error(`No connection to the database on ${new URL(ownerUrl).host}: ${message}`, {
      cause: error,
    });
  });
  try {
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const applied = (await isMigrated(lock)) ? [] : await runMigrations(ownerUrl);
    for (const role of ['dutycycle_app', 'dutycycle_ingest'] satisfies DatabaseRole[]) {
      await lock.query(`alter role ${role} password '${rolePassword(role, secret)}'`);
    }
    return applied;
  } finally {
    await lock.end();
  }
}

/**
 * Returns true when the database has the migrations of all files. Compares only the timestamps at the beginning of the
 * file names, because every process checks this when it starts, and loading all migrations would take longer than the
 * rest of the check.
 */
async function isMigrated(database: pg.Client): Promise<boolean> {
  const table = await database.query<{ name: string | null }>(
    `select to_regclass('${MIGRATION_TABLE}') as name`,
  );
  if (table.rows[0]?.name == null) return false;
  const { rows } = await database.query<{ timestamp: string }>(`select timestamp from ${MIGRATION_TABLE}`);
  const applied = new Set(rows.map(({ timestamp }) => timestamp));
  const files = await readdir(MIGRATIONS);
  return files
    .filter((file) => file.endsWith('.js'))
    .every((file) => applied.has(file.slice(0, file.indexOf('-'))));
}

/** @returns the names of the migrations that were applied */
async function runMigrations(ownerUrl: string): Promise<string[]> {
  const database = new DataSource({
    type: 'postgres',
    url: ownerUrl,
    migrations: [join(MIGRATIONS, '*.js')],
    migrationsTableName: MIGRATION_TABLE,
    namingStrategy: new SnakeNamingStrategy(),
  });
  await database.initialize();
  try {
    const applied = await database.runMigrations({ transaction: 'each' });
    return applied.map((migration) => migration.name);
  } finally {
    await database.destroy();
  }
}
