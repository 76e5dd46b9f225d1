import { parseShare, readingOf } from './share.js';

describe('parseShare', () => {
  it.each([
    ['1/1', { index: 1, count: 1 }],
    ['2/3', { index: 2, count: 3 }],
    ['3/2', { index: 3, count: 2 }],
    ['0/2', undefined],
    ['2', undefined],
    ['1/100', undefined],
    ['-1/2', undefined],
    ['', undefined],
  ])('%s', (text, expected) => expect(parseShare(text)).toEqual(expected));
});

describe('readingOf', () => {
  const topics = (index: number, count: number) =>
    readingOf({ index, count }).subscribe.map(({ topic }) => topic);

  it('alone reads everything itself, under the name that it always had', () => {
    expect(readingOf({ index: 1, count: 1 })).toEqual({
      clientId: 'dutycycle-ingest',
      subscribe: [
        { topic: 'eaas/+/+/telemetry', qos: 1 },
        { topic: 'eaas/+/+/event', qos: 1 },
        { topic: 'eaas/+/+/ask', qos: 1 },
        { topic: 'eaas/+/+/state', qos: 1 },
        { topic: 'dutycycle/internal/revoked/+', qos: 0 },
        { topic: 'dutycycle/internal/watched/+', qos: 0 },
      ],
      unsubscribe: [
        '$share/dutycycle/eaas/+/+/telemetry',
        '$share/dutycycle/eaas/+/+/event',
        '$share/dutycycle/eaas/+/+/ask',
      ],
    });
  });

  it('shares messages and hears every state, each process with a session of its own', () => {
    expect(topics(2, 2)).toEqual([
      '$share/dutycycle/eaas/+/+/telemetry',
      '$share/dutycycle/eaas/+/+/event',
      '$share/dutycycle/eaas/+/+/ask',
      'eaas/+/+/state',
      'dutycycle/internal/revoked/+',
      'dutycycle/internal/watched/+',
    ]);
    expect(topics(1, 2)).toEqual(topics(2, 2));
    expect([1, 2, 3].map((index) => readingOf({ index, count: 3 }).clientId)).toEqual([
      'dutycycle-ingest',
      'dutycycle-ingest-2',
      'dutycycle-ingest-3',
    ]);
  });

  it('stops what it read when it was one of more or fewer', () => {
    const [alone, shared] = [readingOf({ index: 1, count: 1 }), readingOf({ index: 1, count: 2 })];
    for (const [before, now] of [
      [alone, shared],
      [shared, alone],
    ] as const) {
      const kept = before.subscribe
        .map(({ topic }) => topic)
        .filter((topic) => !now.unsubscribe.includes(topic));
      const wanted = now.subscribe.map(({ topic }) => topic);
      expect(kept.every((topic) => wanted.includes(topic))).toBe(true);
      expect(now.unsubscribe.some((topic) => wanted.includes(topic))).toBe(false);
    }
  });

  it('reads nothing more when it is one too many', () => {
    const left = readingOf({ index: 2, count: 1 });
    expect(left.subscribe).toEqual([]);
    const before = readingOf({ index: 2, count: 2 }).subscribe.filter(({ qos }) => qos === 1);
    expect(before.every(({ topic }) => left.unsubscribe.includes(topic))).toBe(true);
  });
});
