import { findOnPath } from '../../test/support/find-on-path.js';

/**
 * Finds a third-party program that a benchmark compares with: at the path in the environment variable, on the PATH,
 * or where `go install` puts it. @throws Error with its name and how to install it
 */
export function findProgram(name: string, variable: string, install: string): string {
  const found = process.env[variable] || findOnPath(name);
  if (found) return found;
  throw new Error(`${name} is not installed. Run "${install}" to build it, or set ${variable} to its path.`);
}
