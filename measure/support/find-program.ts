import { findOnPath } from '../../test/support/find-on-path.js';

/**
 * A foreign program that a bench measures against: where the environment variable says, on the PATH, or where `go install`
 * puts it. @throws Error that names it and how it is had
 */
export function findProgram(name: string, variable: string, install: string): string {
  const found = process.env[variable] || findOnPath(name);
  if (found) return found;
  throw new Error(`${name} is not installed: "${install}" builds it; ${variable} may say where it is.`);
}
