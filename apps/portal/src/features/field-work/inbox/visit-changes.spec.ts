/// <reference types="vitest/globals" />
import { compareVisits, type VisitFacts } from './visit-changes.js';

const NOW = '2026-11-25T06:00:00Z';
const visit = (change: Partial<VisitFacts> = {}): VisitFacts => ({
  id: 'v',
  from: '2026-11-25T07:00:00Z',
  to: '2026-11-25T09:00:00Z',
  ticketId: 't',
  number: 'TK-1',
  city: 'Bekasi',
  serial: 'S-1',
  parts: [],
  ...change,
});

describe('changes between two loads', () => {
  it.each<[string, VisitFacts[], VisitFacts[], string[]]>([
    ['no changes', [visit()], [visit()], []],
    ['a new visit', [], [visit()], ['added']],
    ['an hour later', [visit()], [visit({ from: '2026-11-25T08:00:00Z' })], ['moved']],
    ['longer duration', [visit()], [visit({ to: '2026-11-25T10:00:00Z' })], ['moved']],
    ['one more part', [visit()], [visit({ parts: ['TV-71'] })], ['parts']],
    ['one part less is not reported', [visit({ parts: ['TV-71'] })], [visit()], []],
    ['cancelled', [visit()], [], ['removed']],
    ['completed and gone from the list', [visit({ to: '2026-11-25T05:00:00Z' })], [], []],
    [
      'moved, with a part',
      [visit()],
      [visit({ from: '2026-11-25T07:30:00Z', parts: ['AF'] })],
      ['moved', 'parts'],
    ],
  ])('%s', (_case, before, after, kinds) => {
    expect(compareVisits(before, after, NOW).map(({ kind }) => kind)).toEqual(kinds);
  });

  it('shows the previous time of a moved visit', () => {
    const [change] = compareVisits([visit()], [visit({ from: '2026-11-25T08:00:00Z' })], NOW);
    expect(change?.previousFrom).toBe('2026-11-25T07:00:00Z');
  });
});
