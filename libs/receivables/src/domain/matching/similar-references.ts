import type { IndexedItem } from './indexed-item.js';
import type { ItemIndex } from './item-index.js';
import { similarity } from './similarity.js';

/**
 * Maximum length of a reference for which variants are searched. Longer references have check digits and contain the
 * number.
 */
const MAX_VARIED = 24;
const MIN_VARIED = 5;
/** Maximum number of characters before a reference in the same word; half as many can follow it. */
const MAX_GLUED = 8;
const MAX_PIECES = 40;
const MAX_COMPLETIONS = 20;
const MIN_PREFIX = 6;
const DIGITS = '0123456789';
/** Characters that people and scanners confuse. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  O: '0',
  0: 'O',
  I: '1',
  1: 'I',
  L: '1',
  S: '5',
  5: 'S',
  B: '8',
  8: 'B',
  Z: '2',
  2: 'Z',
};

/** Returns the highest similarity between the references of an item and the unknown parts of a text. */
export function similarityOf({ keys, digits }: IndexedItem, pieces: readonly string[]): number {
  let best = 0;
  for (const piece of pieces) {
    for (const key of keys) best = Math.max(best, similarity(piece, key));
    // Digits alone are weaker proof, because a number of another series can have the same digits.
    if (digits !== null) best = Math.max(best, similarity(piece, digits) * 0.9);
  }
  return best;
}

/**
 * Finds items with a reference that differs from a part of the text by one typing error, is contained in it, or begins
 * with it.
 */
export function findSimilar(pieces: readonly string[], index: ItemIndex): Set<IndexedItem> {
  const found = new Set<IndexedItem>();
  const add = (key: string): void => {
    for (const item of index.withKey(key)) found.add(item);
  };
  for (const piece of pieces.slice(0, MAX_PIECES)) {
    if (piece.length < MIN_VARIED) continue;
    // A creditor reference contains the number after its check digits.
    const bare = /^RF\d{2}/.test(piece) ? piece.slice(4) : piece;
    for (let cut = 0; cut <= Math.min(MAX_GLUED, bare.length - MIN_VARIED); cut++)
      for (let end = bare.length; end >= Math.max(bare.length - MAX_GLUED / 2, cut + MIN_VARIED); end--)
        add(bare.slice(cut, end));
    if (bare.length <= MAX_VARIED) for (const variant of variantsOf(bare)) add(variant);
    if (piece.length >= MIN_PREFIX) for (const key of index.numbersFrom(piece, MAX_COMPLETIONS)) add(key);
    if (bare !== piece && bare.length >= MIN_PREFIX)
      for (const key of index.numbersFrom(bare, MAX_COMPLETIONS)) add(key);
  }
  return found;
}

/** Yields the texts from which one typing error makes this text. */
function* variantsOf(text: string): Generator<string> {
  for (let at = 0; at <= text.length; at++) {
    const [before, character, after] = [text.slice(0, at), text.charAt(at), text.slice(at + 1)];
    for (const digit of DIGITS) {
      yield `${before}${digit}${character}${after}`;
      if (/\d/.test(character) && digit !== character) yield `${before}${digit}${after}`;
    }
    if (character === '') continue;
    yield before + after;
    const lookalike = LOOKALIKES[character];
    if (lookalike !== undefined) yield before + lookalike + after;
    if (after !== '') yield before + after.charAt(0) + character + after.slice(1);
  }
}
