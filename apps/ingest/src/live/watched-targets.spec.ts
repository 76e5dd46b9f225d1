import { WATCHED_FOR_MS } from '#platform';
import { WatchedTargets } from './watched-targets.js';

describe('WatchedTargets', () => {
  let now = 0;
  const places = (): WatchedTargets => new WatchedTargets(() => now);
  beforeEach(() => {
    now = 1000;
  });

  it('keeps a target until it has not been repeated for its lifetime', () => {
    const watched = places();
    expect(watched.isEmpty).toBe(true);
    watched.receive({ places: ['m1', 'm2'] });
    now += WATCHED_FOR_MS - 1;
    watched.receive({ places: ['m2'] });
    watched.expire();
    expect(['m1', 'm2', 'm3'].map((id) => watched.has(id))).toEqual([true, true, false]);
    now += 1;
    watched.expire();
    expect(['m1', 'm2'].map((id) => watched.has(id))).toEqual([false, true]);
    now += WATCHED_FOR_MS;
    watched.expire();
    expect(watched.isEmpty).toBe(true);
  });

  it.each([[null], ['m1'], [{}], [{ places: 'm1' }], [{ places: [1, null, {}] }]])(
    'ignores %j',
    (message) => {
      const watched = places();
      watched.receive(message);
      expect(watched.isEmpty).toBe(true);
    },
  );

  it('is false for a device without a machine or site', () => {
    expect(places().has(null)).toBe(false);
  });
});
