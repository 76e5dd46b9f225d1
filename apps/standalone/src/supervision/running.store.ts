import { readFile } from 'node:fs/promises';
import type { HomeFolder } from '../home/home-folder.store.js';

const FILE = 'run/running.json';

/** URLs of a running product, for other commands on the same home. Like the secret, only its user can read them. */
export interface RunningAddresses {
  portalUrl: string;
  mqttUrl: string;
  /** URL for the owner of the schema. */
  databaseUrl: string;
}

export async function writeRunning(home: HomeFolder, addresses: RunningAddresses): Promise<void> {
  await home.writeAtomically(FILE, JSON.stringify(addresses));
}

export async function removeRunning(home: HomeFolder): Promise<void> {
  await home.removeFile(FILE);
}

/**
 * Reads the URLs. They are valid only while a process has locked the home, because a killed supervisor leaves the file
 * behind.
 */
export async function readRunning(home: HomeFolder): Promise<RunningAddresses | undefined> {
  const text = await readFile(home.pathOf(FILE), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as RunningAddresses);
}
