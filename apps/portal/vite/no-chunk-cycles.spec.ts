import { findCycle } from './no-chunk-cycles.plugin.js';

describe('findCycle', () => {
  it('returns null without a circle', () => {
    expect(
      findCycle(
        new Map([
          ['page', ['kit', 'shared']],
          ['shared', ['kit']],
          ['kit', []],
        ]),
      ),
    ).toBeNull();
  });

  it('returns the files of a circle', () => {
    expect(
      findCycle(
        new Map([
          ['page', ['kit']],
          ['kit', ['styles']],
          ['styles', ['shared']],
          ['shared', ['kit']],
        ]),
      ),
    ).toEqual(['kit', 'styles', 'shared', 'kit']);
  });
});
