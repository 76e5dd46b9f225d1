import { evaluateRotation } from './evaluate-rotation.js';

const credential = (isUsed: boolean, validUntil: string | null = null) => ({ isUsed, validUntil });
const [SOON, LATER] = ['2026-11-26T00:00:00Z', '2026-12-02T00:00:00Z'];

describe('a credential rotation', () => {
  it.each([
    ['is none without credentials', [], { kind: 'none' }],
    ['is none with one credential', [credential(true)], { kind: 'none' }],
    [
      'is none with two credentials without an expiry',
      [credential(false), credential(true)],
      { kind: 'none' },
    ],
    [
      'is complete when the newest credential is used',
      [credential(true), credential(false, SOON)],
      { kind: 'moved' },
    ],
    [
      'is waiting while an older credential is used',
      [credential(false), credential(true, LATER), credential(false, SOON)],
      { kind: 'waiting', until: LATER },
    ],
    [
      'is waiting while no credential has been used',
      [credential(false), credential(false, SOON)],
      { kind: 'waiting', until: SOON },
    ],
  ])('%s', (_what, usable, rotation) => {
    expect(evaluateRotation(usable)).toEqual(rotation);
  });
});
