/**
 * Prepares a checkout to run the product: installs the packages of the lockfile and builds dist/ from its sources.
 * Uses Node without packages, because a fresh clone has none. Prints progress to stderr, because stdout is for the
 * output of the command.
 */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { SOURCES } from '../docs/.vitepress/pages.mjs';
import { hashSources, isInstalled, listFiles, staleOutputs } from './freshness.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const SERVER_SOURCES = [
  'apps',
  'libs',
  'migrations',
  'bench',
  'measure',
  'prove',
  'test/support',
  'test/browser/stories',
  'nest-cli.json',
  'tsconfig.base.json',
  'tsconfig.build.json',
  'scripts/bundle-server.mjs',
];
const COMPILED = ['apps', 'libs', 'migrations', 'bench', 'measure', 'prove'];
const PORTAL = join('apps', 'portal');
/** Sources outside the portal's folder from which the portal is built. */
const SHARED_WITH_PORTAL = ['libs/platform/src/domain/csv.ts', 'scripts/verify-pack.mjs'];

/** @param {string} path below dist/ @returns {string} a URL for import() */
export function built(path) {
  return pathToFileURL(join(root, 'dist', path)).href;
}

/** @param {string} text one line of progress */
function say(text) {
  process.stderr.write(`${text}\n`);
}

/**
 * Installs packages and builds outputs that are missing or out of date. Takes a fraction of a second if nothing has
 * changed. On failure, ends the process with a message.
 * @param {{ portal?: boolean }} [options] portal: also build the web pages, including the docs
 */
export async function bootstrap({ portal = true } = {}) {
  // Paths in this script are relative to the checkout. Paths in the command's arguments are relative to the current
  // folder.
  const calledFrom = process.cwd();
  process.chdir(root);
  try {
    if (isFresh({ portal })) return;
    const release = await takeTurn();
    try {
      await ensureInstalled();
      await ensureServerBuilt();
      if (portal) await Promise.all([ensurePortalBuilt(), ensureDocsBuilt()]);
    } finally {
      release();
    }
  } catch (error) {
    if (!(error instanceof BootstrapFailed)) throw error;
    say(error.message);
    process.exit(1);
  } finally {
    process.chdir(calledFrom);
  }
}

class BootstrapFailed extends Error {}

function isFresh({ portal }) {
  return (
    packagesFresh() &&
    serverFresh(serverHash()) &&
    (!portal || (portalFresh(portalHash()) && docsFresh(docsHash())))
  );
}

function packagesFresh() {
  return isInstalled(
    readJson('package-lock.json') ?? readJson('package.json'),
    readJson('node_modules/.package-lock.json'),
  );
}

function serverFresh(hash) {
  return existsSync('dist/apps/standalone/src/main.js') && readText('dist/.server-hash') === hash;
}

function portalFresh(hash) {
  return !existsSync(PORTAL) || readText('dist/.portal-hash') === hash;
}

function docsFresh(hash) {
  return readText('dist/.docs-hash') === hash;
}

const serverHash = () =>
  hashSources([
    ...SERVER_SOURCES.flatMap((source) => listFiles(source)).filter(
      (file) => !file.startsWith(PORTAL) && !file.endsWith('.spec.ts'),
    ),
    'package-lock.json',
  ]);

const portalHash = () => hashSources([...listFiles(PORTAL), ...SHARED_WITH_PORTAL, 'package-lock.json']);

const docsHash = () =>
  hashSources([...new Set([...SOURCES.values(), ...listFiles('docs')]), 'package-lock.json']);

