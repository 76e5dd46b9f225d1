import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Arena } from './arena.js';
import { type Broken, NotPossibleHere } from './broken.js';
import type { SmallDisk } from './small-disk.js';

const SWITCHES = 12;
const SECOND_MS = 1000;

/**
 * Fills the database's disk to the last byte. @param isLogOfWrites until its WAL has no space, without which it can't
 * run
 */
export async function fillDisk(arena: Arena, isLogOfWrites: boolean): Promise<Broken> {
  const { disk } = arena;
  if (typeof disk === 'string') throw new NotPossibleHere(disk);
  const before = await countComplaints(arena);
  const refusal = await disk.fill();
  if (isLogOfWrites) await useUpLogOfWrites(arena.databaseUrl);
  return {
    proof: [`a byte more is refused with ${refusal}`],
    end: () => freeDisk(arena, disk, before),
  };
}

async function freeDisk(arena: Arena, disk: SmallDisk, before: number): Promise<string[]> {
  await disk.free();
  // Lines that it could not write to its log could not be reported either.
  const said = (await countComplaints(arena)) - before;
  // The operator of an external database restarts it when there is space.
  const { postgres } = arena.given;
  const hasEnded = postgres !== null && !postgres.isRunning;
  if (hasEnded) await postgres.start();
  return [
    `the database could log "No space left on device" ${said} times`,
    ...(hasEnded ? ['it had ended and was started again'] : []),
  ];
}

async function countComplaints({ postgresLog }: Arena): Promise<number> {
  const text = await readFile(postgresLog, 'utf8').catch(() => '');
  return text.split('No space left on device').length - 1;
}

/** Creates new WAL files until there is no space for one; by then the database has ended or returns errors. */
async function useUpLogOfWrites(databaseUrl: string): Promise<void> {
  for (let i = 0; i < SWITCHES; i++) {
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
