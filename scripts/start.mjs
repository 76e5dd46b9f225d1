import './require-node.mjs';

const { bootstrap, built } = await import('./bootstrap.mjs');
await bootstrap();
// Runs in this process: a wrapper process would have to forward signals, and killing it would orphan the supervisor.
await import(built('apps/standalone/src/main.js'));
