import './require-node.mjs';
import { bootstrap } from './bootstrap.mjs';

/** Installs and builds what is missing or out of date, and nothing more. */
await bootstrap();
