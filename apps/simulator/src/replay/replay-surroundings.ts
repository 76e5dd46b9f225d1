import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { SecretBox } from '#platform';
import { DEMO_MAKER_SLUG } from '../seed/demo-ids.js';
import { devicePasswordPurpose, deviceUsername } from '../seed/device-secrets.js';

/** Where the product of a home is reached, as its supervisor wrote it down; undefined when it does not run. */
export function readRunning(home: string): { portalUrl: string; mqttUrl: string } | undefined {
  const file = join(home, 'run', 'running.json');
  return existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as { portalUrl: string; mqttUrl: string })
    : undefined;
}

/** A new key of the demo maker's manager, from the product's own command. */
export async function makeApiKey(): Promise<string> {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'scripts', 'api-key.mjs')]);
  return stdout.trim();
}

/** The logins that the demo world gave its devices. */
export function demoLogins(
  secret: string,
): (deviceCode: string) => { username: string; password: string; topic: string } {
  const box = new SecretBox(secret);
  return (code) => ({
    username: deviceUsername(code),
    password: box.derive(devicePasswordPurpose(code)),
    topic: `eaas/${DEMO_MAKER_SLUG}/${code}`,
  });
}
