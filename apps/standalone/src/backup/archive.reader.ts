import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { parseManifest, type BackupManifest } from '../domain/home/backup-manifest.js';
import { StartRejected } from '../start-rejected.error.js';

export const MANIFEST = 'backup.json';

/** Current entry of the archive. Unread content is skipped. */
export interface ArchiveEntry {
  name: string;
  isFolder: boolean;
  content: AsyncIterable<Buffer>;
}

/**
 * Reads a backup sequentially.
 * @param onManifest called first; throws to reject the backup
 * @param onEntry called for all other entries, in the order in which they were written
 */
export async function readArchive(
  file: string,
  onManifest: (manifest: BackupManifest) => Promise<void>,
  onEntry: (entry: ArchiveEntry) => Promise<void>,
): Promise<void> {
  const source = createReadStream(file);
  const unzip = createGunzip();
  const tar = extract();
  const fed = pipeline(source, unzip, tar);
  fed.catch(() => undefined);
  let isFirst = true;
  try {
    for await (const entry of tar) {
      const name = safeName(entry.header.name);
      // The library's streams can be iterated like Node's, but their types do not declare it.
      const content = entry as unknown as AsyncIterable<Buffer>;
      if (isFirst) {
        const manifest = name === MANIFEST ? parseManifest(await textOf(content)) : undefined;
        if (!manifest) throw new StartRejected(`${file} is not a backup of Dutycycle.`);
        await onManifest(manifest);
        isFirst = false;
      } else {
        await onEntry({ name, isFolder: entry.header.type === 'directory', content });
        entry.resume();
      }
    }
    await fed;
  } catch (error) {
    source.destroy();
    // An entry that is read after unpacking has failed reports a destroyed stream. The pipeline has the cause.
    const reason: unknown = await fed.then(
      () => undefined,
      (failure: unknown) => failure,
    );
    throw toStartRejected(file, reason) ?? toStartRejected(file, error) ?? error;
  }
  if (isFirst) throw new StartRejected(`${file} is not a backup of Dutycycle.`);
}

/** Reads a whole backup without using it. @throws StartRejected if it is damaged */
export async function assertIntact(file: string): Promise<void> {
  const ignore = () => Promise.resolve();
  await readArchive(file, ignore, ignore);
}

/** Returns an error that explains what is wrong with the file; undefined if the error has another cause. */
function toStartRejected(file: string, error: unknown): StartRejected | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return new StartRejected(`There is no file ${file}.`);
  if (code?.startsWith('Z_') || error.message.includes('tar header'))
    return new StartRejected(`${file} is damaged or not a backup of Dutycycle: ${error.message}.`);
  return undefined;
}

export async function textOf(content: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** Writes an entry to the target without ending the target, which also takes the next part. */
export async function feed(content: AsyncIterable<Buffer>, target: Writable): Promise<void> {
  for await (const chunk of content) {
    if (!target.write(chunk)) await once(target, 'drain');
  }
}

/** Prevents a foreign archive from writing outside the folder where it is unpacked. */
function safeName(name: string): string {
  const clean = name.replace(/\/$/, '');
  if (clean === '' || clean.startsWith('/') || clean.split('/').includes('..') || clean.includes('\0')) {
    throw new StartRejected(
      `The archive contains a path outside of the backup (${JSON.stringify(name)}), so it is not a backup of Dutycycle.`,
    );
  }
  return clean;
}
