import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { findRoot } from './product.js';

const ROOT = findRoot();
const SCRIPTS = resolve(ROOT, 'test/external/clients');
const ENVIRONMENTS = resolve(ROOT, '.dutycycle/clients');

/** The Python environments created by test/external/clients/install.sh. */
export type ForeignEnvironment =
  'mt940' | 'paho' | 'pysparkplug' | 'schemathesis' | 'sepaxml' | 'tahu' | 'thingsboard';

/** A reading in the format of the client scripts. */
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

/**
 * Runs the script of a client to completion.
 * @param order input of the script, as described in the README of the clients
 */
export function runClient(environment: ForeignEnvironment, script: string, order: object): Promise<Ended> {
  return runProgram(pythonOf(environment), [resolve(SCRIPTS, script), JSON.stringify(order)], {
    // Tahu's code was generated for an old protobuf version, which the fast implementation doesn't accept.
    PROTOCOL_BUFFERS_PYTHON_IMPLEMENTATION: 'python',
  });
}

/** Runs the script of a client that reads a text from its standard input. */
export function runClientOnText(
  environment: ForeignEnvironment,
  script: string,
  text: string,
): Promise<Ended> {
  return runProgram(pythonOf(environment), [resolve(SCRIPTS, script)], {}, text);
}

/**
 * Runs a Python module in an environment to completion.
 * @param folder folder to which the module may write files
 */
export function runModule(
  environment: ForeignEnvironment,
  module: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  folder: string,
): Promise<Ended> {
  return runProgram(pythonOf(environment), ['-m', module, ...args], env, '', folder);
}

/**
 * Runs a program to completion.
 * @param input standard input
 * @param folder working directory of the program; by default that of this process
 */
export function runProgram(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  input = '',
  folder?: string,
): Promise<Ended> {
  return new Promise((done, reject) => {
    const child = spawn(program, args, { cwd: folder, env: { ...process.env, ...env }, stdio: 'pipe' });
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
