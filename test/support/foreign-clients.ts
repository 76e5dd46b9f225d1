import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const SCRIPTS = resolve(import.meta.dirname, '../external/clients');
const ENVIRONMENTS = resolve(import.meta.dirname, '../../.dutycycle/clients');

/** The Python environments that test/external/clients/install.sh makes. */
export type ForeignEnvironment = 'paho' | 'pysparkplug' | 'tahu' | 'thingsboard';

/** One reading as the clients' scripts take it. */
export interface ForeignReading {
  readonly ts: number;
  readonly values: Readonly<Record<string, number>>;
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function isClientInstalled(environment: ForeignEnvironment): boolean {
  return existsSync(pythonOf(environment));
}

/** Runs a client's script to its end. @param order what the script takes, see the clients' README */
export function runClient(environment: ForeignEnvironment, script: string, order: object): Promise<Ended> {
  return runProgram(pythonOf(environment), [resolve(SCRIPTS, script), JSON.stringify(order)], {
    // Tahu's code was generated for an old protobuf, which the fast implementation does not take.
    PROTOCOL_BUFFERS_PYTHON_IMPLEMENTATION: 'python',
  });
}

/** Runs a program to its end. @param input for its stdin */
export function runProgram(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  input = '',
): Promise<Ended> {
  return new Promise((done, reject) => {
    const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: 'pipe' });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => done({ code, stdout, stderr }));
    child.stdin.end(input);
  });
}

function pythonOf(environment: ForeignEnvironment): string {
  return resolve(ENVIRONMENTS, environment, 'bin/python');
}
