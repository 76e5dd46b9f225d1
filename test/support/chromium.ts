import { existsSync } from 'node:fs';

const CANDIDATES = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** Arguments for running Chromium in tests, also inside a container. */
export const CHROMIUM_ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Returns the path of the installed Chromium. */
export function findChromium(): string {
  const found = CANDIDATES.find((path) => path && existsSync(path));
  if (!found)
    throw new Error('Chromium is not installed. Install the package chromium, or set CHROMIUM to its path.');
  return found;
}
