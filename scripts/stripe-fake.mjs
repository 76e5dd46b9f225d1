import './require-node.mjs';
import { bootstrap, built } from './bootstrap.mjs';

await bootstrap({ portal: false });
await import(built('test/support/stripe-fake/main.js'));
