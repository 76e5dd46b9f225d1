import './require-node.mjs';
import { join } from 'node:path';

const { bootstrap, root } = await import('./bootstrap.mjs');
await bootstrap();
const { runTests } = await import('./run-tests.mjs');

/** Regenerates the pictures of the docs by running the browser tests on separate demo worlds, with pictures enabled. */
const code = await runTests(['--project', 'browser'], { PICTURES: join(root, 'docs', 'images') });
process.exitCode = code ?? 1;
