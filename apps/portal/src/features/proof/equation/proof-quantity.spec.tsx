/// <reference types="vitest/globals" />
import { buildProofUsage } from '../../../../test/proof.js';
import { renderPortal } from '../../../../test/render.js';
import { plain, textsOf } from '../../../../test/screen-texts.js';
import { text } from '../../../../test/text.js';
import type { Proof } from '../../../api/types.js';
import { ProofQuantity } from './proof-quantity.js';

type Usage = NonNullable<Proof['usage']>;

const RULE: NonNullable<Usage['rule']> = {
  method: 'counter',
  matches: [],
  intervalMinutes: null,
  factor: null,
  maxGapMinutes: 90,
  modulus: null,
};
const paragraphs = async (change: Partial<Usage>, lastDay = '2026-10-31') => {
  const { container } = await renderPortal(
    <ProofQuantity usage={buildProofUsage(change)} unit="m3" lastDay={lastDay} />,
  );
  return textsOf(container, 'p');
};

describe('the quality of a quantity', () => {
  it('names only kinds that exist, besides measured and on hold', async () => {
    const [words] = await paragraphs({});
    expect(words).toBe(`${text('quantity.measured')} 1,000.5 m³${text('quantity.held')} 0 m³`);
  });

  it('names estimated, unbilled and unknown parts', async () => {
    const [words] = await paragraphs({
      quantity: null,
      estimatedQuantity: '5',
      heldQuantity: '7.25',
      unbilledQuantity: '2',
      unknownSeconds: 5400,
    });
    expect(words).toBe(
      [
        `${text('quantity.measured')} —`,
        `${text('quantity.ofItEstimated')} 5 m³`,
        `${text('quantity.held')} 7.25 m³`,
        `${text('quantity.unbilled')} 2 m³`,
        `${text('quantity.unknown')} 1 h 30 min`,
      ].join(''),
    );
  });

  it('counts the readings behind it', async () => {
    const [, count] = await paragraphs({ readingCount: 1440 });
    expect(count).toBe(text('proof.readingCount', { count: 1440, number: '1,440' }));
  });
});

describe('the rule of a quantity', () => {
  it.each<[string, Partial<typeof RULE>, () => readonly string[]]>([
    ['a counter', {}, () => []],
    ['a counter with a factor', { factor: '0.5' }, () => [text('proof.rule.factor', { quantity: '0.5 m³' })]],
    [
      'time in states',
      { method: 'state_time', matches: ['run', 'idle'] },
      () => [text('proof.rule.state_time', { values: 'run, idle', interval: null, hold: '1 h 30 min' })],
    ],
    ['every event', { method: 'event_count' }, () => [text('proof.rule.every_event')]],
    [
      'some events',
      { method: 'event_count', matches: ['good'] },
      () => [text('proof.rule.event_count', { values: 'good' })],
    ],
  ])('is explained for %s', async (_, rule, sentences) => {
    const shown = await paragraphs({ rule: { ...RULE, ...rule } });
    expect(shown.slice(2)).toEqual(sentences().map(plain));
  });

  it('is absent for a quantity without one', async () => {
    expect(await paragraphs({ rule: null })).toHaveLength(2);
  });
});

describe('the certificates of the instrument', () => {
  const certificate = (number: string, lastDay: string, change: object = {}) => ({
    number,
    firstDay: '2025-01-01',
    lastDay,
    issuedBy: 'GUM',
    tolerancePercent: null,
    isOwn: false,
    ...change,
  });
  const says = (key: string, number: string, to: string) =>
    text(`proof.certificate.${key}`, { number, by: 'GUM', from: '1 Jan 2025', to });

  it('are in force, even if one ended before its successor began', async () => {
    const certificates = [certificate('A', '2026-10-10'), certificate('B', '2027-10-10')];
    const shown = await paragraphs({ certificates });
    expect(shown.slice(2)).toEqual([says('valid', 'A', '10 Oct 2026'), says('valid', 'B', '10 Oct 2027')]);
  });

  it('are over if the last one ends before the last day', async () => {
    const shown = await paragraphs({ certificates: [certificate('A', '2026-10-10')] });
    expect(shown.slice(2)).toEqual([says('expired', 'A', '10 Oct 2026')]);
  });

  it('are in force on their last day', async () => {
    const shown = await paragraphs({ certificates: [certificate('A', '2026-10-31')] });
    expect(shown.slice(2)).toEqual([says('valid', 'A', '31 Oct 2026')]);
  });

  it('name the tolerance, and that the supplier issued them', async () => {
    const own = certificate('A', '2027-10-10', { tolerancePercent: '1.5', isOwn: true });
    const [shown] = (await paragraphs({ certificates: [own] })).slice(2);
    expect(shown).toContain(plain(text('meterEvent.tolerance', { percent: '1.5' })));
    expect(shown).toContain(text('meterEvent.own'));
  });
});
