import './require-node.mjs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const { bootstrap, root } = await import('./bootstrap.mjs');
await bootstrap();

/** Writes the pictures of the docs anew: the browser walks on a demo world of their own, with pictures asked for. */
const jest = spawn(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
    '--selectProjects',
    'browser',
    '--runInBand',
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, PICTURES: join(root, 'docs', 'images') } },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => jest.kill(signal));
jest.on('close', (code) => (process.exitCode = code ?? 1));
