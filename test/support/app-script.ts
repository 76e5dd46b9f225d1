import { locateScript } from '../../apps/standalone/src/supervision/app-script.js';
import { findRoot } from './product.js';

/** Returns the path of the file that runs a built app. The supervisor starts the same file. */
export function locateApp(name: 'api' | 'ingest' | 'worker'): string {
  return locateScript(findRoot(), `dist/apps/${name}/src/main.js`);
}
