import './require-node.mjs';
import { bootstrap, built } from './bootstrap.mjs';

await bootstrap({ portal: false });
await import(built('apps/simulator/src/replay.js'));
