import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { StoredFile } from '../entities/stored-file.entity.js';
import { newId } from '../database/ids.js';

/** What was written. */
export interface WrittenFile {
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

/** A stored file on its way to whoever asked for it; who reads it closes it. */
export interface OpenedFile {
  readonly name: string;
  readonly mime: string;
  readonly bytes: number;
  readonly file: FileHandle;
}

/** Bytes by maker and id in a folder. Who may read one is decided on its record, not here. */
@Injectable()
export class FileStore {
  constructor(private readonly folder: string) {}

  /** Stores bytes and returns their SHA-256 (hex). Written aside and renamed, so that a crash leaves no half file. */
  async put(makerId: string, id: string, bytes: Buffer): Promise<string> {
    const path = this.pathOf(makerId, id);
    await mkdir(this.folderOf(makerId, id), { recursive: true });
    await writeFile(`${path}.part`, bytes, { flush: true });
    await rename(`${path}.part`, path);
    return createHash('sha256').update(bytes).digest('hex');
  }

  /**
   * Stores a file piece by piece, in the place of what lies there. Written aside and renamed; what somebody who died left of
   * the same file goes first, and with it what somebody still writes: the last who begins is the one whose file it is.
   * @throws ENOENT when somebody else began to write the same file meanwhile
   */
  async write(makerId: string, id: string, pieces: AsyncIterable<Uint8Array>): Promise<WrittenFile> {
    const path = this.pathOf(makerId, id);
    await mkdir(this.folderOf(makerId, id), { recursive: true });
    await this.discardParts(makerId, id);
    const part = `${path}.${newId()}.part`;
    const hash = createHash('sha256');
    let bytes = 0;
    try {
      const file = await open(part, 'wx');
      try {
        for await (const piece of pieces) {
          hash.update(piece);
          await file.writeFile(piece);
          bytes += piece.length;
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

  /** For reading. @throws ENOENT */
  open(makerId: string, id: string): Promise<FileHandle> {
    return open(this.pathOf(makerId, id), 'r');
  }

  /** The file of a record, for reading; null where its bytes are gone. */
  async openStored(
    makerId: string,
    { id, name, mime }: Pick<StoredFile, 'id' | 'name' | 'mime'>,
  ): Promise<OpenedFile | null> {
    const file = await this.open(makerId, id).catch(nullIfGone);
    return file && { name, mime, bytes: (await file.stat()).size, file };
  }

  /** Removes a file, and what was written of it and never finished. */
  async remove(makerId: string, id: string): Promise<void> {
    await this.discardParts(makerId, id);
    await rm(this.pathOf(makerId, id), { force: true });
  }

  /** The bytes of a file; null where they are gone, as after a restore without the files. */
  async get(makerId: string, id: string): Promise<Buffer | null> {
    return readFile(this.pathOf(makerId, id)).catch(nullIfGone);
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

function nullIfGone(error: unknown): null {
  if ((error as { code?: unknown }).code !== 'ENOENT') throw error;
  return null;
}
