/// <reference types="vitest/globals" />
import { page } from 'vitest/browser';
import { eventually } from '../../../test/eventually.js';
import { fakeApi, json } from '../../../test/fake-api.js';
import { buildDecisionEffect, buildException, buildMeterDecision } from '../../../test/meter-exception.js';
import { renderPortal } from '../../../test/render.js';
import { factsOf } from '../../../test/screen-texts.js';
import { text } from '../../../test/text.js';
import type { MeterDecision, MeterException } from '../../api/types.js';
import { setServerTime } from '../../clock/clock.js';
import { ExceptionPanel } from './exception-panel.js';
import { stateOf } from './exception-state.js';

const show = (
  change: Partial<MeterException> = {},
  { may = ['meters.decide'], decisions = [] as readonly MeterDecision[] } = {},
) => {
  fakeApi({
    'GET /meter-exceptions/e-1': json({ decisions }),
    'GET /meter-exceptions/e-1/counter': json({ points: [] }),
    'POST /meter-exceptions/e-1/preview': json(buildDecisionEffect()),
  });
  return renderPortal(<ExceptionPanel exception={buildException(change)} onClose={() => undefined} />, {
    session: { permissions: [...may] },
  });
};
const form = () => page.getByRole('radiogroup');

beforeEach(() => setServerTime('2026-11-25T08:00:00Z', Date.now()));
afterEach(() => setServerTime(new Date().toISOString(), Date.now()));

describe('the state of an exception', () => {
  const pending = buildMeterDecision({ needsSecond: true });
  const verdict = { verdict: 'refused', by: 'Wang Fang', at: '2026-11-24T10:00:00Z', note: '' } as const;
  it.each<[MeterException['state'], MeterDecision | null, string]>([
    ['open', null, 'open'],
    ['open', pending, 'pending'],
    ['open', { ...pending, verdict }, 'open'],
    ['open', buildMeterDecision(), 'open'],
    ['decided', pending, 'decided'],
    ['resolved', null, 'resolved'],
  ])('%s with its decision is shown as expected', (state, decision, shown) => {
    expect(stateOf(buildException({ state, decision }))).toBe(shown);
  });
});

describe('the facts of an exception', () => {
  it('show the counter with every digit, in the local time of the site', async () => {
    const { container } = await show();
    await expect.element(form()).toBeVisible();
    expect(factsOf(container)).toMatchObject({
      [text('maker:exceptions.contract')]: 'C-1',
      [text('maker:exceptions.before')]: '1,000.25 m³',
      [text('maker:exceptions.after')]: '9,000.75 m³',
      [text('maker:exceptions.stake')]: '800.05 EUR',
      [text('maker:life.from')]: text('time.inZone', { at: '20 Nov 09:00', place: 'Jakarta' }),
    });
  });

  it('of a corrected estimate show the estimate and the readings', async () => {
    const { container } = await show({ kind: 'true_up', stake: null });
    const facts = factsOf(container);
    expect(facts).toHaveProperty([text('maker:exceptions.estimated')]);
    expect(facts).toHaveProperty([text('maker:exceptions.shown')]);
    expect(facts[text('maker:exceptions.stake')]).toBe('—');
  });
});

describe('the decision about an exception', () => {
  it.each<[string, Partial<MeterException>, readonly string[], boolean]>([
    ['offered', {}, ['meters.decide'], true],
    ['not offered without permission', {}, [], false],
    ['not offered once it is resolved', { state: 'resolved' }, ['meters.decide'], false],
    ['not offered before it ends', { to: '2026-11-25T09:00:00Z' }, ['meters.decide'], false],
  ])('is %s', async (_, change, may, isOffered) => {
    const screen = await show(change, { may: [...may] });
    await eventually(() => expect(screen.client.isFetching()).toBe(0));
    expect(form().elements()).toHaveLength(isOffered ? 1 : 0);
  });

  it('says when an exception that is not over can be decided', async () => {
    const screen = await show({ to: '2026-11-25T09:00:00Z' });
    const to = text('time.inZone', { at: '25 Nov 16:00', place: 'Jakarta' });
    await expect.element(screen.getByText(text('maker:exceptions.notOver', { to }))).toBeVisible();
  });

  it.each([
    [['meters.decide'], 1],
    [[], 0],
  ])('of another person can be confirmed with %j', async (may, count) => {
    const decision = buildMeterDecision({ needsSecond: true });
    const screen = await show({ decision }, { may });
    await eventually(() => expect(screen.client.isFetching()).toBe(0));
    const confirm = page.getByRole('button', { name: text('maker:exceptions.confirm') });
    expect(confirm.elements()).toHaveLength(count);
  });
});

describe('past decisions', () => {
  it('show choice, quantity, author and reason', async () => {
    const screen = await show({}, { decisions: [buildMeterDecision()] });
    await expect.element(screen.getByText(`${text('exception.chose.estimate')} 40.5\u00a0m³`)).toBeVisible();
    await expect.element(screen.getByText('The counter was replaced')).toBeVisible();
    await expect.element(screen.getByText('Wang Fang, 24 Nov 10:00')).toBeVisible();
  });

  it('show that they wait for a second person, or their response', async () => {
    const waiting = buildMeterDecision({ needsSecond: true });
    const refused = buildMeterDecision({
      id: 'dec-2',
      needsSecond: true,
      verdict: { verdict: 'refused', by: null, at: '2026-11-24T10:00:00Z', note: 'Too high' },
    });
    const screen = await show({}, { decisions: [waiting, refused] });
    await expect.element(screen.getByText(text('exception.waitsForSecond'))).toBeVisible();
    const words = text('exception.verdict.refused', {
      name: text('exception.somebody'),
      at: '24 Nov 11:00',
    });
    await expect.element(screen.getByText(`${words} Too high`)).toBeVisible();
  });
});
