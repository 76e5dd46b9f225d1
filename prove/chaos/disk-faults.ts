import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { ChaosFixture } from './chaos-fixture.js';
import { type ActiveFault, FaultNotPossible } from './active-fault.js';
import type { SmallDisk } from './small-disk.js';

const MAX_WAL_SWITCHES = 12;
const SECOND_MS = 1000;

/**
 * Fills the disk of the database completely.
 * @param untilWalIsFull also fills the space for the WAL, without which the database can't run
 */
export async function fillDisk(fixture: ChaosFixture, untilWalIsFull: boolean): Promise<ActiveFault> {
  const { disk } = fixture;
  if (typeof disk === 'string') throw new FaultNotPossible(disk);
  const before = await countDiskFullMessages(fixture);
  const errorCode = await disk.fill();
  if (untilWalIsFull) await exhaustWal(fixture.databaseUrl);
  return {
    proof: [`writing another byte fails with ${errorCode}`],
    end: () => freeDisk(fixture, disk, before),
  };
}

async function freeDisk(fixture: ChaosFixture, disk: SmallDisk, before: number): Promise<string[]> {
  await disk.free();
  // If the database can't write errors to its log, they can't be reported either.
  const logged = (await countDiskFullMessages(fixture)) - before;
  // An external database is restarted by its operator when there is space again.
  const { postgres } = fixture.given;
  const hasEnded = postgres !== null && !postgres.isRunning;
  if (hasEnded) await postgres.start();
  return [
    `the database logged "No space left on device" ${logged} times`,
    ...(hasEnded ? ['the database had ended and was restarted'] : []),
  ];
}

async function countDiskFullMessages({ postgresLog }: ChaosFixture): Promise<number> {
  const text = await readFile(postgresLog, 'utf8').catch(() => '');
  return text.split('No space left on device').length - 1;
}

/** Creates new WAL files until there is no more space. By then, the database has ended or returns errors. */
async function exhaustWal(databaseUrl: string): Promise<void> {
  for (let i = 0; i < MAX_WAL_SWITCHES; i++) {
    const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: SECOND_MS });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query(`set statement_timeout = ${2 * SECOND_MS}`);
      await client.query("select pg_logical_emit_message(true, 'chaos', repeat('x', 1000)), pg_switch_wal()");
    } catch {
      return;
    } finally {
      await Promise.race([client.end().catch(() => undefined), sleep(SECOND_MS)]);
    }
  }
}
