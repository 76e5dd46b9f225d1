import { randomBytes } from 'node:crypto';
import { existsSync, lstatSync } from 'node:fs';
import { chmod, link, mkdir, readFile, readdir, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HomeFacts } from '../domain/home/home-check.js';
import { StartRejected } from '../start-rejected.error.js';

/** Content of the home's `home.json`, which is kept between starts. */
export interface HomeRecord {
  productVersion: string;
  /** Day for which the demo data keeps its own dates; absent if the dates were moved to the day of the first start. */
  asOf?: string;
  /** Number of ingest processes for which an external broker can still have messages. */
  ingestProcesses?: number;
}

/**
 * Names of all entries that the product creates in a home. Wiping removes only these, because DUTYCYCLE_HOME can be any
 * folder.
 */
const HOME_ENTRIES = [
  'postgres',
  'files',
  'outbox',
  'tls',
  'run',
  'log',
  'secret.key',
  'home.json',
  'demo-logins.json',
  'restoring',
];

/** Content of a backup of the whole home. */
export const BACKUP_ENTRIES = HOME_ENTRIES.filter((name) => !['run', 'log', 'restoring'].includes(name));

const FOLDERS = ['files', 'outbox', 'tls', 'run', 'log'];

/** Folder with all state of one installation. */
export class HomeFolder {
  constructor(readonly path: string) {}

  pathOf(...parts: string[]): string {
    return join(this.path, ...parts);
  }

  /**
   * Creates missing folders. If the product runs as root, PostgreSQL's own user may enter the home; everything in the
   * home has its own permissions.
   */
  async open(): Promise<void> {
    try {
      await mkdir(this.path, { recursive: true, mode: 0o700 });
      await chmod(this.path, process.getuid?.() === 0 ? 0o711 : 0o700);
      for (const folder of FOLDERS) await mkdir(this.pathOf(folder), { recursive: true, mode: 0o700 });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (
        code === 'EACCES' ||
        code === 'EPERM' ||
        code === 'EROFS' ||
        code === 'EEXIST' ||
        code === 'ENOTDIR'
      ) {
        throw new StartRejected(
          `${this.path} can't be used as the home folder: ${(error as Error).message}.\nSet DUTYCYCLE_HOME to a folder that you own.`,
        );
      }
      throw error;
    }
  }

  /** Returns whether nothing was ever stored in the home. */
  isFresh(): boolean {
    return (
      !existsSync(this.pathOf('home.json')) &&
      !existsSync(this.pathOf('postgres')) &&
      !existsSync(this.pathOf('secret.key'))
    );
  }

  hasSecret(): boolean {
    return existsSync(this.pathOf('secret.key'));
  }

  async readFacts(): Promise<HomeFacts> {
    const record = await this.readRecord();
    const major = await readFile(this.pathOf('postgres', 'data', 'PG_VERSION'), 'utf8').catch(
      () => undefined,
    );
    return {
      productVersion: record?.productVersion,
      postgresMajor: major === undefined ? undefined : Number.parseInt(major, 10),
    };
  }

  async readRecord(): Promise<HomeRecord | undefined> {
    const text = await readFile(this.pathOf('home.json'), 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    try {
      return JSON.parse(text) as HomeRecord;
    } catch {
      throw new StartRejected(
        `${this.pathOf('home.json')} is damaged. Restore the home folder from a backup.`,
      );
    }
  }

  async writeRecord(record: HomeRecord): Promise<void> {
    await this.writeAtomically('home.json', `${JSON.stringify(record, null, 2)}\n`);
  }

  /** Replaces a file of the home atomically, so that a crash leaves either the old or the new one. */
  async writeAtomically(name: string, text: string): Promise<void> {
    const path = this.pathOf(name);
    await writeFile(`${path}.part`, text, { mode: 0o600, flush: true });
    await rename(`${path}.part`, path);
  }

  async removeFile(name: string): Promise<void> {
    await rm(this.pathOf(name), { force: true });
  }

  /**
   * Returns the installation's secret, generated on the first start. It encrypts stored secrets, and the passwords of
   * the database roles and of the internal channel are derived from it.
   * @returns 64 hexadecimal digits
   */
  async secret(): Promise<string> {
    const path = this.pathOf('secret.key');
    const found = await readFile(path, 'utf8').catch(() => undefined);
    if (found !== undefined) {
      if (/^[0-9a-f]{64}\n?$/i.test(found)) return found.trim();
      throw new StartRejected(
        `${path} is damaged. Restore it from a backup, because stored secrets cannot be read without it.`,
      );
    }
    if (existsSync(this.pathOf('postgres', 'data', 'PG_VERSION'))) {
      throw new StartRejected(
        `${path} is missing, but there is a database that was created with it. Restore it from a backup.`,
      );
    }
    const part = `${path}.${process.pid}.part`;
    await writeFile(part, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flush: true });
    // link() fails if the file exists, while rename() would replace a secret that another command has just begun to
    // use.
    await link(part, path).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    });
    await rm(part, { force: true });
    return (await readFile(path, 'utf8')).trim();
  }

  /** Removes everything that the product has created here, including a data directory in another location. */
  async wipe(except: readonly string[] = []): Promise<void> {
    for (const name of HOME_ENTRIES.filter((entry) => !except.includes(entry))) {
      const path = this.pathOf(name);
      const target = isLink(path) ? await realpath(path).catch(() => undefined) : undefined;
      await rm(path, { recursive: true, force: true });
      if (target !== undefined) await rm(target, { recursive: true, force: true });
    }
  }

  /** Lists names in the folder that do not belong to the product, which indicate that the folder is not a home. */
  async listForeignEntries(): Promise<string[]> {
    const names = await readdir(this.path).catch(() => []);
    return names.filter((name) => !HOME_ENTRIES.includes(name) && !name.endsWith('.part'));
  }
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}
