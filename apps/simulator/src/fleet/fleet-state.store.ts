import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StationState } from '../domain/physics/station.js';
import type { InitialCounters } from '../domain/station/station-simulation.js';
import type { WorldDates } from '../domain/world-dates.js';

/** Saved state of a station. */
export interface SavedStation {
  readonly before: InitialCounters;
  readonly state: StationState;
}

/** Version of the simulation. A state that was saved by another version is not resumed. */
const PHYSICS_VERSION = 1;

interface StateFile {
  readonly physics: number;
  readonly asOfMs: number;
  readonly firstStartMs: number;
  readonly stations: Readonly<Record<string, SavedStation>>;
}

/**
 * Reads and writes the fleet's state in HOME/run, so that a restart does not simulate the time since the first start
 * again. Without a saved state, the fleet calculates exactly the same values.
 */
export class FleetStateStore {
  private readonly folder: string;

  constructor(
    home: string,
    private readonly dates: WorldDates,
  ) {
    this.folder = join(home, 'run');
  }

  async read(): Promise<Readonly<Record<string, SavedStation>>> {
    const text = await readFile(this.path, 'utf8').catch(() => undefined);
    if (text === undefined) return {};
    try {
      const file = JSON.parse(text) as StateFile;
      const { asOfMs, firstStartMs } = this.dates;
      const isCurrent =
        file.physics === PHYSICS_VERSION && file.asOfMs === asOfMs && file.firstStartMs === firstStartMs;
      return isCurrent ? file.stations : {};
    } catch {
      return {};
    }
  }

  async write(stations: Readonly<Record<string, SavedStation>>): Promise<void> {
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
