/// <reference types="vitest/globals" />
import { renderPortal } from '../../../test/render.js';
import { factsOf } from '../../../test/screen-texts.js';
import { text } from '../../../test/text.js';
import type { MoneyDecision } from '../../api/types.js';
import { DecisionTimeline } from './decision-timeline.js';

const decision = (change: Partial<MoneyDecision>): MoneyDecision => ({
  id: 'd-1',
  action: 'approved',
  actorKind: 'user',
  at: '2026-11-02T08:00:00Z',
  by: 'Lin Shifan',
  second: null,
  why: '',
  before: {},
  after: {},
  evidenceHash: null,
  ...change,
});
const show = async (change: Partial<MoneyDecision>, currency = 'EUR') =>
  (await renderPortal(<DecisionTimeline decisions={[decision(change)]} currency={currency} />)).container;

describe('a decision in the timeline', () => {
  it.each<[Partial<MoneyDecision>, () => string]>([
    [{}, () => text('maker:invoice.decision.approved', { who: 'Lin Shifan' })],
    [
      { by: null, actorKind: 'system' },
      () => text('maker:invoice.decision.approved', { who: text('maker:invoice.theProduct') }),
    ],
    [
      { action: 'issued', after: { number: 'PL-1' } },
      () => text('maker:invoice.decision.issued', { who: 'Lin Shifan', number: 'PL-1' }),
    ],
    [
      { action: 'credited', after: { creditNote: 'PL-2' } },
      () => text('maker:invoice.decision.credited', { who: 'Lin Shifan', number: 'PL-2' }),
    ],
    [
      { action: 'amendment_signed', after: { amendments: 3 } },
      () => text('maker:invoice.decision.amendment_signed', { who: 'Lin Shifan', number: '3' }),
    ],
  ])('names its author and action: %j', async (change, fact) => {
    expect((await show(change)).textContent).toContain(fact());
  });

  it.each<[MoneyDecision['action'], string]>([
    ['issued', 'approved'],
    ['credited', 'issued'],
    ['taken_over', 'drafted'],
    ['written_off', 'requested'],
    ['refunded', 'requested'],
  ])('%s by a second person names the person, the action (%s) and the reason', async (action, second) => {
    const container = await show({ action, second: 'Wang Fang', why: 'Month end' });
    const words = `${text(`maker:invoice.second.${second}`, { who: 'Wang Fang' })} · Month end`;
    expect(container.textContent).toContain(words);
  });
});

describe('the facts of a decision', () => {
  it('show changed values, with states in words', async () => {
    const container = await show({
      before: { state: 'approved', gross: '5.00' },
      after: { state: 'issued', gross: '5.00', number: 'PL-1', own_field: 'x' },
    });
    expect(factsOf(container)).toEqual({
      [text('maker:invoice.decided.state')]: `${text('state.approved')} → ${text('state.issued')}`,
      [text('maker:invoice.decided.number')]: 'PL-1',
      own_field: 'x',
    });
  });

  it.each([
    ['EUR', '12345', '123.45'],
    ['JPY', '12345', '12345'],
    ['KWD', '12345', '12.345'],
  ])('show a claimed amount in %s', async (currency, claimedMinor, shown) => {
    const facts = factsOf(await show({ after: { claimedMinor } }, currency));
    expect(Object.values(facts)).toEqual([shown]);
  });

  it('show the hash of the content that was decided', async () => {
    const evidenceHash = 'abcdef0123456789abcdef0123456789';
    const container = await show({ evidenceHash });
    expect(container.querySelector('code')?.getAttribute('title')).toBe(evidenceHash);
  });
});
