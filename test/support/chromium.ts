import { existsSync } from 'node:fs';

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

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

/**
 * Returns the path of Chromium: the value of the variable CHROMIUM if it is set, otherwise one of the usual paths.
 * Undefined if there is no file at the path.
 */
export function locateChromium(chosen = process.env.CHROMIUM): string | undefined {
  const candidates = chosen === undefined || chosen === '' ? INSTALLED : [chosen];
  return candidates.find((path) => existsSync(path));
}

/** Like `locateChromium`. @throws Error with the solution if Chromium is not installed */
export function findChromium(): string {
  const found = locateChromium();
  if (found === undefined)
    throw new Error('Chromium is not installed. Install the package chromium, or set CHROMIUM to its path.');
  return found;
}
