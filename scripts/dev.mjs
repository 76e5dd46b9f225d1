import './require-node.mjs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { bootstrap, root } from './bootstrap.mjs';

/**
 * Runs the product from its sources: the compiler watches the server and restarts it after each change, and Vite
 * serves the portal with hot reload. Arguments are passed to the product, as with `npm start`.
 */
const PORTAL_PORT = 5200;
const COMPILED = /Found (\d+) errors?\. Watching for file changes/;

await bootstrap({ portal: false });

const productArgs = process.argv.slice(2);
const entry = join(root, 'dist', 'apps', 'standalone', 'src', 'main.js');
let product;
let isEnding = false;
/** Changes that arrive during a restart cause another restart. */
let restarting = Promise.resolve();

const compiler = start('server', root, [
  '@nestjs/cli/bin/nest.js',
  'build',
  '--watch',
  '--preserveWatchOutput',
]);
const portal = start('portal', join(root, 'apps', 'portal'), [
  'vite/bin/vite.js',
  '--strictPort',
  '--port',
  String(PORTAL_PORT),
]);

compiler.lines.on('line', (line) => {
  const errors = COMPILED.exec(line)?.[1];
  if (errors === '0') restarting = restarting.then(restart);
});
for (const { child } of [compiler, portal])
  child.once('exit', (code) => {
    if (isEnding) return;
    console.error('The watcher ended. Stopping everything.');
    void end(code ?? 1);
  });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void end(0));

/** Starts a program of a package and prefixes each output line with a name. */
function start(name, cwd, [program, ...args]) {
  const child = spawn(process.execPath, [join(root, 'node_modules', program), ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => console.log(`[${name}] ${line}`));
  return { child, lines };
}

async function restart() {
  if (isEnding) return;
  const isFirst = product === undefined;
  await stop(product);
  product = spawn(process.execPath, [entry, ...productArgs], { cwd: root, stdio: 'inherit' });
  if (isFirst) console.log(`[portal] http://127.0.0.1:${PORTAL_PORT} reloads when you save a file.`);
}

function stop(child) {
  if (!child || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill('SIGTERM');
  });
}

async function end(code) {
  if (isEnding) return;
  isEnding = true;
  await Promise.all([compiler.child, portal.child, product].map(stop));
  process.exit(code);
}
