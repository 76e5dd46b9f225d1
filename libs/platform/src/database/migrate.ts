import { fileURLToPath } from 'node:url';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { rolePassword, type DatabaseRole } from './database-roles.js';
import { SnakeNamingStrategy } from './naming-strategy.js';

const MIGRATIONS = join(dirname(fileURLToPath(import.meta.url)), '../../../../migrations/*.js');

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
    const database = new DataSource({
      type: 'postgres',
      url: ownerUrl,
      migrations: [MIGRATIONS],
      migrationsTableName: 'schema_migration',
      namingStrategy: new SnakeNamingStrategy(),
    });
    await database.initialize();
    try {
      const applied = await database.runMigrations({ transaction: 'each' });
      for (const role of ['dutycycle_app', 'dutycycle_ingest'] satisfies DatabaseRole[]) {
        await lock.query(`alter role ${role} password '${rolePassword(role, secret)}'`);
      }
      return applied.map((migration) => migration.name);
    } finally {
      await database.destroy();
    }
  } finally {
    await lock.end();
  }
}
