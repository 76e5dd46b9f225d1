import { createReadStream, createWriteStream } from 'node:fs';
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { newId } from '../database/ids.js';

/** An uploaded part of a file, stored temporarily until it is written at its position. */
export interface FilePart {
  readonly path: string;
  readonly bytes: number;
  /** True if the connection broke before the sender had finished. */
  readonly isTruncated: boolean;
}

/**
 * Stores large files that arrive in parts, by maker and id in a folder. The file's record contains the number of valid
 * bytes. Bytes beyond this number were written by a process that died before it updated the record; they are
 * overwritten.
 */
@Injectable()
export class UploadedFiles {
  constructor(private readonly folder: string) {}

  /**
   * Stores a part of up to `limit` bytes without holding it in memory.
   * @returns null if the part is longer than `limit`
   */
  async storePart(makerId: string, source: Readable, limit: number): Promise<FilePart | null> {
    const folder = join(this.folder, makerId, 'parts');
    await mkdir(folder, { recursive: true });
    const path = join(folder, newId());
    let [bytes, isTooLong, isTruncated] = [0, false, false];
    const limited = async function* (): AsyncGenerator<Buffer> {
      try {
        for await (const chunk of source as AsyncIterable<Buffer>) {
          isTooLong = bytes + chunk.length > limit;
          if (isTooLong) return;
          bytes += chunk.length;
          yield chunk;
        }
      } catch (error) {
        // Bytes that were received before the connection broke are valid.
        if (!isConnectionError(error)) throw error;
        isTruncated = true;
      }
    };
    await pipeline(limited, createWriteStream(path));
    if (!isTooLong) return { path, bytes, isTruncated };
    await rm(path, { force: true });
    return null;
  }

  /** Writes a part into its file at an offset, and flushes it to disk. */
  async writePart(makerId: string, id: string, offset: number, part: FilePart): Promise<void> {
    const path = await this.prepare(makerId, id);
    const file = await open(path, offset === 0 ? 'w' : 'r+');
    try {
      let at = offset;
      for await (const chunk of createReadStream(part.path) as AsyncIterable<Buffer>) {
        await file.write(chunk, 0, chunk.length, at);
        at += chunk.length;
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

function isConnectionError(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE';
}
