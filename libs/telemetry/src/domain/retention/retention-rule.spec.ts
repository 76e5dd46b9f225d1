import fc from 'fast-check';
import {
  findShorterLevels,
  horizonOf,
  KEEP_EVERYTHING,
  type Keep,
  resolveKeep,
  type RetentionRule,
} from './retention-rule.js';

const DAY = 86_400_000;
const days = (raw: number | null): Keep => ({ ...KEEP_EVERYTHING, 0: raw });
const rule = (modelId: string | null, signalKey: string | null, raw: number): RetentionRule => ({
  modelId,
  signalKey,
  keep: days(raw),
});
const RULES = [rule(null, null, 1), rule('m', null, 2), rule(null, 's', 3), rule('m', 's', 4)];

describe('resolveKeep', () => {
  it.each<[string | null, string, number]>([
    ['m', 's', 4],
    ['m', 'other', 2],
    ['n', 's', 3],
    ['n', 'other', 1],
    [null, 's', 3],
    [null, 'other', 1],
  ])('for model %s keeps the signal %s for %d days', (modelId, key, raw) => {
    expect(resolveKeep(RULES, modelId, key)[0]).toBe(raw);
  });

  it('keeps everything when no rule applies', () => {
    expect(resolveKeep([rule('m', 's', 4)], 'm', 'other')).toEqual(KEEP_EVERYTHING);
    expect(resolveKeep([rule('m', null, 4)], null, 's')).toEqual(KEEP_EVERYTHING);
  });

  it('does not depend on the order of rules', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(RULES), fc.constantFrom('m', 'n', null), (some, modelId) => {
        const inOrder = RULES.filter((one) => some.includes(one));
        expect(resolveKeep(some, modelId, 's')).toEqual(resolveKeep(inOrder, modelId, 's'));
      }),
    );
  });
});

describe('findShorterLevels', () => {
  it.each<[string, Keep, number[]]>([
    ['everything kept forever', KEEP_EVERYTHING, []],
    ['all levels kept for the same time', { 0: 9, 60: 9, 3600: 9, 86_400: 9 }, []],
    ['coarser levels kept for longer', { 0: 1, 60: 2, 3600: 3, 86_400: null }, []],
    ['minutes kept for less time than readings', { 0: 9, 60: 8, 3600: null, 86_400: null }, [60]],
    ['days kept for less time than hours', { 0: 9, 60: 9, 3600: null, 86_400: 99 }, [86_400]],
    ['only readings kept forever', { 0: null, 60: 9, 3600: 9, 86_400: 9 }, [60]],
  ])('of %s', (_case, keep, found) => expect(findShorterLevels(keep)).toEqual(found));
});

describe('horizonOf', () => {
  it.each<[number | null, number, number | undefined]>([
    [null, 50 * DAY, undefined],
    [10, 50 * DAY, 40 * DAY],
    [10, 50 * DAY + DAY - 1, 40 * DAY],
    [10, 51 * DAY, 41 * DAY],
  ])('for %s days at %d is %s', (count, now, horizon) => expect(horizonOf(count, now)).toBe(horizon));
});
