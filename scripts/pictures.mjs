import './require-node.mjs';
import { join } from 'node:path';

const { bootstrap, root } = await import('./bootstrap.mjs');
await bootstrap();
const { runTests } = await import('./run-tests.mjs');

/** Writes the pictures of the docs anew: the browser walks on a demo world of their own, with pictures asked for. */
const code = await runTests(['--project', 'browser'], { PICTURES: join(root, 'docs', 'images') });
process.exitCode = code ?? 1;
