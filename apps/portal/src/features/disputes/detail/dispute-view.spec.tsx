/// <reference types="vitest/globals" />
import { buildDispute, buildDisputedMeter } from '../../../../test/dispute.js';
import { eventually } from '../../../../test/eventually.js';
import { renderPortal } from '../../../../test/render.js';
import { factsOf } from '../../../../test/screen-texts.js';
import { text } from '../../../../test/text.js';
import type { DisputeDetail } from '../../../api/types.js';
import { DisputeView } from './dispute-view.js';

const eur = (amount: string) => ({ amount, currency: 'EUR' });
const show = (change: Partial<DisputeDetail> = {}) =>
  renderPortal(
    <DisputeView
      dispute={buildDispute(change)}
      crumbs={[]}
      paths={{ invoices: '/billing', lines: '/billing/lines' }}
      actions={null}
    />,
  );
const factsFor = async (change: Partial<DisputeDetail>) => factsOf((await show(change)).container);
const READINGS: DisputeDetail['readings'] = {
  ...buildDisputedMeter(),
  from: '2026-10-05T18:30:00Z',
  to: '2026-10-05T19:00:00Z',
};

describe('the figures of a dispute', () => {
  it('are those of the disputed line, with every digit', async () => {
    expect(await factsFor({})).toEqual({
      [text('dispute.atStake')]: '100.00 EUR',
      [text('dispute.quantity')]: '1,000.5 m³',
      [text('dispute.unitPrice')]: '0.0999 / m³',
      [text('dispute.lineNet')]: '99.95 EUR',
      [text('dispute.clause')]: '3.1',
      [text('dispute.period')]: 'October 2026',
      [text('dispute.due')]: '2 Dec 2026',
    });
  });

  it('of a whole invoice are its period and due date', async () => {
    const names = Object.keys(await factsFor({ line: null }));
    expect(names).toEqual([text('dispute.atStake'), text('dispute.period'), text('dispute.due')]);
  });

  it('show the claimed amount instead of the amount at stake', async () => {
    const facts = await factsFor({ claimed: eur('25.00') });
    expect(facts[text('dispute.claimed')]).toBe('25.00 EUR');
    expect(facts).not.toHaveProperty([text('dispute.atStake')]);
  });

  it.each([
    ['2026-10-05', '2026-10-05', '5 Oct 2026'],
    ['2026-10-05', '2026-10-07', '5 Oct 2026 – 7 Oct 2026'],
  ])('name the disputed days %s to %s and their place', async (from, to, days) => {
    const facts = await factsFor({ from, to });
    expect(facts[text('dispute.days')]).toBe(`${days}${text('separator')}Jakarta`);
  });

  it('name disputed readings and downtime in the local time of the site', async () => {
    const facts = await factsFor({
      readings: READINGS,
      stop: {
        machine: { id: 'm-1', serial: 'S-1' },
        from: '2026-10-05T18:00:00Z',
        to: '2026-10-05T20:00:00Z',
      },
    });
    // In Jakarta, 18:30 UTC is 01:30 of the next day.
    expect(facts[text('dispute.readings')]).toMatch(/6 Oct.* 01:30.* 02:00$/);
    expect(facts[text('dispute.stop')]).toMatch(/^S-1.*6 Oct.* 01:00.* 03:00$/);
  });
});

describe('the outcome of a dispute', () => {
  const DECIDED = { decidedBy: 'Lin Shifan', decidedAt: '2026-11-24T08:00:00Z' };

  it('is absent while the dispute is open', async () => {
    const screen = await show();
    await expect.element(screen.getByText(text('state.disputed'))).toBeVisible();
    await expect.element(screen.getByText(/Lin Shifan/)).not.toBeInTheDocument();
  });

  it('names the credit note with its amount and links to it', async () => {
    const creditNote = { id: 'i-2', number: 'PL-2', gross: eur('49.20') };
    const screen = await show({ ...DECIDED, state: 'settled', creditNote, answer: 'You are right' });
    await expect
      .element(screen.getByText(text('dispute.outcome.settled', { who: 'Lin Shifan' })))
      .toBeVisible();
    await expect.element(screen.getByText('You are right')).toBeVisible();
    await screen.getByRole('link', { name: 'PL-2' }).click();
    await eventually(() => expect(screen.router.state.location.href).toBe('/billing/i-2'));
  });

  it.each([
    ['settled', true],
    ['rejected', false],
    ['withdrawn', false],
  ] as const)('of a dispute %s says whether it was resolved without a credit: %s', async (state, says) => {
    const { container } = await show({ ...DECIDED, state });
    expect(container.textContent?.includes(text('dispute.withoutMoney'))).toBe(says);
  });
});

describe('the evidence of a dispute', () => {
  it('opens at the disputed readings', async () => {
    const screen = await show({ readings: READINGS });
    await screen.getByRole('link', { name: text('dispute.proof') }).click();
    await eventually(() => expect(screen.router.state.location.pathname).toBe('/billing/lines/line-1'));
    expect(screen.router.state.location.search).toEqual({ usage: 'u-1', at: '2026-10-05T18:30:00Z' });
  });

  it('of a whole invoice has no proof of a line', async () => {
    const screen = await show({ line: null });
    await expect.element(screen.getByRole('link', { name: text('dispute.proof') })).not.toBeInTheDocument();
    const invoice = text('dispute.invoice', { number: 'PL-1' });
    await expect.element(screen.getByRole('link', { name: invoice })).toBeVisible();
  });

  it.each([
    ['customer', 'Dewi', 'dispute.claimedBy', 'Dewi'],
    ['customer', null, 'dispute.claimedBy', 'Bekasi Textiles'],
    ['maker', 'Lin Shifan', 'dispute.writtenDownBy', 'Lin Shifan'],
  ] as const)('names who opened it: %s %s', async (openedSide, openedBy, key, who) => {
    const screen = await show({ openedSide, openedBy });
    await expect.element(screen.getByText(text(key, { who }))).toBeVisible();
  });
});
