import { execFileSync, spawnSync } from 'node:child_process';
import { StartRejected } from '../start-rejected.error.js';

/** User that PostgreSQL runs as; undefined if it can run as the current user. */
export interface PostgresUser {
  uid: number;
  gid: number;
}

/**
 * Returns the user for PostgreSQL, which refuses to run as root. If this process runs as root, the user is `postgres`,
 * which is created if it is missing. Otherwise, returns undefined: PostgreSQL runs as the user of this process.
 */
export function findPostgresUser(): PostgresUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const found = lookUp();
  if (found) return found;
  createUser();
  const created = lookUp();
  if (created) return created;
  throw new StartRejected(
    'PostgreSQL can’t run as root, and the user "postgres" could not be created.\n' +
      'Create that user (useradd --system postgres), or start Dutycycle as an ordinary user.',
  );
}

function lookUp(): PostgresUser | undefined {
  const id = (flag: string) => spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' });
  const [uid, gid] = [id('-u'), id('-g')];
  return uid.status === 0 && gid.status === 0
    ? { uid: Number(uid.stdout), gid: Number(gid.stdout) }
    : undefined;
}

function createUser(): void {
  const attempts: [string, string[]][] = [
    ['useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']],
    ['adduser', ['-S', '-D', '-H', '-s', '/sbin/nologin', 'postgres']],
  ];
  for (const [command, args] of attempts) {
    try {
      execFileSync(command, args, { stdio: 'ignore' });
      return;
    } catch {
      // Tries the tool of the next distribution, or prints the message above.
    }
  }
}

/** Returns whether a user can enter a folder. Asks the system, because groups and access control lists matter too. */
export function canEnter(user: PostgresUser | undefined, folder: string): boolean {
  if (!user) return true;
  return (
    spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...user, cwd: '/', stdio: 'ignore' }).status === 0
  );
}
