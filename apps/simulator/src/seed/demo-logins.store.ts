import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '#platform';
import type { DemoLogin } from './contents/seed-people.js';

/** Writes HOME/demo-logins.json atomically, so that readers find a complete list or none. */
export async function writeDemoLogins(home: string, logins: readonly DemoLogin[]): Promise<void> {
  await mkdir(home, { recursive: true });
  const path = join(home, 'demo-logins.json');
  // Each start writes its own temporary file, so that concurrent starts do not mix their content.
  const part = `${path}.${newId()}.part`;
  await writeFile(part, `${JSON.stringify(logins, null, 2)}\n`, { mode: 0o600, flush: true });
  await rename(part, path);
}
