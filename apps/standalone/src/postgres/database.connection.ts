import pg from 'pg';

/** Runs work with a connection, and always closes the connection afterwards. */
export async function withConnection<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'dutycycle-standalone',
    connectionTimeoutMillis: 10_000,
  });
  // If the connection is lost between two queries, the client emits this error outside any promise. The next query
  // reports it.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** @returns the URL with another database */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
}
