import { createWriteStream } from 'node:fs';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack, type Pack } from 'tar-stream';

const PART_BYTES = 4 * 1024 * 1024;
const READ_BYTES = 256 * 1024;

/** A compressed archive that appears under its name only when it is whole. Readable by its owner alone: it holds the secret. */
export class ArchiveWriter {
  private readonly tar: Pack = pack();
  private readonly written: Promise<void>;

  constructor(private readonly file: string) {
    const target = createWriteStream(this.part, { mode: 0o600, flush: true });
    // Level 1: two thirds of the effect for a fifth of the time.
    this.written = pipeline(this.tar, createGzip({ level: 1 }), target);
    // Handled by whoever waits for an entry or the end; until then it must not end the process.
    this.written.catch(() => undefined);
  }

  async addText(name: string, text: string | Buffer): Promise<void> {
    const bytes = Buffer.from(text);
    await this.add(name, bytes.length, (write) => write(bytes));
  }

  async addFolder(name: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.tar.entry({ name: `${name}/`, type: 'directory', mode: 0o700 }, (error) =>
        error ? reject(error) : resolve(),
      );
    });
  }

  /** A file as long as it is now; one that is gone meanwhile is left out, one cut short is filled up (a running database does both). */
  async addFile(name: string, path: string): Promise<void> {
    let handle;
    try {
      handle = await open(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
      throw error;
    }
    try {
      const { size } = await handle.stat();
      await this.add(name, size, async (write) => {
        for (let at = 0; at < size;) {
          const buffer = Buffer.alloc(Math.min(READ_BYTES, size - at));
          const { bytesRead } = await handle.read(buffer, 0, buffer.length, at);
          await write(bytesRead > 0 ? buffer.subarray(0, bytesRead) : buffer);
          at += bytesRead > 0 ? bytesRead : buffer.length;
        }
      });
    } finally {
      await handle.close();
    }
  }

  /** A folder with all in it. @param isWanted asked with the path of each file and folder, relative and with `/` */
  async addTree(
    name: string,
    path: string,
    isWanted: (relative: string) => boolean = () => true,
  ): Promise<void> {
    await this.walk(name, path, '', isWanted);
  }

  /** A stream of unknown length, cut into numbered entries `<name>.000001`, … */
  async addStream(name: string, stream: Readable): Promise<void> {
    let part = 0;
    let waiting: Buffer[] = [];
    let bytes = 0;
    const flush = async () => {
      part += 1;
      await this.addText(`${name}.${String(part).padStart(6, '0')}`, Buffer.concat(waiting));
      waiting = [];
      bytes = 0;
    };
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      waiting.push(chunk);
      bytes += chunk.length;
      if (bytes >= PART_BYTES) await flush();
    }
    if (bytes > 0 || part === 0) await flush();
  }

  /** @returns the archive's size in bytes */
  async finish(): Promise<number> {
    this.tar.finalize();
    await this.written;
    await rename(this.part, this.file);
    return (await stat(this.file)).size;
  }

  /** Leaves nothing behind. */
  async abandon(): Promise<void> {
    this.tar.destroy();
    await this.written.catch(() => undefined);
    await rm(this.part, { force: true });
  }

  private get part(): string {
    return `${this.file}.part`;
  }

  private async walk(
    name: string,
    path: string,
    below: string,
    isWanted: (relative: string) => boolean,
  ): Promise<void> {
    await this.addFolder(name);
    for (const entry of (await readdir(path, { withFileTypes: true })).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      const relative = below === '' ? entry.name : `${below}/${entry.name}`;
      const [nameThere, pathThere] = [`${name}/${entry.name}`, join(path, entry.name)];
      if (!isWanted(relative)) continue;
      if (entry.isDirectory()) await this.walk(nameThere, pathThere, relative, isWanted);
      else if (entry.isFile()) await this.addFile(nameThere, pathThere);
    }
  }

  private async add(
    name: string,
    size: number,
    fill: (write: (bytes: Buffer) => Promise<void>) => Promise<void>,
  ): Promise<void> {
    const done = new Promise<void>((resolve, reject) => {
      const entry = this.tar.entry({ name, size, mode: 0o600 }, (error) =>
        error ? reject(error) : resolve(),
      );
      // Its stream dies with the archive's, and an error that nobody takes ends the process.
      entry.on('error', reject);
      const write = (bytes: Buffer) =>
        new Promise<void>((written) => {
          if (entry.write(bytes)) written();
          else entry.once('drain', () => written());
        });
      fill(write).then(() => entry.end(null), reject);
    });
    // A full disk fails the file behind the archive, of which an entry alone would never hear.
    await Promise.race([done, this.written.then(() => done)]);
  }
}
