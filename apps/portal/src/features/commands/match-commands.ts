import { foldText } from '../../format/fold-text.js';
import type { Command } from './command.js';

/** Maximum number of pages and actions beside the objects that were found. */
const MOST = 6;

/**
 * Returns the commands with a label that contains each typed word at the start of one of its own words or, in languages
 * without spaces, anywhere. Labels that start with the text come first.
 */
export function matchCommands(commands: readonly Command[], typed: string): Command[] {
  const text = foldText(typed);
  const words = text.split(/\s+/u);
  const matches = commands.filter(({ label }) => {
    const folded = foldText(label);
    return words.every((word) => isAtWordStart(folded, word));
  });
  const startsWithText = ({ label }: Command): boolean => foldText(label).startsWith(text);
  return [...matches.filter(startsWithText), ...matches.filter((one) => !startsWithText(one))].slice(0, MOST);
}

function isAtWordStart(label: string, word: string): boolean {
  if (/\p{Script=Han}/u.test(word)) return label.includes(word);
  return label.split(/[\s,&/-]+/u).some((part) => part.startsWith(word));
}
