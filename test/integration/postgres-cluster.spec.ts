import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { Log } from '../../apps/standalone/src/log.writer.js';
import { PostgresCluster } from '../../apps/standalone/src/postgres/postgres.cluster.js';
import { ProcessRecords } from '../../apps/standalone/src/process-records.store.js';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'dutycycle-cluster-'));
  // Root's PostgreSQL runs as another user, who has to get in.
  await chmod(home, 0o711);
  await mkdir(join(home, 'log'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

it('runs one PostgreSQL, which it can stop, also when it can write down no process', async () => {
  const said: string[] = [];
  const cluster = await PostgresCluster.prepare({
    home,
    ownerPassword: 'cluster',
    // As on a full disk, nothing can be written here.
    records: new ProcessRecords(join(home, 'there-is-no-such-folder')),
    log: new Log(join(home, 'log'), false, (text) => said.push(text)),
  });
  await cluster.start();
  const client = new pg.Client({ connectionString: cluster.url });
  client.on('error', () => undefined);
  await client.connect();
  expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await cluster.stop();
  await expect(client.query('select 1')).rejects.toThrow();
  expect(said).toEqual([]);
});
