import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

/** On a busy machine, reading three thousand files takes a minute, which isn't an error. */
export const CRUISE_TIMEOUT_MS = 300_000;

export interface Rules {
  /** File with the rules of dependency-cruiser, in the checked folder. */
  readonly config: string;
  /** Folders to check. */
  readonly folders: readonly string[];
}

export interface Cruise {
  readonly violations: readonly {
    readonly rule: { readonly name: string };
    readonly from: string;
    readonly to: string;
  }[];
  readonly totalCruised: number;
}

/** Checks the dependencies of a repository, or of a generated one, against rules. */
export function cruise(folder: string, { config, folders }: Rules): Cruise {
  const command = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const run = (): string => {
    try {
      return execFileSync(process.execPath, [command, '--config', config, '-T', 'json', ...folders], {
        cwd: folder,
        encoding: 'utf8',
        maxBuffer: 64 * 1024 * 1024,
      });
    } catch (error) {
      // The exit code of the tool is the number of violations; its output always lists them.
      return (error as { stdout: string }).stdout;
    }
  };
  return (JSON.parse(run()) as { summary: Cruise }).summary;
}

/** Writes the files into a temporary folder with the rules of this repository. */
export function plantRepository(files: Readonly<Record<string, string>>): {
  readonly folder: string;
  readonly remove: () => void;
} {
  const folder = mkdtempSync(join(tmpdir(), 'planted-'));
  for (const name of [
    '.dependency-cruiser.cjs',
    '.dependency-cruiser.portal.cjs',
    'tsconfig.cruise.json',
    'tsconfig.base.json',
    'package.json',
  ]) {
    copyFileSync(join(ROOT, name), join(folder, name));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
