import fc from 'fast-check';
import { matchesFilter, isTopicFilter, TopicTree } from './topic-tree.js';

describe('isTopicFilter', () => {
  it.each(['a', '/', 'a/b', '+', '#', 'a/+/b', 'a/#', '+/+/#', '$SYS/#', ' '])('accepts %p', (filter) => {
    expect(isTopicFilter(filter)).toBe(true);
  });
  it.each(['', 'a#', '#/a', 'a/#/b', 'a+', 'a/+b/c', '\u0000', 'a/b#'])('rejects %p', (filter) => {
    expect(isTopicFilter(filter)).toBe(false);
  });
});

describe('TopicTree', () => {
  it.each<[string, string, boolean]>([
    ['a/b', 'a/b', true],
    ['a/b', 'a', false],
    ['a/+', 'a/b', true],
    ['a/+', 'a/', true],
    ['a/+', 'a', false],
    ['a/+', 'a/b/c', false],
    ['+', '/a', false],
    ['+/+', '/a', true],
    ['/+', '/a', true],
    ['a/#', 'a', true],
    ['a/#', 'a/b/c', true],
    ['#', 'a/b', true],
    ['#', '$SYS/x', false],
    ['+/x', '$SYS/x', false],
    ['$SYS/#', '$SYS/x', true],
    ['$SYS/+', '$SYS/x', true],
  ])('%s matches %s: %s', (filter, topic, fits) => {
    const tree = new TopicTree<string>();
    tree.add(filter, 'one', 0);
    expect(tree.match(topic).has('one')).toBe(fits);
    expect(matchesFilter(topic, filter)).toBe(fits);
  });

  it('returns each subscriber once, with the highest QoS of its matching filters', () => {
    const tree = new TopicTree<string>();
    tree.add('a/+', 'one', 0);
    tree.add('a/#', 'one', 1);
    tree.add('a/b', 'one', 0);
    tree.add('a/b', 'two', 0);
    expect([...tree.match('a/b')].sort()).toEqual([
      ['one', 1],
      ['two', 0],
    ]);
    tree.add('a/#', 'one', 0);
    expect(tree.match('a/b').get('one')).toBe(0);
  });

  it('agrees with the rules as a regular expression, after any additions and removals', () => {
    const level = fc.constantFrom('a', 'b', '');
    const topics = fc.array(level, { minLength: 1, maxLength: 4 }).map((levels) => levels.join('/'));
    const filters = fc
      .tuple(fc.array(fc.oneof(level, fc.constant('+')), { minLength: 1, maxLength: 4 }), fc.boolean())
      .map(([levels, isOpen]) => [...levels, ...(isOpen ? ['#'] : [])].join('/'))
      .filter(isTopicFilter);
    const toPattern = (filter: string): RegExp =>
      new RegExp(`^${filter.replaceAll('+', '[^/]*').replace(/\/#$/, '(/.*)?').replace(/^#$/, '.*')}$`);
    const changes = fc.array(
      fc.record({ filter: filters, isAdded: fc.boolean(), who: fc.constantFrom('x', 'y') }),
    );
    fc.assert(
      fc.property(
        changes,
        topics.filter((topic) => topic !== ''),
        (steps, topic) => {
          const tree = new TopicTree<string>();
          const held = new Set<string>();
          for (const { filter, isAdded, who } of steps) {
            const key = `${who} ${filter}`;
            if (isAdded) tree.add(filter, who, 1);
            else expect(tree.remove(filter, who)).toBe(held.has(key));
            if (isAdded) held.add(key);
            else held.delete(key);
          }
          const expected = [...held]
            .filter((key) => toPattern(key.slice(2)).test(topic))
            .map((key) => key[0]!);
          expect([...tree.match(topic).keys()].sort()).toEqual([...new Set(expected)].sort());
          expect([...held].filter((key) => matchesFilter(topic, key.slice(2))).map((key) => key[0]!)).toEqual(
            expected,
          );
        },
      ),
    );
  });
});
