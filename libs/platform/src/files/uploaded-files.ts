import { createReadStream, createWriteStream } from 'node:fs';
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { newId } from '../database/ids.js';

/** An uploaded part of a file, stored aside until its position is known. */
export interface FilePart {
  readonly path: string;
  readonly bytes: number;
  /** The connection broke before the sender had finished. */
  readonly isCut: boolean;
}

/**
 * Stores large files that arrive in parts, by maker and id in a folder. Only the bytes noted in the file's record
 * count: bytes beyond them come from a process that died before it could note them, and are overwritten.
 */
@Injectable()
export class UploadedFiles {
  constructor(private readonly folder: string) {}

  /**
   * Stores a part of up to `limit` bytes without holding it in memory.
   * @returns null when the part is longer than `limit`
   */
  async takePart(makerId: string, source: Readable, limit: number): Promise<FilePart | null> {
    const folder = join(this.folder, makerId, 'parts');
    await mkdir(folder, { recursive: true });
    const path = join(folder, newId());
    let [bytes, isTooLong, isCut] = [0, false, false];
    const limited = async function* (): AsyncGenerator<Buffer> {
      try {
        for await (const piece of source as AsyncIterable<Buffer>) {
          isTooLong = bytes + piece.length > limit;
          if (isTooLong) return;
          bytes += piece.length;
          yield piece;
        }
      } catch (error) {
        // The bytes received before the connection broke are valid.
        if (!isBroken(error)) throw error;
        isCut = true;
      }
    };
    await pipeline(limited, createWriteStream(path));
    if (!isTooLong) return { path, bytes, isCut };
    await rm(path, { force: true });
    return null;
  }

  /** Writes a part into its file at an offset, and flushes it to disk. */
  async place(makerId: string, id: string, offset: number, part: FilePart): Promise<void> {
    const path = await this.prepare(makerId, id);
    const file = await open(path, offset === 0 ? 'w' : 'r+');
    try {
      let at = offset;
      for await (const piece of createReadStream(part.path) as AsyncIterable<Buffer>) {
        await file.write(piece, 0, piece.length, at);
        at += piece.length;
      }
      await file.sync();
    } finally {
      await file.close();
    }
  }

  async discardPart({ path }: FilePart): Promise<void> {
    await rm(path, { force: true });
  }

  /** Opens a file for reading. @throws ENOENT */
  open(makerId: string, id: string): Promise<FileHandle> {
    return open(this.pathOf(makerId, id), 'r');
  }

  async remove(makerId: string, id: string): Promise<void> {
    await rm(this.pathOf(makerId, id), { force: true });
  }

  private async prepare(makerId: string, id: string): Promise<string> {
    await mkdir(join(this.folder, makerId, id.slice(-2)), { recursive: true });
    return this.pathOf(makerId, id);
  }

  private pathOf(makerId: string, id: string): string {
    return join(this.folder, makerId, id.slice(-2), id);
  }
}

function isBroken(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE';
}
