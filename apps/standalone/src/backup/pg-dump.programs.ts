import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { Writable, type Readable } from 'node:stream';
import { PROGRAM_ENVIRONMENT } from '../config.js';

/** Returns whether a PostgreSQL program is on the PATH and not older than the server. */
export function isProgramUsable(program: 'pg_dump' | 'pg_restore', serverMajor: number): boolean {
  // Without such a program there is no output, contrary to Node's types.
  const { status, stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' }) as {
    readonly status: number | null;
    readonly stdout: string | null;
  };
  const major = Number.parseInt(/(\d+)/.exec(stdout ?? '')?.[1] ?? '', 10);
  return status === 0 && major >= serverMajor;
}

/**
 * Dumps the whole database with pg_dump. The dump is complete only once `succeeded` resolves, because a stream also
 * ends if its program dies.
 */
export function dumpDatabase(url: string): { stream: Readable; succeeded: Promise<void> } {
  const { address, env } = withoutPassword(url);
  // Does not compress, because the archive does.
  const child = spawn('pg_dump', ['--format=custom', '--compress=0', '--no-owner', `--dbname=${address}`], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const words = collect(child.stderr);
  const succeeded = (once(child, 'close') as Promise<[number | null]>).then(([code]) => {
    if (code !== 0) throw new Error(`pg_dump failed (exit code ${code}): ${words()}`);
  });
  succeeded.catch(() => undefined);
  return { stream: child.stdout, succeeded };
}

/** Restores a dump into an empty database, either completely or not at all. Ends when pg_restore has succeeded. */
export function restoreDatabase(url: string): Writable {
  const { address, env } = withoutPassword(url);
  const child = spawn(
    'pg_restore',
    ['--no-owner', '--exit-on-error', '--single-transaction', `--dbname=${address}`],
    {
      env,
      stdio: ['pipe', 'ignore', 'pipe'],
    },
  );
  const words = collect(child.stderr);
  const ended = once(child, 'close') as Promise<[number | null]>;
  // If pg_restore fails, writing to it fails too. Its own output contains the reason.
  child.stdin.on('error', () => undefined);
  const confirm = async () => {
    const [code] = await ended;
    if (code !== 0) throw new Error(`pg_restore failed (exit code ${code}): ${words()}`);
  };
  return new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      if (child.stdin.write(chunk)) done();
      else void Promise.race([once(child.stdin, 'drain'), ended.then(confirm)]).then(() => done(), done);
    },
    final: (done) => {
      child.stdin.end();
      void confirm().then(() => done(), done);
    },
  });
}

/** Removes the password, because all users of a machine can read command lines. */
function withoutPassword(url: string): { address: string; env: Record<string, string> } {
  const address = new URL(url);
  const password = decodeURIComponent(address.password);
  address.password = '';
  return { address: address.toString(), env: { ...PROGRAM_ENVIRONMENT, PGPASSWORD: password, LC_ALL: 'C' } };
}

function collect(stream: Readable): () => string {
  let text = '';
  stream.on('data', (chunk: Buffer) => (text = (text + chunk.toString()).slice(-4_000)));
  return () => text.trim();
}
