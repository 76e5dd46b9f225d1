import { findOnPath } from '../../test/support/find-on-path.js';

/**
 * Returns the path of a third-party program for a comparison: from the environment variable, from the PATH, or from
 * the folder of `go install`.
 * @throws Error with the name of the program and how to install it
 */
export function findProgram(name: string, variable: string, install: string): string {
  const found = process.env[variable] || findOnPath(name);
  if (found) return found;
  throw new Error(`${name} is not installed. Run "${install}" to build it, or set ${variable} to its path.`);
}
