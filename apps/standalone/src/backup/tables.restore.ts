import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type pg from 'pg';
import copyStreams from 'pg-copy-streams';
import { StartRejected } from '../start-rejected.error.js';
import { feed, textOf, type ArchiveEntry } from './archive.reader.js';
import {
  dayOfBound,
  MIGRATION_TABLE,
  parseTableEntry,
  type SavedTable,
  type TablesManifest,
} from './tables.manifest.js';

/**
 * Restores a portable backup into a freshly migrated database in a single transaction, either completely or not at all.
 * Drops the foreign keys during the restore, and adds and checks them once all rows are loaded.
 */
export class TablesRestore {
  private manifest?: TablesManifest;
  private readonly foreignKeys: { table: string; name: string; definition: string }[] = [];
  private current?: { index: number; target: Writable; failed: Promise<never> };

  constructor(private readonly client: pg.Client) {}

  /**
   * Processes the next entry of the archive.
   * @returns false if it does not belong to the tables
   */
  async take(entry: ArchiveEntry): Promise<boolean> {
    if (entry.name === 'tables.json') {
      await this.begin(JSON.parse(await textOf(entry.content)) as TablesManifest);
      return true;
    }
    const rows = parseTableEntry(entry.name);
    if (!rows) return false;
    if (this.current?.index !== rows.index) {
      await this.endTable();
      const target = this.openTable(this.tableAt(rows.index));
      this.current = { index: rows.index, target, failed: toFailure(target) };
    }
    await Promise.race([feed(entry.content, this.current.target), this.current.failed]);
    return true;
  }

  async finish(): Promise<void> {
    await this.endTable();
    for (const { table, name, definition } of this.foreignKeys) {
      await this.client.query(`alter table ${table} add constraint ${name} ${definition}`);
    }
    await this.switchTriggers('enable');
    for (const { name, lastValue } of this.saved.sequences) {
      await this.client.query('select setval($1::regclass, $2)', [
        this.client.escapeIdentifier(name),
        lastValue,
      ]);
    }
    await this.client.query('commit');
    await this.client.query('analyze');
  }

  private get saved(): TablesManifest {
    if (!this.manifest) throw new StartRejected('The backup is damaged: its list of tables is missing.');
    return this.manifest;
  }

  private tableAt(index: number): SavedTable {
    const table = this.saved.tables[index];
    if (!table) throw new StartRejected(`The backup is damaged: it has no table ${index}.`);
    return table;
  }

  private async begin(manifest: TablesManifest): Promise<void> {
    this.manifest = manifest;
    await this.client.query('begin');
    await this.client.query('set local row_security = off');
    await this.client.query(`set local timezone = 'UTC'`);
    await this.assertSameMigrations(manifest.migrations);
    for (const table of manifest.tables) await this.ensurePartition(table);
    await this.client.query('drop schema if exists pgboss cascade');
    await this.dropForeignKeys();
    await this.switchTriggers('disable');
    const names = manifest.tables
      .filter(({ partitionOf }) => partitionOf === null)
      .map(({ name }) => this.quote(name));
    // The backup also contains the rows that migrations insert.
    if (names.length > 0) await this.client.query(`truncate ${names.join(', ')}`);
  }

  private async assertSameMigrations(wanted: readonly string[]): Promise<void> {
    const { rows } = await this.client.query<{ name: string }>(
      `select name from ${MIGRATION_TABLE} order by name`,
    );
    const here = rows.map(({ name }) => name);
    if (here.join() !== wanted.join()) {
      throw new StartRejected(
        'The backup was created with another version of the schema. Restore it with the version that created it, then upgrade that installation.',
      );
    }
  }

  private async ensurePartition({ name, partitionOf, bound }: SavedTable): Promise<void> {
    if (partitionOf === null || bound === null) return;
    const { rows } = await this.client.query<{ there: boolean }>(
      'select to_regclass($1) is not null as there',
      [this.quote(name)],
    );
    if (rows[0]?.there) return;
    // A partition has its own rights and row-level security, which the schema's function sets.
    const maker = `ensure_${partitionOf}_partition`;
    const day = dayOfBound(bound);
    const { rows: makers } = await this.client.query<{ there: boolean }>(
      'select to_regprocedure($1) is not null as there',
      [`${this.quote(maker)}(date)`],
    );
    if (day !== undefined && makers[0]?.there)
      await this.client.query(`select ${this.quote(maker)}($1)`, [day]);
    else
      await this.client.query(
        `create table ${this.quote(name)} partition of ${this.quote(partitionOf)} ${bound}`,
      );
  }

  private async dropForeignKeys(): Promise<void> {
    const { rows } = await this.client.query<{ table: string; name: string; definition: string }>(
      `select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
         from pg_constraint where contype = 'f' and conparentid = 0 and connamespace = 'public'::regnamespace`,
    );
    for (const { table, name } of rows)
      await this.client.query(`alter table ${table} drop constraint ${name}`);
    this.foreignKeys.push(...rows);
  }

  private async switchTriggers(how: 'enable' | 'disable'): Promise<void> {
    for (const { name, partitionOf } of this.saved.tables) {
      if (partitionOf === null)
        await this.client.query(`alter table ${this.quote(name)} ${how} trigger user`);
    }
  }

  private openTable({ name, columns }: SavedTable): Writable {
    const list = columns.map((column) => this.quote(column)).join(', ');
    return this.client.query(copyStreams.from(`copy ${this.quote(name)} (${list}) from stdin`));
  }

  private async endTable(): Promise<void> {
    const target = this.current?.target;
    this.current = undefined;
    if (!target) return;
    target.end();
    await finished(target);
  }

  private quote(name: string): string {
    return this.client.escapeIdentifier(name);
  }
}

/**
 * Rejects when PostgreSQL rejects rows while they are being sent. A caller that waits for the stream to drain would
 * otherwise wait forever.
 */
function toFailure(stream: Writable): Promise<never> {
  const failed = new Promise<never>((_resolve, reject) => stream.once('error', reject));
  failed.catch(() => undefined);
  return failed;
}
