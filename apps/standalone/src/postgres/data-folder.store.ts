import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, lstatSync } from 'node:fs';
import { chmod, chown, mkdir, readdir, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROGRAM_ENVIRONMENT } from '../config.js';
import { StartRejected } from '../start-rejected.error.js';
import { REACHABLE_FOLDER, type PostgresBinaries } from './postgres-binaries.js';
import { canEnter, type PostgresUser } from './postgres-user.js';

/** Superuser of the database, and owner of the schema. */
export const OWNER = 'dutycycle_owner';
export const DATABASE = 'dutycycle';

/**
 * Creates the home's `postgres` folder, owned by PostgreSQL's user. Within a folder that this user may not enter (such
 * as root's home), it is a link to an accessible folder.
 * @returns the real path for PostgreSQL, which cannot follow the link either; and the new location, if it was created
 * elsewhere
 */
export async function preparePostgresFolder(
  home: string,
  user: PostgresUser | undefined,
): Promise<{ folder: string; elsewhere?: string }> {
  const folder = join(home, 'postgres');
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink() || canEnter(user, home)) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await changeOwner(user, folder);
    return { folder: await realpath(folder) };
  }
  if (existsSync(folder)) {
    throw new StartRejected(
      `PostgreSQL's user can't access ${home}, which contains the database of an earlier start.\n` +
        'Allow other users to enter the folders above it (chmod o+x), or set DUTYCYCLE_HOME to a home elsewhere.',
    );
  }
  await mkdir(REACHABLE_FOLDER, { recursive: true, mode: 0o755 });
  const elsewhere = join(REACHABLE_FOLDER, `home-${randomBytes(6).toString('hex')}`);
  await mkdir(elsewhere, { mode: 0o700 });
  await changeOwner(user, elsewhere);
  await symlink(elsewhere, folder);
  return { folder: elsewhere, elsewhere };
}

const HALF_MADE = /^data\.\d+\.new$/;

/**
 * Creates the data directory if there is none. It is created under another name and then renamed. If a crash leaves it
 * incomplete, the next start uses yet another name, because the `initdb` of a killed start may still be writing to the
 * old one.
 */
export async function ensureInitialised(
  folder: string,
  binaries: PostgresBinaries,
  user: PostgresUser | undefined,
  password: string,
): Promise<void> {
  const data = join(folder, 'data');
  if (existsSync(join(data, 'PG_VERSION'))) return;
  for (const name of (await readdir(folder)).filter((entry) => HALF_MADE.test(entry)))
    await rm(join(folder, name), { recursive: true, force: true, maxRetries: 5 });
  const fresh = join(folder, `data.${process.pid}.new`);
  const passwordFile = join(folder, 'initial-password');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  await changeOwner(user, passwordFile);
  try {
    await run(
      binaries.initdb,
      [
        `--pgdata=${fresh}`,
        `--username=${OWNER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // Uses PostgreSQL's own locale, because the system's can be missing (containers) or sort differently after an
        // upgrade.
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--text-search-config=simple',
      ],
      user,
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(fresh, data);
}

async function changeOwner(user: PostgresUser | undefined, path: string): Promise<void> {
  if (user) await chown(path, user.uid, user.gid);
  else if (lstatSync(path).isDirectory()) await chmod(path, 0o700);
}

function run(command: string, args: string[], user: PostgresUser | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    // Detached, so that Ctrl-C during the first start does not interrupt initdb.
    const child = spawn(command, args, {
      ...user,
      detached: true,
      cwd: '/',
      env: { ...PROGRAM_ENVIRONMENT, LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const appendOutput = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-10_000));
    child.stdout.on('data', appendOutput);
    child.stderr.on('data', appendOutput);
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`initdb failed (exit code ${code}):\n${output.trim()}`)),
    );
  });
}
