import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Reads the URLs of the product that runs in a home, as recorded by its supervisor; undefined if it is not running. */
export function readRunning(home: string): { portalUrl: string; mqttUrl: string } | undefined {
  const file = join(home, 'run', 'running.json');
  return existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as { portalUrl: string; mqttUrl: string })
    : undefined;
}

/**
 * Returns the authorities to trust for a broker's certificate: the public ones and the home's own; undefined if the
 * home has none.
 */
export function readAuthorities(home: string): string[] | undefined {
  const own = join(home, 'tls', 'ca.pem');
  return existsSync(own) ? [...rootCertificates, readFileSync(own, 'utf8')] : undefined;
}

/**
 * Creates an API key of the demo maker's manager with `scripts/api-key.mjs`.
 * @throws Error with the command's output
 */
export async function createApiKey(): Promise<string> {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'scripts', 'api-key.mjs')]);
    return stdout.trim();
  } catch (error) {
    const { stderr } = error as { stderr?: string };
    throw new Error(`${stderr?.trim() || String(error)}\nAlternatively, pass a key with --api-key.`, {
      cause: error,
    });
  }
}
