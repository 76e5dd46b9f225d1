import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StationState } from '../domain/physics/station.js';
import type { Before } from '../domain/station/station-course.js';
import type { WorldDates } from '../domain/world-dates.js';

/** Saved state of a station. */
export interface LeftStation {
  readonly before: Before;
  readonly state: StationState;
}

/** Version of the physics. A state of another version is not resumed. */
const PHYSICS_VERSION = 1;

interface StateFile {
  readonly physics: number;
  readonly asOfMs: number;
  readonly firstStartMs: number;
  readonly stations: Readonly<Record<string, LeftStation>>;
}

/**
 * Saved state of the fleet in HOME/run, which saves simulating the weeks since the first start again. A fleet without
 * it calculates exactly the same values.
 */
export class FleetStateStore {
  private readonly folder: string;

  constructor(
    home: string,
    private readonly dates: WorldDates,
  ) {
    this.folder = join(home, 'run');
  }

  async read(): Promise<Readonly<Record<string, LeftStation>>> {
    const text = await readFile(this.path, 'utf8').catch(() => undefined);
    if (text === undefined) return {};
    try {
      const file = JSON.parse(text) as StateFile;
      const { asOfMs, firstStartMs } = this.dates;
      const isOurs =
        file.physics === PHYSICS_VERSION && file.asOfMs === asOfMs && file.firstStartMs === firstStartMs;
      return isOurs ? file.stations : {};
    } catch {
      return {};
    }
  }

  async write(stations: Readonly<Record<string, LeftStation>>): Promise<void> {
    const { asOfMs, firstStartMs } = this.dates;
    const file: StateFile = { physics: PHYSICS_VERSION, asOfMs, firstStartMs, stations };
    await mkdir(this.folder, { recursive: true });
    await writeFile(`${this.path}.part`, JSON.stringify(file));
    await rename(`${this.path}.part`, this.path);
  }

  private get path(): string {
    return join(this.folder, 'simulator-state.json');
  }
}
