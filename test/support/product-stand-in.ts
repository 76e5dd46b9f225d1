import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL, fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { makeHome, startProduct } from './product.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The smallest app that the supervisor can't distinguish from a real one. It responds on its port with its
 * environment, takes a while to stop, logs its start and its end, and ends when its supervisor has ended.
 */
const APP = `
import { appendFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename, join } from 'node:path';
const name = basename(process.argv[1], '.mjs');
const note = (what) => appendFileSync(join(process.env.DUTYCYCLE_HOME, 'stand-in.log'), name + ' ' + what + ' ' + process.pid + '\\n');
const port = Number(name === 'api' ? process.env.PORT : process.env.HEALTH_PORT);
if (process.env.STAND_IN_BROKEN === name) throw new Error('broken ' + name);
if (name === 'simulator') {
  const logins = [{ role: 'manager', email: 'manager@stand-in.example', password: 'stand-in', label: '' }];
  writeFileSync(join(process.env.DUTYCYCLE_HOME, 'demo-logins.json'), JSON.stringify(logins));
} else {
  createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(process.env));
  }).listen(port, '127.0.0.1');
}
note('started');
const finish = (why) => setTimeout(() => { note(why); process.exit(0); }, 50);
process.on('SIGTERM', () => finish('stopped'));
process.on('disconnect', () => finish('orphaned'));
setInterval(() => undefined, 1000);
`;

/**
 * Writes a script that runs the built supervisor with stand-ins for the apps.
 * @param folder folder for the script; every app writes to `stand-in.log` in its home
 * @param version simulated version of the product
 */
export async function writeStandInProduct(folder: string, version: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const apps = [
    { name: 'simulator', health: 'none', demoOnly: true },
    { name: 'ingest', health: 'own', demoOnly: false },
    { name: 'api', health: 'api', demoOnly: false },
    { name: 'worker', health: 'own', demoOnly: false },
  ].map((app) => ({ ...app, script: join(folder, `${app.name}.mjs`), stopGraceMs: 5_000 }));
  for (const app of apps) await writeFile(app.script, APP);
  const script = join(folder, `start-${version}.mjs`);
  const command = pathToFileURL(join(ROOT, 'dist/apps/standalone/src/commands/standalone.command.js')).href;
  await writeFile(
    script,
    `import { runStandalone } from ${JSON.stringify(command)};\n` +
      `await runStandalone(process.argv.slice(2), ${JSON.stringify({ folder: ROOT, version, apps })});\n`,
  );
  return script;
}

/**
 * Creates a home as left by an earlier start of a stand-in with --empty. A first start creates a cluster and runs
 * every migration, which takes seconds, so other tests start with copies of this home.
 */
export async function makeUsedHome(script: string): Promise<string> {
  const home = await makeHome();
  await (await startProduct({ home, script, args: ['--empty'] })).stop();
  await rm(logOf(home));
  return home;
}

/** Fills an empty home with a copy of a stopped one, including owners, permissions and the secret. */
export async function copyHome(from: string, to: string): Promise<void> {
  await promisify(execFile)('cp', ['-a', `${from}/.`, to]);
}

/** Returns the log of the stand-ins, in order: `api started`, `ingest stopped`, … */
export async function readStandInLog(home: string): Promise<string[]> {
  const text = await readFile(logOf(home), 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(' ').slice(0, 2).join(' '));
}

const logOf = (home: string): string => join(home, 'stand-in.log');
