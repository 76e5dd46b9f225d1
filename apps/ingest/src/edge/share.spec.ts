import { SHAREABLE_TOPIC_FILTERS, SPARKPLUG_STATE_TOPIC, UNSHAREABLE_TOPIC_FILTERS } from '#telemetry';
import { parseShare, planSubscriptions } from './share.js';

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
    planSubscriptions({ index, count }).subscribe.map(({ topic }) => topic);

  const NATIVE = ['eaas/+/+/telemetry', 'eaas/+/+/event', 'eaas/+/+/ask'];
  const shared = (topic: string) => `$share/dutycycle/${topic}`;
  const HINTS = ['dutycycle/internal/revoked/+', 'dutycycle/internal/watched/+'];

  it('subscribes a single process to everything without sharing, under the client id that it has always had', () => {
    const { clientId, subscribe, unsubscribe } = planSubscriptions({ index: 1, count: 1 });
    expect(clientId).toBe('dutycycle-ingest');
    expect(subscribe.filter(({ isOptional }) => !isOptional)).toEqual([
      ...[...NATIVE, 'eaas/+/+/state'].map((topic) => ({ topic, qos: 1 })),
      ...HINTS.map((topic) => ({ topic, qos: 0 })),
    ]);
    const optional = subscribe.filter(({ isOptional }) => isOptional).map(({ topic }) => topic);
    expect(optional).toEqual([
      ...SHAREABLE_TOPIC_FILTERS,
      ...UNSHAREABLE_TOPIC_FILTERS,
      SPARKPLUG_STATE_TOPIC,
    ]);
    expect(unsubscribe).toEqual([...NATIVE, ...SHAREABLE_TOPIC_FILTERS].map(shared));
  });

  it('excludes its own messages on topics that devices publish on too', () => {
    for (const { topic, nl } of planSubscriptions({ index: 1, count: 1 }).subscribe)
      expect([topic, nl ?? false]).toEqual([topic, UNSHAREABLE_TOPIC_FILTERS.includes(topic)]);
  });

  it('shares messages, while each process gets all states in a session of its own', () => {
    const both = [...NATIVE.map(shared), 'eaas/+/+/state', ...SHAREABLE_TOPIC_FILTERS.map(shared), ...HINTS];
    expect(topics(2, 2)).toEqual(both);
    const alone = [...UNSHAREABLE_TOPIC_FILTERS, SPARKPLUG_STATE_TOPIC];
    expect(topics(1, 2).filter((topic) => !alone.includes(topic))).toEqual(both);
    expect(topics(1, 2)).toEqual(expect.arrayContaining(alone));
    expect([1, 2, 3].map((index) => planSubscriptions({ index, count: 3 }).clientId)).toEqual([
      'dutycycle-ingest',
      'dutycycle-ingest-2',
      'dutycycle-ingest-3',
    ]);
  });

  it('unsubscribes from the filters of an earlier number of processes', () => {
    const [alone, shared] = [
      planSubscriptions({ index: 1, count: 1 }),
      planSubscriptions({ index: 1, count: 2 }),
    ];
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

  it('subscribes to nothing if the process is no longer needed', () => {
    const left = planSubscriptions({ index: 2, count: 1 });
    expect(left.subscribe).toEqual([]);
    const before = planSubscriptions({ index: 2, count: 2 }).subscribe.filter(({ qos }) => qos === 1);
    expect(before.every(({ topic }) => left.unsubscribe.includes(topic))).toBe(true);
  });
});
