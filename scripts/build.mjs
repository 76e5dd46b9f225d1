import './require-node.mjs';
import { bootstrap } from './bootstrap.mjs';

/** Installs and builds only what is missing or out of date. */
await bootstrap();
