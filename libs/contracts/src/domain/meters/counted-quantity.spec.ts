import { type CountedQuantity, countsTwice, sharesQuantity } from './counted-quantity.js';

const meter = (method: CountedQuantity['method'], ...matches: string[]): CountedQuantity => ({
  deviceId: 'd-1',
  signalKey: 's',
  method,
  matches,
  deducts: false,
});

describe('sharesQuantity', () => {
  it.each<[string, CountedQuantity, CountedQuantity, boolean]>([
    ['a counter twice', meter('counter'), meter('counter'), true],
    ['a peak twice', meter('peak_demand'), meter('peak_demand'), true],
    ['energy and its peak', meter('integral'), meter('peak_demand'), false],
    [
      'states with a common one',
      meter('state_time', 'running'),
      meter('state_time', 'idle', 'running'),
      true,
    ],
    ['different states', meter('state_time', 'running'), meter('state_time', 'idle'), false],
    ['all events and some', meter('event_count'), meter('event_count', 'start'), true],
    [
      'all events less some',
      meter('event_count'),
      { ...meter('event_count', 'scrap'), deducts: true },
      false,
    ],
    ['another signal', meter('counter'), { ...meter('counter'), signalKey: 't' }, false],
    ['another device', meter('counter'), { ...meter('counter'), deviceId: 'd-2' }, false],
  ])('%s', (_name, a, b, expected) => {
    expect([sharesQuantity(a, b), sharesQuantity(b, a)]).toEqual([expected, expected]);
  });
});

describe('countsTwice', () => {
  const all = meter('event_count');
  const scrap = meter('event_count', 'scrap');
  const off = (...matches: string[]) => ({ ...meter('event_count', ...matches), deducts: true });
  it.each<[string, CountedQuantity, CountedQuantity, CountedQuantity[], boolean]>([
    ['all and scrap', all, scrap, [], true],
    ['all less scrap, and scrap', all, scrap, [off('scrap')], false],
    [
      'all less scrap, and scrap and rework',
      all,
      meter('event_count', 'scrap', 'rework'),
      [off('scrap')],
      true,
    ],
    ['all less scrap, and all', all, all, [off('scrap')], true],
    [
      'good and scrap less scrap, and scrap',
      meter('event_count', 'good', 'scrap'),
      scrap,
      [off('scrap')],
      false,
    ],
    ['another device’s subtraction', all, scrap, [{ ...off('scrap'), deviceId: 'd-2' }], true],
    ['a counter twice', meter('counter'), meter('counter'), [], true],
  ])('%s', (_name, a, b, subtracted, expected) => {
    expect([countsTwice(a, b, subtracted), countsTwice(b, a, subtracted)]).toEqual([expected, expected]);
  });
});
