import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { excludedFrom } from './guide-commands.js';
import { findRoot } from './product.js';

const run = promisify(execFile);
const DOCS = join(findRoot(), 'docs');

/** Number of seconds after which a subscription that the guide leaves open is ended. */
const WATCHED_SECONDS = 2;
/** Exit code of `mosquitto_sub` and `mosquitto_rr` when the time given with `-W` has passed. */
const TIMED_OUT = 27;

/** Replaces a manual step of the reader: ending an open subscription. */
const BY_HAND = `
mosquitto_sub() { command mosquitto_sub -W ${WATCHED_SECONDS} "$@" || [ $? -eq ${TIMED_OUT} ]; }`;

const COMMAND = /^(npm|npx|node|curl|mosquitto_\w+|openssl|docker|python3?) /;

/** A block of commands in a guide. */
export interface GuideBlock {
  readonly text: string;
  /** First line of the block in the guide, starting at 1. */
  readonly line: number;
}

export interface GuideRun {
  /** Values for placeholders in the guide, such as a host or a device. The longest placeholder is replaced first. */
  readonly replace?: Readonly<Record<string, string>>;
}

/** Returns all pages, as paths below `docs`. */
export function allGuides(): string[] {
  return readdirSync(DOCS, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .sort();
}

/** Returns the guides with blocks of commands. */
export const guidesWithCommands = (): string[] => allGuides().filter((guide) => blocksOf(guide).length > 0);

/** Returns the blocks of shell commands in a guide, in order. Blocks in list items are unindented. */
export function blocksOf(guide: string): GuideBlock[] {
  const markdown = readFileSync(join(DOCS, guide), 'utf8');
  return [...markdown.matchAll(/^( *)```sh\n([\s\S]*?)^ *```$/gm)].map(
    ({ index, 1: indent = '', 2: text = '' }) => ({
      text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
      line: markdown.slice(0, index).split('\n').length,
    }),
  );
}

/**
 * Returns the first lines of blocks that contain commands but aren't marked as `sh`, so that no test would find them.
 */
export function unmarkedCommandsOf(guide: string): string[] {
  const markdown = readFileSync(join(DOCS, guide), 'utf8');
  return [...markdown.matchAll(/^ *```(\w*)\n *([\s\S]*?)^ *```$/gm)].flatMap(([, language, text = '']) =>
    language === '' && COMMAND.test(text) ? [text.split('\n')[0]!] : [],
  );
}

/**
 * Runs the commands of a guide literally, in one shell that ends at the first failure. A response that the guide shows
 * as a comment (`# {…}`) must be in the output of the commands.
 * @param guide path below `docs`
 * @param folder working directory, which the commands may write to
 * @param env variables that the guide asks the reader to set
 * @returns the output of the commands
 */
export async function runGuide(
  guide: string,
  folder: string,
  env: Readonly<Record<string, string>>,
  { replace = {} }: GuideRun = {},
): Promise<string> {
  const excluded = excludedFrom(guide);
  const blocks = blocksOf(guide).filter(({ text }) => !excluded.some((begins) => text.startsWith(begins)));
  let commands = blocks.map(({ text }) => text).join('\n');
  for (const placeholder of Object.keys(replace).sort((a, b) => b.length - a.length)) {
    if (!commands.includes(placeholder))
      throw new Error(`${guide} does not contain the placeholder ${placeholder}`);
    commands = commands.replaceAll(placeholder, replace[placeholder]!);
  }
  const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', `${BY_HAND}\n${commands}`], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', ...env },
  });
  for (const [, answer = ''] of commands.matchAll(/^# (\{.*)$/gm)) {
    // An ellipsis represents omitted text.
    const missing = answer.split('…').filter((part) => !stdout.includes(part));
    if (missing.length > 0) throw new Error(`${guide} shows ${answer}, but the commands printed ${stdout}`);
  }
  return stdout;
}
