import { judgeRotation } from './judge-rotation.js';

const credential = (isUsed: boolean, validUntil: string | null = null) => ({ isUsed, validUntil });
const [SOON, LATER] = ['2026-11-26T00:00:00Z', '2026-12-02T00:00:00Z'];

describe('a credential rotation', () => {
  it.each([
    ['has nothing to say without credentials', [], { kind: 'none' }],
    ['has nothing to say of one', [credential(true)], { kind: 'none' }],
    [
      'has nothing to say of two that stand beside one another',
      [credential(false), credential(true)],
      { kind: 'none' },
    ],
    ['is done when the newest is used', [credential(true), credential(false, SOON)], { kind: 'moved' }],
    [
      'waits while an older one is used',
      [credential(false), credential(true, LATER), credential(false, SOON)],
      { kind: 'waiting', until: LATER },
    ],
    [
      'waits while none was used',
      [credential(false), credential(false, SOON)],
      { kind: 'waiting', until: SOON },
    ],
  ])('%s', (_what, usable, rotation) => {
    expect(judgeRotation(usable)).toEqual(rotation);
  });
});
