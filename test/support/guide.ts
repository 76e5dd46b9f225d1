import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { excludedFrom } from './guide-commands.js';
import { findRoot } from './product.js';

const run = promisify(execFile);
const DOCS = join(findRoot(), 'docs');

/** Number of seconds for which a subscription runs that the guide leaves open. */
const WATCHED_SECONDS = 2;
/** Exit code of `mosquitto_sub` and `mosquitto_rr` when the time given with `-W` has passed. */
const TIMED_OUT = 27;

/** Replaces the reader's manual step: ending an open subscription. */
const BY_HAND = `
mosquitto_sub() { command mosquitto_sub -W ${WATCHED_SECONDS} "$@" || [ $? -eq ${TIMED_OUT} ]; }`;

const COMMAND = /^(npm|npx|node|curl|mosquitto_\w+|openssl|docker|python3?) /;

/** A block of commands in a guide. */
export interface GuideBlock {
  readonly text: string;
  /** Line of the guide where it begins, from 1. */
  readonly line: number;
}

export interface GuideRun {
  /** Values for placeholders of the guide, such as a host or a device. The longest one is replaced first. */
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

/** Returns the blocks of shell commands of a guide, in order. Blocks in list items are unindented. */
export function blocksOf(guide: string): GuideBlock[] {
  const markdown = readFileSync(join(DOCS, guide), 'utf8');
  return [...markdown.matchAll(/^( *)```sh\n([\s\S]*?)^ *```$/gm)].map(
    ({ index, 1: indent = '', 2: text = '' }) => ({
      text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
      line: markdown.slice(0, index).split('\n').length,
    }),
  );
}

/** Returns the first lines of blocks that contain commands but aren't marked as `sh`, which no test would find. */
export function unmarkedCommandsOf(guide: string): string[] {
  const markdown = readFileSync(join(DOCS, guide), 'utf8');
  return [...markdown.matchAll(/^ *```(\w*)\n *([\s\S]*?)^ *```$/gm)].flatMap(([, language, text = '']) =>
    language === '' && COMMAND.test(text) ? [text.split('\n')[0]!] : [],
  );
}

/**
 * Runs the commands of a guide literally, in one shell that ends with the first failure. An answer that the guide
 * shows as a comment (`# {…}`) must be in the commands' output.
 * @param guide path below `docs`
 * @param folder the working directory, which the commands may write to
 * @param env the variables that the guide tells its reader to set
 * @returns their output
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
    if (!commands.includes(placeholder)) throw new Error(`${guide} has no ${placeholder} to replace`);
    commands = commands.replaceAll(placeholder, replace[placeholder]!);
  }
  const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', `${BY_HAND}\n${commands}`], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', ...env },
  });
  for (const [, answer = ''] of commands.matchAll(/^# (\{.*)$/gm)) {
    // An ellipsis stands for omitted text.
    const missing = answer.split('…').filter((part) => !stdout.includes(part));
    if (missing.length > 0) throw new Error(`${guide} promises ${answer}, and the commands wrote ${stdout}`);
  }
  return stdout;
}
