import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { StoredFile } from '../entities/stored-file.entity.js';
import { newId } from '../database/ids.js';

/** Size and hash of a written file. */
export interface WrittenFile {
  readonly bytes: number;
  /** SHA-256 of the file in hexadecimal. */
  readonly sha256: string;
}

/** An open stored file; the reader must close it. */
export interface OpenedFile {
  readonly name: string;
  readonly mime: string;
  readonly bytes: number;
  readonly file: FileHandle;
}

/**
 * Stores bytes by maker and id in a folder. Access rights must be checked on the file's record; this class doesn't
 * check them.
 */
@Injectable()
export class FileStore {
  constructor(private readonly folder: string) {}

  /**
   * Stores bytes and returns their SHA-256 (hex). Writes to a temporary file and renames it, so that a stored file is
   * never partial, even after a crash.
   */
  async put(makerId: string, id: string, bytes: Buffer): Promise<string> {
    const path = this.pathOf(makerId, id);
    await mkdir(this.folderOf(makerId, id), { recursive: true });
    await writeFile(`${path}.part`, bytes, { flush: true });
    await rename(`${path}.part`, path);
    return createHash('sha256').update(bytes).digest('hex');
  }

  /**
   * Streams a file to the store, replacing an existing one. Writes to a temporary file and renames it. First discards
   * every unfinished part of the same file, including one that another writer is still writing: only the writer that
   * started last completes its file.
   * @throws ENOENT if another writer has started to write the same file in the meantime
   */
  async write(makerId: string, id: string, chunks: AsyncIterable<Uint8Array>): Promise<WrittenFile> {
    const path = this.pathOf(makerId, id);
    await mkdir(this.folderOf(makerId, id), { recursive: true });
    await this.discardParts(makerId, id);
    const part = `${path}.${newId()}.part`;
    const hash = createHash('sha256');
    let bytes = 0;
    try {
      const file = await open(part, 'wx');
      try {
        for await (const chunk of chunks) {
          hash.update(chunk);
          await file.writeFile(chunk);
          bytes += chunk.length;
        }
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(part, path);
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
    return { bytes, sha256: hash.digest('hex') };
  }

  /** Opens a file for reading. @throws ENOENT */
  open(makerId: string, id: string): Promise<FileHandle> {
    return open(this.pathOf(makerId, id), 'r');
  }

  /** Opens the file of a record for reading; null if its bytes are missing. */
  async openStored(
    makerId: string,
    { id, name, mime }: Pick<StoredFile, 'id' | 'name' | 'mime'>,
  ): Promise<OpenedFile | null> {
    const file = await this.open(makerId, id).catch(nullIfMissing);
    return file && { name, mime, bytes: (await file.stat()).size, file };
  }

  /** Removes a file and its unfinished parts. */
  async remove(makerId: string, id: string): Promise<void> {
    await this.discardParts(makerId, id);
    await rm(this.pathOf(makerId, id), { force: true });
  }

  /** Returns the bytes of a file; null if they are missing, for example after a restore without the files. */
  async get(makerId: string, id: string): Promise<Buffer | null> {
    return readFile(this.pathOf(makerId, id)).catch(nullIfMissing);
  }

  private async discardParts(makerId: string, id: string): Promise<void> {
    const folder = this.folderOf(makerId, id);
    const names = await readdir(folder).catch(() => []);
    const parts = names.filter((name) => name.startsWith(`${id}.`));
    await Promise.all(parts.map((name) => rm(join(folder, name), { force: true })));
  }

  private folderOf(makerId: string, id: string): string {
    return join(this.folder, makerId, id.slice(-2));
  }

  private pathOf(makerId: string, id: string): string {
    return join(this.folderOf(makerId, id), id);
  }
}

function nullIfMissing(error: unknown): null {
  if ((error as { code?: unknown }).code !== 'ENOENT') throw error;
  return null;
}
