/// <reference types="vitest/globals" />
import { page } from 'vitest/browser';
import { eventually } from '../../../test/eventually.js';
import { fakeApi, json, problem } from '../../../test/fake-api.js';
import { buildDecisionEffect, buildException, buildMeterDecision } from '../../../test/meter-exception.js';
import { renderPortal } from '../../../test/render.js';
import { text } from '../../../test/text.js';
import type { MeterException } from '../../api/types.js';
import { DecisionForm } from './decision-form.js';

const open = async (change: Partial<MeterException> = {}) => {
  const api = fakeApi({
    'POST /meter-exceptions/e-1/preview': json(buildDecisionEffect()),
    'POST /meter-exceptions/e-1/decisions': json({}),
  });
  const decided = vi.fn();
  await renderPortal(<DecisionForm exception={buildException(change)} onDecided={decided} />);
  const sent = () => api.requests.findLast(({ path }) => path.endsWith('/decisions'))?.body;
  const previewed = () => api.requests.findLast(({ path }) => path.endsWith('/preview'))?.body;
  return { api, decided, sent, previewed };
};
const choose = (choice: string) =>
  page.getByRole('radio', { name: text(`maker:exceptions.choice.${choice}`) });
const button = (key = 'maker:exceptions.decide') =>
  page.getByRole('button', { name: text(key), exact: true });
const reason = () => page.getByLabelText(text('maker:exceptions.reason'));

describe('the decision about a meter exception', () => {
  it('sends the choice, its reason and the decision that the user saw', async () => {
    const { decided, sent } = await open({ decision: buildMeterDecision({ id: 'dec-0' }) });
    await choose('ignore').click();
    await reason().fill(' Test run ');
    await button().click();
    await eventually(() => expect(decided).toHaveBeenCalledTimes(1));
    expect(sent()).toEqual({
      choice: 'ignore',
      quantity: null,
      estimate: null,
      reason: 'Test run',
      expected: 'dec-0',
    });
  });

  it.each([
    ['', null],
    [' 40.5 ', '40.5'],
  ])('accepts the quantity "%s" as %s', async (typed, quantity) => {
    const { decided, sent, previewed } = await open();
    await page.getByLabelText(text('maker:exceptions.quantity', { unit: 'm³' })).fill(typed);
    await eventually(() => expect(previewed()).toEqual({ choice: 'accept', quantity, estimate: null }));
    await button().click();
    await eventually(() => expect(decided).toHaveBeenCalledTimes(1));
    expect(sent()).toMatchObject({ choice: 'accept', quantity, expected: null });
  });

  it.each<[MeterException['kind'], boolean]>([
    ['counter_fell', true],
    ['gap', true],
    ['implausible_rate', false],
    ['possible_rollover', false],
  ])('of %s starts with an estimate, because readings provide no quantity: %s', async (kind, estimates) => {
    const { previewed } = await open({ kind });
    await eventually(() =>
      expect(previewed()).toMatchObject({ choice: estimates ? 'estimate' : 'accept', quantity: null }),
    );
  });

  it('of a corrected estimate can only be acknowledged', async () => {
    const { decided, sent } = await open({ kind: 'true_up' });
    await expect.element(choose('seen')).toBeChecked();
    expect(page.getByRole('radio').elements()).toHaveLength(1);
    await button().click();
    await eventually(() => expect(decided).toHaveBeenCalledTimes(1));
    expect(sent()).toMatchObject({ choice: 'accept', quantity: null, estimate: null });
  });
});

describe('an estimate', () => {
  const rule = async (name: string) => {
    await page.getByRole('combobox', { name: text('maker:exceptions.rule') }).click();
    await page.getByRole('option', { name: text(`maker:exceptions.rules.${name}`) }).click();
  };

  it('sends the number of days of an average only', async () => {
    const { previewed } = await open({ kind: 'gap' });
    await eventually(() => expect(previewed()).toMatchObject({ estimate: { rule: 'same_weekday_hours' } }));
    await rule('average');
    await page.getByLabelText(text('maker:exceptions.days')).fill('7');
    await eventually(() =>
      expect(previewed()).toEqual({
        choice: 'estimate',
        quantity: null,
        estimate: { rule: 'average', days: 7 },
      }),
    );
  });

  it('sends the quantity per day of the contract as text, which keeps its digits', async () => {
    const { previewed } = await open({ kind: 'gap' });
    await rule('contractual');
    await page.getByLabelText(text('maker:exceptions.perDay', { unit: 'm³' })).fill('120.250');
    await eventually(() =>
      expect(previewed()).toMatchObject({ estimate: { rule: 'contractual', perDay: '120.250' } }),
    );
  });

  it('that is impossible shows the reason and cannot be saved', async () => {
    const { api } = await open();
    await expect.element(button()).toBeEnabled();
    api.answer(
      'POST /meter-exceptions/e-1/preview',
      problem(422, 'billing.value_missing', {
        fields: [{ pointer: '/estimate/perDay', code: 'billing.value_missing' }],
      }),
    );
    await choose('estimate').click();
    await expect.element(page.getByRole('status')).toHaveTextContent(text('errors:billing.value_missing'));
    await expect.element(button()).toBeDisabled();
  });
});

describe('the preview of a decision', () => {
  it('says that a second person is needed', async () => {
    const { api } = await open();
    api.answer(
      'POST /meter-exceptions/e-1/preview',
      json(buildDecisionEffect({}, {}, { needsSecond: true })),
    );
    await choose('ignore').click();
    await expect.element(button('maker:exceptions.decideFirst')).toBeEnabled();
    await expect.element(page.getByText(text('maker:exceptions.needsSecond'))).toBeVisible();
  });

  it('must be that of the selected choice before it can be saved', async () => {
    const { api } = await open();
    await expect.element(button()).toBeEnabled();
    let arrive: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    api.answer('POST /meter-exceptions/e-1/preview', () => arrived.then(() => json(buildDecisionEffect())));
    await choose('ignore').click();
    await expect.element(choose('ignore')).toBeChecked();
    // Until the new preview arrives, the page shows the effect of the previous choice.
    expect(button().element()).toHaveProperty('disabled', true);
    arrive();
    await expect.element(button()).toBeEnabled();
  });
});

describe('a rejected decision', () => {
  it('shows the error at its field', async () => {
    const { api, decided } = await open();
    api.answer(
      'POST /meter-exceptions/e-1/decisions',
      problem(422, 'api.validation_failed', {
        fields: [{ pointer: '/reason', code: 'validation.is_not_empty' }],
      }),
    );
    await button().click();
    await expect.element(reason()).toHaveAttribute('aria-invalid', 'true');
    expect(decided).not.toHaveBeenCalled();
  });
});
