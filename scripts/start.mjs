import './require-node.mjs';

const { bootstrap, built } = await import('./bootstrap.mjs');
await bootstrap();
// In this very process: a wrapper in between would have to forward signals, and a killed wrapper would orphan the supervisor.
await import(built('apps/standalone/src/main.js'));
