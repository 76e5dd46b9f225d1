import './require-node.mjs';

const { bootstrap, built } = await import('./bootstrap.mjs');
await bootstrap({ portal: false });
await import(built('apps/standalone/src/commands/api-key.main.js'));
