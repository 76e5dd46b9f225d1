import type pg from 'pg';

/**
 * Columns that identify the owner of a row, with the table and column that they refer to, with or without a foreign
 * key.
 */
const SUBJECT_COLUMNS: Readonly<Record<string, readonly [table: string, column: string]>> = {
  customer_id: ['customer', 'id'],
  site_id: ['site', 'id'],
  machine_id: ['machine', 'id'],
  contract_id: ['contract', 'id'],
  device_id: ['device', 'id'],
  device_key: ['device', 'device_key'],
  device_keys: ['device', 'device_key'],
};
const SUBJECT_TABLES: readonly string[] = ['customer', 'site', 'machine', 'contract', 'device'];

/** Columns with which a row refers to a row of another table. */
interface Reference {
  readonly columns: readonly string[];
  readonly table: string;
  readonly theirs: readonly string[];
}

/** A table with a maker column, from PostgreSQL's system catalogue. */
export interface TenantTable {
  readonly name: string;
  /** Its columns among `SUBJECT_COLUMNS`. */
  readonly subjects: readonly string[];
  readonly references: readonly Reference[];
  readonly isForced: boolean;
  /** Read policies of the table, without the clause for the maker. */
  readonly readable: readonly string[];
}

/** Returns every table with a maker column. Call it as the owner of the database. */
export async function listTenantTables(client: pg.Client): Promise<TenantTable[]> {
  const { rows } = await client.query<{
    name: string;
    columns: string[];
    keys: { columns: string[]; table: string; theirs: string[] }[];
    forced: boolean;
    readable: string[];
  }>(`
    select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced,
           array(select attname::text from pg_attribute a where a.attrelid = c.oid and attnum > 0 and not attisdropped) as columns,
           (select coalesce(json_agg(json_build_object('table', f.confrelid::regclass::text,
                     'columns', (select json_agg(attname order by o) from unnest(f.conkey) with ordinality k (n, o)
                                   join pg_attribute on attrelid = f.conrelid and attnum = n),
                     'theirs', (select json_agg(attname order by o) from unnest(f.confkey) with ordinality k (n, o)
                                  join pg_attribute on attrelid = f.confrelid and attnum = n))), '[]')
              from pg_constraint f where f.conrelid = c.oid and f.contype = 'f') as keys,
           array(select qual from pg_policies p where p.schemaname = 'public' and p.tablename = c.relname
                    and p.cmd in ('ALL', 'SELECT')) as readable
      from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'maker_id' and not a.attisdropped)
     order by 1`);
  return rows.map(({ name, columns, keys, forced, readable }) => {
    const subjects = columns.filter((column) => column in SUBJECT_COLUMNS);
    const named = subjects.map((column) => {
      const [table, theirs] = SUBJECT_COLUMNS[column]!;
      return { columns: [column], table, theirs: [theirs] };
    });
    return {
      name,
      subjects: SUBJECT_TABLES.includes(name) ? ['id', ...subjects] : subjects,
      references: [...keys, ...named],
      isForced: forced,
      readable: readable.map((qual) => qual.replace('(maker_id = scope_maker()) AND', '')),
    };
  });
}

/**
 * Returns the tables with rows that can belong to a customer: tables with a subject column, and tables that reach one
 * of these through references.
 */
export function tablesOfCustomers(tables: readonly TenantTable[]): TenantTable[] {
  const found = new Set(tables.filter(({ subjects }) => subjects.length > 0).map(({ name }) => name));
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const { name, references } of tables)
      if (references.some(({ table }) => found.has(table))) found.add(name);
  }
  return tables.filter(({ name }) => found.has(name));
}

/** A row with its customers. */
export interface OwnedRow {
  /** The row as text by PostgreSQL, for comparison with the rows that another role reads. */
  readonly text: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly owners: ReadonlySet<string>;
}

/**
 * Returns every row of a maker with the customers that it leads to through references. The customers of a machine are
 * those of its placements. Call it as the owner of the database.
 */
export async function findOwners(
  client: pg.Client,
  makerId: string,
  tables: readonly TenantTable[],
): Promise<Map<string, OwnedRow[]>> {
  const rows = new Map<string, (OwnedRow & { owners: Set<string> })[]>();
  for (const { name } of tables) {
    const found = await client.query<{ text: string; values: Record<string, unknown> }>(
      `select t::text as text, to_jsonb(t) as values from ${name} t where maker_id = $1`,
      [makerId],
    );
    rows.set(
      name,
      found.rows.map((row) => ({ ...row, owners: new Set<string>() })),
    );
  }
  for (const row of rows.get('customer')!) row.owners.add(String(row.values.id));
  const find = finder(rows);
  for (let changed = true; changed;) {
    changed = false;
    const give = (to: { owners: Set<string> }, from: ReadonlySet<string>) => {
      for (const owner of from) {
        if (to.owners.has(owner)) continue;
        to.owners.add(owner);
        changed = true;
      }
    };
    for (const { name, references } of tables)
      for (const row of rows.get(name)!)
        for (const reference of references)
          for (const named of find(reference, row.values)) give(row, named.owners);
    for (const { values } of rows.get('placement')!)
      for (const machine of find({ columns: ['machine_id'], table: 'machine', theirs: ['id'] }, values))
        give(machine, new Set([String(values.customer_id)]));
  }
  return rows;
}

/** Returns a function that finds the rows that a reference points to. */
function finder<Row extends OwnedRow>(rows: ReadonlyMap<string, readonly Row[]>) {
  const indexes = new Map<string, Map<string, Row>>();
  const indexOf = (table: string, columns: readonly string[]): Map<string, Row> => {
    const key = `${table} ${columns.join()}`;
    let index = indexes.get(key);
    if (!index) {
      index = new Map(
        (rows.get(table) ?? []).map((row) => [JSON.stringify(columns.map((c) => row.values[c])), row]),
      );
      indexes.set(key, index);
    }
    return index;
  };
  return ({ columns, table, theirs }: Reference, values: Readonly<Record<string, unknown>>): Row[] => {
    const index = indexOf(table, theirs);
    const only = columns.length === 1 ? values[columns[0]!] : undefined;
    const keys = Array.isArray(only) ? only.map((each) => [each]) : [columns.map((column) => values[column])];
    return keys.flatMap((key) => index.get(JSON.stringify(key)) ?? []);
  };
}

/**
 * Returns true if a policy checks a user's identity and access, or the visibility of a row of another customer table.
 */
export function hasCustomerClause(qual: string, ofCustomers: readonly string[]): boolean {
  if (/\b(scope_is_maker|scope_sees_customer|scope_user|scope_hub|scope_ids)\(/.test(qual)) return true;
  return [...qual.matchAll(/\b(?:FROM|JOIN) \(*([a-z_]+)/g)].some(([, table]) =>
    ofCustomers.includes(table!),
  );
}
