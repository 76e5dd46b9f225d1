import type pg from 'pg';

/** Settings of a unit of work that row-level security reads. */
export interface WorkScope {
  readonly makerId: string;
  /** `*` for all customers of the maker, otherwise an array literal. */
  readonly customers: string;
  readonly userId: string;
  /** Hub that limits the rows visible to a technician. */
  readonly hubId?: string;
}

/** Runs work in a scope on a connection of the app, and rolls it back. */
export async function workAs<Result>(
  app: pg.Client,
  { makerId, customers, userId, hubId }: WorkScope,
  work: () => Promise<Result>,
): Promise<Result> {
  await app.query('begin');
  try {
    await app.query(
      `select set_config('app.maker_id', $1, true), set_config('app.customer_ids', $2, true), set_config('app.user_id', $3, true),
              set_config('app.now', now()::text, true)`,
      [makerId, customers, userId],
    );
    if (hubId !== undefined) await app.query('select enter_hub($1)', [hubId]);
    return await work();
  } finally {
    await app.query('rollback');
  }
}

/** Returns the rows of a table that are visible in a scope, as text. */
export async function rowsSeen(app: pg.Client, scope: WorkScope, table: string): Promise<Set<string>> {
  const { rows } = await workAs(app, scope, () =>
    app.query<{ text: string }>(`select t::text as text from ${table} t`),
  );
  return new Set(rows.map(({ text }) => text));
}

/**
 * Tries to update, delete and insert a row in a scope.
 * @returns the attempts that the policies allowed
 */
export async function admittedChanges(
  app: pg.Client,
  scope: WorkScope,
  table: string,
  values: Readonly<Record<string, unknown>>,
): Promise<string[]> {
  const column = Object.keys(values).find((name) => name !== 'maker_id')!;
  const attempts = {
    update: `update ${table} set ${column} = ${column} where to_jsonb(${table}) = $1`,
    delete: `delete from ${table} where to_jsonb(${table}) = $1`,
    insert: `insert into ${table} overriding system value select * from jsonb_populate_record(null::${table}, $1)`,
  };
  const admitted: string[] = [];
  for (const [name, attempt] of Object.entries(attempts)) {
    const isAdmitted = await workAs(app, scope, () =>
      app.query(attempt, [values]).then(
        ({ rowCount }) => rowCount !== 0,
        // A unique violation means that the policy allowed the row.
        ({ code }: { code: string }) => code === '23505',
      ),
    );
    if (isAdmitted) admitted.push(`${name} ${table}`);
  }
  return admitted;
}
