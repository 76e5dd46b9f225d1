import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { leftOutOf } from './guide-commands.js';
import { findRoot } from './product.js';

const run = promisify(execFile);
const DOCS = join(findRoot(), 'docs');

/** How long a subscription is watched that a guide leaves running, in seconds. */
const WATCHED_SECONDS = 2;
/** `mosquitto_sub` and `mosquitto_rr` end with it when the time of `-W` is over. */
const TIMED_OUT = 27;

/** What a reader does by hand: ends a subscription that runs on. */
const BY_HAND = `
mosquitto_sub() { command mosquitto_sub -W ${WATCHED_SECONDS} "$@" || [ $? -eq ${TIMED_OUT} ]; }`;

const COMMAND = /^(npm|npx|node|curl|mosquitto_\w+|openssl|docker|python3?) /;

/** A block of commands of a guide. */
export interface GuideBlock {
  readonly text: string;
  /** Line of the guide where it begins, from 1. */
  readonly line: number;
}

export interface GuideRun {
  /** Placeholders of the guide, such as a host or a device, and what stands for them. The longest one goes first. */
  readonly replace?: Readonly<Record<string, string>>;
}

/** All pages, as paths below `docs`. */
export function allGuides(): string[] {
  return readdirSync(DOCS, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .sort();
}

/** Those with blocks of commands. */
export const guidesWithCommands = (): string[] => allGuides().filter((guide) => blocksOf(guide).length > 0);

/** Blocks of shell commands of a guide, in their order. Blocks of a list item come without its indentation. */
export function blocksOf(guide: string): GuideBlock[] {
  const markdown = readFileSync(join(DOCS, guide), 'utf8');
  return [...markdown.matchAll(/^( *)```sh\n([\s\S]*?)^ *```$/gm)].map(
    ({ index, 1: indent = '', 2: text = '' }) => ({
      text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
      line: markdown.slice(0, index).split('\n').length,
    }),
  );
}

/** First lines of blocks that hold commands and are not marked as `sh`: no test would find them. */
export function unmarkedCommandsOf(guide: string): string[] {
  const markdown = readFileSync(join(DOCS, guide), 'utf8');
  return [...markdown.matchAll(/^ *```(\w*)\n *([\s\S]*?)^ *```$/gm)].flatMap(([, language, text = '']) =>
    language === '' && COMMAND.test(text) ? [text.split('\n')[0]!] : [],
  );
}

/**
 * Runs the commands of a guide as they are written, in one shell that ends with the first failure. An answer that the guide
 * shows as a comment (`# {…}`) has to be among what the commands write.
 * @param guide path below `docs`
 * @param folder where the commands run, and may write
 * @param env the variables that the guide tells its reader to set
 * @returns what they wrote
 */
export async function runGuide(
  guide: string,
  folder: string,
  env: Readonly<Record<string, string>>,
  { replace = {} }: GuideRun = {},
): Promise<string> {
  const leftOut = leftOutOf(guide);
  const blocks = blocksOf(guide).filter(({ text }) => !leftOut.some((begins) => text.startsWith(begins)));
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
    // An ellipsis stands for what the guide leaves out.
    const missing = answer.split('…').filter((part) => !stdout.includes(part));
    if (missing.length > 0) throw new Error(`${guide} promises ${answer}, and the commands wrote ${stdout}`);
  }
  return stdout;
}
