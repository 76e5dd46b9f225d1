/** Finds outputs of a checkout that are out of date. Only reads files. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

const LEFT_OUT = new Set(['node_modules', 'dist', '.dutycycle']);

/**
 * @param {string} path a file or a folder @returns {string[]} its files, sorted, so that a hash over them is stable
 */
export function listFiles(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !LEFT_OUT.has(entry.name))
    .flatMap((entry) => {
      const full = join(path, entry.name);
      return entry.isDirectory() ? listFiles(full) : entry.isFile() ? [full] : [];
    })
    .sort();
}

/** @param {string[]} files @returns {string} one hash over names and contents; missing files are skipped */
export function hashSources(files) {
  const hash = createHash('sha256');
  for (const file of files) {
    if (!existsSync(file)) continue;
    const content = readFileSync(file);
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/**
 * Returns true when node_modules contains what the lockfile requires. npm records what it installed, so this works
 * for any way of installing; optional packages (other platforms' binaries) may be absent.
 * @param {{ packages?: Record<string, { version?: string, integrity?: string, optional?: boolean, devOptional?:
 *   boolean, peer?: boolean, link?: boolean }> } | undefined} lock
 * @param {{ packages?: Record<string, { version?: string, integrity?: string }> } | undefined} installed
 *   node_modules/.package-lock.json
 */
export function isInstalled(lock, installed) {
  if (!lock || !installed?.packages) return false;
  return Object.entries(lock.packages ?? {}).every(([path, wanted]) => {
    if (path === '' || wanted.link) return true;
    const found = installed.packages[path];
    if (!found) return wanted.optional === true || wanted.devOptional === true;
    return found.version === wanted.version && found.integrity === wanted.integrity;
  });
}

/**
 * @param {string} output the build's folder
 * @param {string[]} folders the source folders compiled into it
 * @returns {string[]} compiled files without an existing source
 */
export function staleOutputs(output, folders) {
  return folders
    .flatMap((folder) => listFiles(join(output, folder)))
    .filter((file) => /\.(js|js\.map|d\.ts)$/.test(file))
    .filter((file) => !file.startsWith(join(output, 'apps', 'portal')))
    .filter((file) => !existsSync(relative(output, file).replace(/\.(js|js\.map|d\.ts)$/, '.ts')));
}
