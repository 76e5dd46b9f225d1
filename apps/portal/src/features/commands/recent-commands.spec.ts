import { addRecent, type RecentCommand } from './recent-commands.js';

const opened = (name: string): RecentCommand => ({ kind: 'machine', label: name, href: `/fleet/${name}` });

describe('recent commands', () => {
  it('begin with the last one', () => {
    expect(addRecent([opened('a')], opened('b'))).toEqual([opened('b'), opened('a')]);
  });

  it('contain each object once, with its latest label', () => {
    const renamed = { ...opened('a'), label: 'A' };
    expect(addRecent([opened('b'), opened('a')], renamed)).toEqual([renamed, opened('b')]);
  });

  it('are at most six', () => {
    const six = ['a', 'b', 'c', 'd', 'e', 'f'].map(opened);
    expect(addRecent(six, opened('g')).map(({ label }) => label)).toEqual(['g', 'a', 'b', 'c', 'd', 'e']);
  });
});
