import { Outgoing } from './outgoing.js';

describe('Outgoing', () => {
  const payload = Buffer.from('x');
  const collect = (atOnce: number) => {
    const written: [string, number][] = [];
    return { written, outgoing: new Outgoing((topic, _payload, id) => written.push([topic, id]), atOnce) };
  };

  it('sends no more than the broker accepts, in order', () => {
    const { written, outgoing } = collect(2);
    for (const topic of ['a', 'b', 'c', 'd']) outgoing.add(topic, payload);
    expect(written).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
    outgoing.acknowledge(2);
    outgoing.acknowledge(1);
    expect(written.slice(2)).toEqual([
      ['c', 3],
      ['d', 4],
    ]);
  });

  it('reports each acknowledgement once, and ignores unexpected ones', () => {
    const { outgoing } = collect(10);
    const taken: string[] = [];
    outgoing.add('a', payload, () => taken.push('a'));
    outgoing.acknowledge(7);
    outgoing.acknowledge(1);
    outgoing.acknowledge(1);
    expect(taken).toEqual(['a']);
  });

  it('never reuses an id that is still unacknowledged', () => {
    const { written, outgoing } = collect(2);
    outgoing.add('slow', payload);
    for (let i = 0; i < 65_534; i++) {
      outgoing.add('quick', payload);
      outgoing.acknowledge(written.at(-1)![1]);
    }
    expect(written.slice(1).some(([, id]) => id === 1)).toBe(false);
  });
});
