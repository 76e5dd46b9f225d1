import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Arena } from './arena.js';
import { type Broken, NotPossibleHere } from './broken.js';
import type { SmallDisk } from './small-disk.js';

const SWITCHES = 12;
const SECOND_MS = 1000;

/** Leaves the database no byte more. @param isLogOfWrites until it finds no room for its log of writes, without which it can't run */
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
  // What it could not write of its log it could not say either.
  const said = (await countComplaints(arena)) - before;
  // Whoever runs a given database starts it again when there is room.
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

/** Begins new files of the log of writes until there is no room for one; the database ends or refuses by then. */
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
