/// <reference types="vitest/globals" />
import { buildDecisionEffect } from '../../../test/meter-exception.js';
import { renderPortal } from '../../../test/render.js';
import { plain, textsOf } from '../../../test/screen-texts.js';
import { text } from '../../../test/text.js';
import type { DecisionEffect } from '../../api/types.js';
import { EffectTable } from './effect-table.js';

const show = async (effect: DecisionEffect) =>
  (await renderPortal(<EffectTable effect={effect} unit="m3" />)).container;
const rowsOf = async (effect: DecisionEffect) =>
  [...(await show(effect)).querySelectorAll('tbody tr')].map((row) => textsOf(row, 'th, td'));

describe('the effect of a decision', () => {
  it('shows the quantity and amount of the month before and after', async () => {
    const effect = buildDecisionEffect(
      { quantity: '1000', amount: { amount: '100.00', currency: 'EUR' } },
      { quantity: '1040', amount: { amount: '104.00', currency: 'EUR' } },
    );
    expect(await rowsOf(effect)).toEqual([
      [text('maker:usage.quantity'), '1,000 m³', '1,040 m³'],
      [text('maker:exceptions.amount'), '100.00 EUR', '104.00 EUR'],
    ]);
    expect(textsOf(document.body, 'thead th')[0]).toBe('November 2026');
  });

  it('shows other quantities only if they change', async () => {
    const effect = buildDecisionEffect(
      { heldQuantity: '40', estimatedQuantity: '5' },
      { heldQuantity: '0', estimatedQuantity: '5', unbilledQuantity: '40' },
    );
    const names = (await rowsOf(effect)).map(([name]) => name);
    expect(names.slice(1, -1)).toEqual([text('quantity.held'), text('quantity.unbilled')]);
  });

  it.each([
    [null, '100', ['—', '100 JPY']],
    ['100', null, ['100 JPY', '—']],
  ])('shows an amount that is unknown before or after as a dash: %s to %s', async (was, is, shown) => {
    const amount = (value: string | null) => (value === null ? null : { amount: value, currency: 'JPY' });
    const rows = await rowsOf(buildDecisionEffect({ amount: amount(was) }, { amount: amount(is) }));
    expect(rows.at(-1)).toEqual([text('maker:exceptions.amount'), ...shown]);
  });

  it('omits the amount if it is unknown before and after', async () => {
    expect(await rowsOf(buildDecisionEffect({ amount: null }, { amount: null }))).toHaveLength(1);
  });

  it('shows from which days an estimate is calculated', async () => {
    const container = await show(
      buildDecisionEffect(
        {},
        {},
        {
          estimate: {
            rule: 'same_weekday_hours',
            quantity: '40.5',
            hours: '3',
            working: [{ day: '2026-11-13', hours: '3', quantity: '40.5' }],
          },
        },
      ),
    );
    expect(textsOf(container, 'li')).toEqual([
      plain(text('maker:exceptions.workingLine', { day: '13 Nov 2026', hours: '3', quantity: '40.5 m³' })),
    ]);
  });
});
