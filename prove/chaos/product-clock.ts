import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LIBRARIES = '/usr/lib';
const LIBRARY = 'faketime/libfaketimeMT.so.1';

/**
 * The clock that the product's own processes see. libfaketime reads its offset from a file, so that it can change
 * while they run. The host's clock and the database's clock are unaffected.
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
      // Only the time of day jumps; timers are unaffected.
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      DONT_FAKE_MONOTONIC: '1',
    };
  }

  /** @param seconds how far the clock is ahead of the host's; negative if it is behind */
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
