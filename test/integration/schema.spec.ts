import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SnakeNamingStrategy } from '#platform';
import { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const ROOT = resolve(import.meta.dirname, '../..');

describe('the schema', () => {
  let database: TestDatabase;
  let owner: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase();
    const files = readdirSync(join(ROOT, 'libs'), { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('.entity.ts'),
    );
    const entities: (new () => object)[] = [];
    for (const path of files) {
      const module = (await import(join(ROOT, 'libs', path))) as object;
      entities.push(
        ...Object.values(module).filter((value): value is new () => object => typeof value === 'function'),
      );
    }
    owner = new DataSource({
      type: 'postgres',
      url: database.url,
      entities,
      namingStrategy: new SnakeNamingStrategy(),
    });
    await owner.initialize();
  });

  afterAll(async () => {
    await owner?.destroy();
    await database?.drop();
  });

  it('lets apps read packed readings only through policies, and change only their evaluation state', async () => {
    const tables: object[] = await owner.query(`
      select relname as name, relrowsecurity as enabled, relforcerowsecurity as forced,
             has_table_privilege('dutycycle_app', oid, 'insert, update, delete, truncate') as writable,
             array(select attname::text from pg_attribute a where attrelid = c.oid and attnum > 0
                    and has_column_privilege('dutycycle_app', c.oid, attnum, 'insert, update')) as changeable
        from pg_class c
       where relname in ('reading_batch', 'reading_chunk', 'reading_removal', 'reading_rollup', 'retention_sweep',
                         'device_high_water', 'sent_signal')
       order by 1`);
    const closed = { enabled: true, forced: true, writable: false, changeable: [] };
    expect(tables).toEqual([
      { name: 'device_high_water', ...closed },
      { name: 'reading_batch', ...closed, changeable: ['judged'] },
      { name: 'reading_chunk', ...closed },
      { name: 'reading_removal', ...closed },
      { name: 'reading_rollup', ...closed },
      { name: 'retention_sweep', ...closed },
      { name: 'sent_signal', ...closed },
    ]);
  });

  it('starts every primary and unique key of a tenant table with the maker, except for lookups before the maker is known', async () => {
    const lookedUpFirst = [
      'session_token_uq',
      'api_key_hash_uq',
      'mail_link_token_uq',
      'device_credential_username_uq',
      'device_key_uq',
      'stripe_account_connected_uq',
    ];
    const keys: { name: string; first: string }[] = await owner.query(`
      select con.conname as name, a.attname as first
        from pg_constraint con
        join pg_class c on c.oid = con.conrelid and not c.relispartition
        join pg_attribute a on a.attrelid = con.conrelid and a.attnum = con.conkey[1]
       where con.contype in ('p', 'u')
         and exists (select from pg_attribute m where m.attrelid = c.oid and m.attname = 'maker_id' and not m.attisdropped)`);
    expect(keys.length).toBeGreaterThan(40);
    expect(
      keys
        .filter((key) => key.first !== 'maker_id')
        .map((key) => key.name)
        .sort(),
    ).toEqual(lookedUpFirst.sort());
  });

  it('lets the ingest role write only telemetry', async () => {
    const writable: { name: string }[] = await owner.query(`
      select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
         and (has_table_privilege('dutycycle_ingest', c.oid, 'insert') or has_table_privilege('dutycycle_ingest', c.oid, 'delete'))
       order by 1`);
    expect(writable.map((table) => table.name)).toEqual([
      'connectivity_event',
      'device_attribute',
      'device_high_water',
      'device_intake',
      'device_status',
      'gap_review',
      'history_import_device',
      'history_import_row',
      'intake_minute',
      'quarantine_entry',
      'quarantine_let_go',
      'reading_batch',
      'reading_chunk',
      'reading_first_receipt',
      'reading_gap',
      'reading_removal',
      'reading_rollup',
      'reporting_day',
      'retention_sweep',
      'sent_signal',
      'unknown_signal',
    ]);
  });

  it('matches the entities, so that the schema builder has nothing to change', async () => {
    const { upQueries } = await owner.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('has an entity for every table except those of the installation itself', async () => {
    const tables: { name: string }[] = await owner.query(`
      select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition`);
    const mapped = new Set(owner.entityMetadatas.map((meta) => meta.tableName));
    expect(
      tables
        .map((table) => table.name)
        .filter((name) => !mapped.has(name))
        .sort(),
    ).toEqual(['installation', 'schema_migration', 'vapid_key']);
  });
});
