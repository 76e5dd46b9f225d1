import { spawnSync } from 'node:child_process';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';

const PIECE = Buffer.alloc(1024 * 1024);
const REFILL_MS = 250;

/** A separate in-memory file system of limited size that can be filled to the last byte. */
export class SmallDisk {
  private refilling: NodeJS.Timeout | undefined;
  private writing: Promise<string> = Promise.resolve('');

  private constructor(private readonly folder: string) {}

  /** @returns the disk, or the reason why it could not be mounted */
  static mount(folder: string, mebibytes: number, mode: string): SmallDisk | string {
    const options = `size=${mebibytes}m,mode=${mode}`;
    const result = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { encoding: 'utf8' });
    if (result.status === 0) return new SmallDisk(folder);
    return `a small disk can't be mounted on this machine (${(result.stderr || String(result.error)).trim()})`;
  }

  /**
   * Fills the disk, and fills freed space again until `free` is called.
   * @returns the error code of the last write
   */
  async fill(): Promise<string> {
    const failure = await this.writeMore();
    this.refilling = setInterval(() => {
      this.writing = this.writing.then(() => this.writeMore());
    }, REFILL_MS);
    return failure;
  }

  async free(): Promise<void> {
    clearInterval(this.refilling);
    await this.writing;
    await rm(this.ballast, { force: true });
  }

  unmount(): void {
    clearInterval(this.refilling);
    spawnSync('umount', ['--lazy', this.folder]);
  }

  private get ballast(): string {
    return join(this.folder, 'somebody-elses-file');
  }

  /** @returns the error code of the system for the last byte */
  private async writeMore(): Promise<string> {
    const file = await open(this.ballast, 'a');
    try {
      for (let size = PIECE.length; ;) {
        try {
          const { bytesWritten } = await file.write(PIECE, 0, size);
          if (bytesWritten < size) size = Math.max(1, size >> 1);
        } catch (error) {
          if (size === 1) return (error as NodeJS.ErrnoException).code ?? String(error);
          size = Math.max(1, size >> 8);
        }
      }
    } finally {
      await file.close();
    }
  }
}
