import { readFile } from 'node:fs/promises';
import type { HomeFolder } from '../home/home-folder.store.js';

const FILE = 'run/running.json';

/** Where a running product is reached: for the other commands on the same home. Its user's alone, as the secret is. */
export interface RunningAddresses {
  portalUrl: string;
  mqttUrl: string;
  /** The owner's address. */
  databaseUrl: string;
}

export async function writeRunning(home: HomeFolder, addresses: RunningAddresses): Promise<void> {
  await home.writeWhole(FILE, JSON.stringify(addresses));
}

export async function forgetRunning(home: HomeFolder): Promise<void> {
  await home.removeWhole(FILE);
}

/** Only to be believed while somebody holds the home's lock: a killed supervisor leaves it behind. */
export async function readRunning(home: HomeFolder): Promise<RunningAddresses | undefined> {
  const text = await readFile(home.pathOf(FILE), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as RunningAddresses);
}
