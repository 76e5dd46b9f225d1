import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LIBRARIES = '/usr/lib';
const LIBRARY = 'faketime/libfaketimeMT.so.1';

/**
 * The clock of the product's own processes. libfaketime reads the offset from a file, so that it can change while they
 * run. The clocks of the host and the database are unaffected.
 */
export class ProductClock {
  private constructor(
    private readonly folder: string,
    private readonly library: string,
  ) {}

  /** Creates the clock; undefined if libfaketime isn't installed. */
  static async create(): Promise<ProductClock | undefined> {
    const library = readdirSync(LIBRARIES)
      .map((name) => join(LIBRARIES, name, LIBRARY))
      .find((path) => existsSync(path));
    if (!library) return undefined;
    const folder = await mkdtemp(join(tmpdir(), 'product-clock-'));
    await chmod(folder, 0o755);
    const clock = new ProductClock(folder, library);
    await clock.set(0);
    return clock;
  }

  /** Environment variables for the product. */
  get env(): Readonly<Record<string, string>> {
    return {
      LD_PRELOAD: this.library,
      FAKETIME_TIMESTAMP_FILE: this.file,
      FAKETIME_CACHE_DURATION: '1',
      // Only the time of day changes; timers are unaffected.
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      DONT_FAKE_MONOTONIC: '1',
    };
  }

  /** @param seconds offset from the host's clock; negative if behind */
  async set(seconds: number): Promise<void> {
    await writeFile(`${this.file}.part`, `${seconds < 0 ? '' : '+'}${seconds}\n`, { mode: 0o644 });
    await rename(`${this.file}.part`, this.file);
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  private get file(): string {
    return join(this.folder, 'offset');
  }
}
