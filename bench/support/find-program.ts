import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/**
 * A foreign program that a bench measures against: where the environment variable says, on the PATH, or where `go install`
 * puts it. @throws Error that names it and how it is had
 */
export function findProgram(name: string, variable: string, install: string): string {
  const named = process.env[variable];
  if (named) return named;
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), join(homedir(), 'go/bin')];
  const found = folders.map((folder) => join(folder, name)).find(isExecutable);
  if (found) return found;
  throw new Error(`${name} is not installed: "${install}" builds it; ${variable} may say where it is.`);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
