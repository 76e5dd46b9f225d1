import type { Readable } from 'node:stream';
import type pg from 'pg';
import copyStreams from 'pg-copy-streams';
import { withConnection } from '../postgres/database.connection.js';
import type { ArchiveWriter } from './archive.writer.js';
import {
  MIGRATION_TABLE,
  type SavedSequence,
  type SavedTable,
  type TablesManifest,
} from './tables.manifest.js';

/**
 * Adds the rows of all tables as COPY text from a single snapshot, with the data needed to load them into an empty
 * schema of the same version. Excludes the job queue: the worker recreates it, and the product's own tables contain the
 * pending work.
 */
export async function addTables(archive: ArchiveWriter, url: string): Promise<void> {
  await withConnection(url, async (client) => {
    await client.query('begin isolation level repeatable read read only');
    // Raises an error if row-level security applies to the role. Otherwise, the copy would lack the hidden rows without
    // any error.
    await client.query('set local row_security = off');
    await client.query(`set local timezone = 'UTC'`);
    const tables = await listTables(client);
    const manifest: TablesManifest = {
      migrations: await listMigrations(client),
      tables,
      sequences: await listSequences(client),
    };
    await archive.addText('tables.json', JSON.stringify(manifest));
    for (const [index, table] of tables.entries()) {
      if (table.isPartitioned) continue;
      const name = client.escapeIdentifier(table.name);
      const columns = table.columns.map((column) => client.escapeIdentifier(column)).join(', ');
      const rows: Readable = client.query(copyStreams.to(`copy ${name} (${columns}) to stdout`));
      await archive.addStream(`tables/${index}`, rows);
    }
    await client.query('commit');
  });
}

/** Lists all tables, each partitioned table before its partitions. */
async function listTables(client: pg.Client): Promise<SavedTable[]> {
  const { rows } = await client.query<SavedTable>(
    `select c.relname as name, c.relkind = 'p' as "isPartitioned",
            (select p.relname from pg_inherits i join pg_class p on p.oid = i.inhparent
              where i.inhrelid = c.oid and c.relispartition) as "partitionOf",
            case when c.relispartition then pg_get_expr(c.relpartbound, c.oid) end as bound,
            coalesce((select array_agg(a.attname::text order by a.attnum) from pg_attribute a
              where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''), '{}') as columns
       from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> $1
      order by c.relispartition, c.relname`,
    [MIGRATION_TABLE],
  );
  return rows;
}

async function listMigrations(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`select name from ${MIGRATION_TABLE} order by name`);
  return rows.map(({ name }) => name);
}

async function listSequences(client: pg.Client): Promise<SavedSequence[]> {
  const { rows } = await client.query<SavedSequence>(
    `select sequencename as name, last_value::text as "lastValue" from pg_sequences
      where schemaname = 'public' and last_value is not null order by 1`,
  );
  return rows;
}
