import { createReadStream, createWriteStream } from 'node:fs';
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { newId } from '../database/ids.js';

/** A piece of a file that lies aside until it is known where it belongs. */
export interface FilePart {
  readonly path: string;
  readonly bytes: number;
  /** The sender was cut off: there would have been more. */
  readonly isCut: boolean;
}

/**
 * Large files by maker and id in a folder, which arrive piece by piece. Only as much of one counts as whoever keeps its
 * record has noted: what lies beyond was written by somebody who died before he could, and is written over.
 */
@Injectable()
export class UploadedFiles {
  constructor(private readonly folder: string) {}

  /**
   * Takes a piece in, up to `limit` bytes, without holding it in memory.
   * @returns null when there was more
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
        // What came before the connection broke is as good as any.
        if (!isBroken(error)) throw error;
        isCut = true;
      }
    };
    await pipeline(limited, createWriteStream(path));
    if (!isTooLong) return { path, bytes, isCut };
    await rm(path, { force: true });
    return null;
  }

  /** Puts a piece into its file at an offset, for good. */
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

  /** For reading. @throws ENOENT */
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
