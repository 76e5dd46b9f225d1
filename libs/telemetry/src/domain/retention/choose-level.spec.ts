import { chooseLevel } from './choose-level.js';
import type { Level } from './retention-rule.js';

describe('chooseLevel', () => {
  it.each<[Level, Level[], Level]>([
    [0, [], 0],
    [0, [0], 60],
    [0, [0, 60], 3600],
    [60, [0], 60],
    [60, [0, 60, 3600], 86_400],
    [0, [0, 60, 3600, 86_400], 86_400],
    [86_400, [86_400], 86_400],
  ])('for %d without %j returns %d', (wanted, removed, level) => {
    expect(chooseLevel(wanted, new Set(removed))).toBe(level);
  });
});
