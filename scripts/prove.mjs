import './require-node.mjs';
import { bootstrap, built } from './bootstrap.mjs';

await bootstrap();
await import(built('prove/main.js'));
