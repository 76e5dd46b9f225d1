/// <reference types="vitest/globals" />
import { renderPortal } from '../../../test/render.js';
import { plain, textsOf } from '../../../test/screen-texts.js';
import { text } from '../../../test/text.js';
import type { Proof } from '../../api/types.js';
import { RatingDetails } from './rating-details.js';

type Rating = NonNullable<Proof['rating']>;

const RATING: Rating = {
  applied: { model: 'unit', unitPrice: '0.1' },
  billable: '10',
  billedBefore: '0',
  capDiscount: '0',
  charge: {
    key: 'usage',
    name: {},
    countsBy: 'month',
    due: 'arrears',
    perMachine: false,
    pricing: { model: 'unit' },
  },
  counted: [],
  counter: { from: '2026-10-01', to: '2026-11-01', isFinal: true, of: 1, used: 1 },
  discount: '0',
  exact: '1',
  gross: '1',
  standing: null,
  steps: [],
};
const part = (from: string, change: Partial<Rating['counted'][number]> = {}) => ({
  device: 'FM-1',
  serial: 'S-1',
  signalKey: 'air_m3_total',
  from,
  to: '2026-11-01',
  quantity: '10',
  heldQuantity: '0',
  unit: 'm3',
  ...change,
});
const show = async (change: Partial<Rating>, isCountedShown = false) =>
  (
    await renderPortal(
      <RatingDetails
        rating={{ ...RATING, ...change }}
        currency="EUR"
        zone="Asia/Jakarta"
        isCountedShown={isCountedShown}
      />,
    )
  ).container;

describe('the details of a rating', () => {
  it('are absent if the equation says everything', async () => {
    const container = await show({ counted: [part('2026-10-01')] });
    expect(container.textContent).toBe('');
  });

  it('show the tiers that the quantity passed through', async () => {
    const tier = { ratePercent: null, flatFee: null };
    const container = await show({
      applied: { model: 'graduated', tiers: [{ upTo: '100', unitPrice: '2' }] },
      standing: '150',
      steps: [
        { ...tier, tier: 1, from: null, upTo: '100', quantity: '100', unitPrice: '2', amount: '200' },
        {
          ...tier,
          tier: 2,
          from: '100',
          upTo: null,
          quantity: '50',
          unitPrice: '1.5',
          flatFee: '5',
          amount: '80',
        },
      ],
    });
    expect(textsOf(container, 'li')).toEqual([
      `${text('charge.tier.fromTo', { from: '0', to: '100' })}100 × 2200.00 EUR`,
      `${text('charge.tier.above', { from: '100' })}50 × 1.5 + 5.00 EUR80.00 EUR`,
    ]);
  });

  it('list the months of a year that were counted, with an opening balance', async () => {
    const container = await show({
      counted: [
        part('2026-06-01', { to: '2026-09-16', isOpening: true }),
        part('2026-10-01', { quantity: null }),
      ],
      opening: { amount: '12', from: '2026-06-01' },
    });
    expect(textsOf(container, 'li')).toEqual([
      `${text('proof.openingCounted', { from: '1 Jun 2026', to: '15 Sept 2026' })}S-110 m³`,
      'October 2026S-1—',
      `${text('proof.openingBilled')}12.00 EUR`,
    ]);
  });

  it('omit meters that are already shown, unless they are of several months', async () => {
    const same = [part('2026-10-01'), part('2026-10-01', { serial: 'S-2', device: 'FM-2' })];
    expect(textsOf(await show({ counted: same }, true), 'li')).toEqual([]);
    const [earlier] = textsOf(await show({ counted: [part('2026-09-01'), ...same] }, true), 'li');
    expect(earlier).toContain('September 2026');
  });

  it('name pauses by their last day', async () => {
    const container = await show({
      counter: { ...RATING.counter, rests: [{ from: '2026-10-05', to: '2026-10-11' }] },
    });
    expect(textsOf(container, 'p')).toEqual([text('proof.rests', { from: '5 Oct 2026', to: '10 Oct 2026' })]);
  });

  it('name the terms by which it was priced', async () => {
    const by = {
      amendments: [2, 3],
      termsFrom: '2026-07-01',
      ratingRules: 4,
      meteringRules: 5,
      rounding: 'half_away' as const,
    };
    const container = await show({ by });
    expect(container.textContent).toBe(
      `${text('proof.asAmended', { numbers: '2, 3', from: '1 Jul 2026' })} ${text('proof.rules', { rating: 4, metering: 5 })}`,
    );
  });

  it('show the lines that count towards a minimum of the contract', async () => {
    const towards = { charge: 'Air', component: 'usage', from: '2026-10-01', to: '2026-11-01' };
    const container = await show({
      minimum: {
        agreed: [{ from: '2026-10-01', to: '2026-11-01', amount: '500' }],
        towards: [
          { ...towards, serial: 'S-1', amount: '120.5' },
          { ...towards, serial: null, amount: null },
        ],
      },
    });
    expect(textsOf(container, 'p')).toEqual([
      plain(text('proof.agreedFor', { amount: '500.00 EUR', from: '1 Oct 2026', to: '31 Oct 2026' })),
    ]);
    expect(textsOf(container, 'li')).toEqual([
      `${text('line.machine', { name: 'Air', machine: 'S-1' })}1 Oct 2026 – 31 Oct 2026120.50 EUR`,
      'Air1 Oct 2026 – 31 Oct 2026—',
    ]);
  });

  it('show downtime in the local time of the contract', async () => {
    const container = await show({
      stops: [
        {
          cause: 'supplier',
          serial: 'S-1',
          reason: 'Belt',
          from: '2026-10-05T18:00:00Z',
          to: '2026-10-05T20:00:00Z',
        },
      ],
    });
    const [row] = textsOf(container, 'li');
    expect(row).toContain(text('downtime.cause.supplier'));
    expect(row).toMatch(/6 Oct.* 01:00 – .*6 Oct.* 03:00$/);
  });

  it('show the balance of prepaid credits', async () => {
    const balance = { position: 1, brought: '100', from: '2026-01-01', used: '30', left: '50' };
    const container = await show({
      counted: [part('2026-10-01')],
      prepaid: [{ ...balance, until: '2026-12-31', usedBefore: '20', soldBy: 'PL-1' }],
    });
    expect(textsOf(container, 'li')).toEqual([
      plain(
        [
          text('proof.prepaidSold', { quantity: '100 m³', day: '1 Jan 2026' }),
          [
            text('takeover.expires', { day: '31 Dec 2026' }),
            text('proof.prepaidBefore', { quantity: '20 m³' }),
            text('proof.prepaidDrawn', { quantity: '30 m³' }),
          ].join(text('separator')),
          text('proof.prepaidLeft', { quantity: '50 m³' }),
        ].join(''),
      ),
    ]);
  });
});