async function ensureInstalled() {
  if (packagesFresh()) return;
  const command = existsSync('package-lock.json') ? 'ci' : 'install';
  // Build tools are development packages, so NODE_ENV=production in the caller's shell must not omit them.
  const npm = [command, '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  // `npm start` passes the path of its npm. Otherwise, the npm on the PATH is used.
  const own = process.env.npm_execpath;
  const outcome = await withProgress('Installing packages (one or two minutes on the first run)', () =>
    own?.endsWith('.js')
      ? run(process.execPath, [own, ...npm])
      : run(process.platform === 'win32' ? 'npm.cmd' : 'npm', npm),
  );
  if (outcome.code !== 0) {
    throw new BootstrapFailed(
      `${tail(outcome.output)}\nInstalling the packages failed (npm ${command}, exit code ${outcome.code}).\n` +
        'Check the network, the free disk space and your write permission on this folder, then run the command again.',
    );
  }
}

async function ensureServerBuilt() {
  const hash = serverHash();
  if (serverFresh(hash)) return;
  const outcome = await withProgress('Building the server', () =>
    run(process.execPath, [join('node_modules', '@nestjs', 'cli', 'bin', 'nest.js'), 'build']),
  );
  if (outcome.code !== 0) {
    throw new BootstrapFailed(
      `${tail(outcome.output)}\nBuilding the server failed (nest build, exit code ${outcome.code}).`,
    );
  }
  // A migration that was renamed or removed must not run from the output of an earlier build.
  for (const file of staleOutputs('dist', COMPILED)) rmSync(file, { force: true });
  const bundled = await withProgress('Bundling the server', () =>
    run(process.execPath, [join('scripts', 'bundle-server.mjs')]),
  );
  if (bundled.code !== 0) {
    throw new BootstrapFailed(
      `${tail(bundled.output)}\nBundling the server failed (exit code ${bundled.code}).`,
    );
  }
  writeFileSync('dist/.server-hash', hash);
}

async function ensurePortalBuilt() {
  const hash = portalHash();
  if (portalFresh(hash)) return;
  const outcome = await withProgress('Building the portal', () =>
    run(
      process.execPath,
      [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'],
      PORTAL,
    ),
  );
  if (outcome.code !== 0) {
    throw new BootstrapFailed(
      `${tail(outcome.output)}\nBuilding the portal failed (vite build, exit code ${outcome.code}).`,
    );
  }
  writeFileSync('dist/.portal-hash', hash);
}

async function ensureDocsBuilt() {
  const hash = docsHash();
  if (docsFresh(hash)) return;
  const outcome = await withProgress('Building the docs', () =>
    run(process.execPath, [join('node_modules', 'vitepress', 'bin', 'vitepress.js'), 'build', 'docs']),
  );
  if (outcome.code !== 0) {
    throw new BootstrapFailed(
      `${tail(outcome.output)}\nBuilding the docs failed (vitepress build, exit code ${outcome.code}).`,
    );
  }
  writeFileSync('dist/.docs-hash', hash);
}

/**
 * Two commands that start at the same time must not install or build together: the second one waits and then finds
 * everything up to date.
 */
async function takeTurn() {
  const lock = 'dist/.bootstrap.lock';
  mkdirSync('dist', { recursive: true });
  for (let told = false; ;) {
    try {
      const handle = openSync(lock, 'wx');
      writeFileSync(handle, String(process.pid));
      closeSync(handle);
      return () => rmSync(lock, { force: true });
    } catch (error) {
      if (error.code === 'EACCES' || error.code === 'EROFS') {
        throw new BootstrapFailed(
          `This checkout must be built, but you can't write to ${join(root, 'dist')}. Change its permissions, then run the command again.`,
        );
      }
      if (error.code !== 'EEXIST') throw error;
    }
    if (!isAlive(Number(readText(lock)))) {
      rmSync(lock, { force: true });
      continue;
    }
    if (!told) say('Another command is installing or building in this folder. Waiting for it …');
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

function isAlive(pid) {
  // An empty file is a lock that its owner has created but not written yet.
  if (!pid) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

async function withProgress(what, work) {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  say(`${what} …`);
  const ticking = setInterval(() => say(`  still running (${seconds()} s) …`), 15_000);
  try {
    const outcome = await work();
    if (outcome.code === 0) say(`  done in ${seconds()} s`);
    return outcome;
  } finally {
    clearInterval(ticking);
  }
}

function run(command, args, cwd = root) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk) => {
      output = (output + chunk).slice(-100_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ code: -1, output: `${output}\n${error.message}` }));
    child.on('close', (code, signal) => resolve({ code: code ?? signal, output }));
  });
}

const tail = (output) => output.trimEnd().split('\n').slice(-40).join('\n');

function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function readJson(path) {
  const text = readText(path);
  return text === undefined ? undefined : JSON.parse(text);
}
