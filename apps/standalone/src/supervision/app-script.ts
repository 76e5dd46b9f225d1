import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** State of the compiler, which changes with every source that it compiles. */
const COMPILER_STATE = 'dist/.build.tsbuildinfo';
const BUNDLE = 'dist/bundle';
/** Hash of the compiler's state from which the bundle was made. */
const BUNDLED_STATE = join(BUNDLE, '.compiled-hash');

/**
 * Returns the path of the file that runs a script of the product: the script's bundle, which loads in half the time, or
 * the script itself if the product was compiled since it was bundled, as in watch mode.
 * @param productFolder absolute path
 * @param script path within the product's folder, such as `dist/apps/api/src/main.js`
 */
export function locateScript(productFolder: string, script: string): string {
  const bundled = resolve(productFolder, script.replace(/^dist\//, `${BUNDLE}/`));
  return existsSync(bundled) && isBundleCurrent(productFolder) ? bundled : resolve(productFolder, script);
}

function isBundleCurrent(productFolder: string): boolean {
  try {
    const state = readFileSync(join(productFolder, COMPILER_STATE));
    const bundledState = readFileSync(join(productFolder, BUNDLED_STATE), 'utf8');
    return createHash('sha256').update(state).digest('hex') === bundledState;
  } catch {
    return false;
  }
}
