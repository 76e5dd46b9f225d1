import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';

/** Bytes by maker and id in a folder. Who may read one is decided on its record, not here. */
@Injectable()
export class FileStore {
  constructor(private readonly folder: string) {}

  /** Stores bytes and returns their SHA-256 (hex). Written aside and renamed, so that a crash leaves no half file. */
  async put(makerId: string, id: string, bytes: Buffer): Promise<string> {
    const path = this.pathOf(makerId, id);
    await mkdir(join(this.folder, makerId, id.slice(-2)), { recursive: true });
    await writeFile(`${path}.part`, bytes, { flush: true });
    await rename(`${path}.part`, path);
    return createHash('sha256').update(bytes).digest('hex');
  }

  async get(makerId: string, id: string): Promise<Buffer> {
    return readFile(this.pathOf(makerId, id));
  }

  private pathOf(makerId: string, id: string): string {
    return join(this.folder, makerId, id.slice(-2), id);
  }
}
