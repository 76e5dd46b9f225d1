/// <reference types="vitest/globals" />
import { page as browser } from 'vitest/browser';
import { eventually } from '../../../test/eventually.js';
import { fakeApi, json, page, problem } from '../../../test/fake-api.js';
import { buildLegalEntity } from '../../../test/legal-entity.js';
import { renderPortal } from '../../../test/render.js';
import { cellsOf, textsOf } from '../../../test/screen-texts.js';
import { text, withUnit } from '../../../test/text.js';
import type { TaxRule } from '../../api/types.js';
import { EndTaxRuleDialog } from './end-tax-rule-dialog.js';
import { TaxRuleDialog } from './tax-rule-dialog.js';
import { TaxRuleSection } from './tax-rule-section.js';

const POLAND = buildLegalEntity();
const CHINA = buildLegalEntity({ id: 'le-2', name: 'Lin China' });
const rule = (change: Partial<TaxRule> = {}): TaxRule => ({
  id: 'r-1',
  version: 4,
  legalEntityId: 'le-1',
  buyerCountry: 'PL',
  supply: 'service',
  category: 'standard',
  percent: '23',
  taxStep: null,
  reason: '',
  validFrom: '2026-01-01',
  validTo: null,
  endsOn: null,
  recordedAt: '2025-12-01T08:00:00Z',
  ...change,
});
const field = (key: string) => browser.getByLabelText(text(key), { exact: true });
const percent = () => browser.getByLabelText(withUnit('maker:books.percent', '%'), { exact: true });
const save = () => browser.getByRole('button', { name: text('action.save') }).click();

describe('the tax rules', () => {
  const show = (rules: readonly TaxRule[], permissions: string[] = ['accounting.write']) => {
    fakeApi({ 'GET /tax-rules': page(...rules) });
    return renderPortal(<TaxRuleSection entities={[POLAND, CHINA]} />, { session: { permissions } });
  };

  it('are grouped by seller, and omit sellers without rules', async () => {
    const { container } = await show([rule({ legalEntityId: 'le-2' })]);
    await eventually(() => expect(textsOf(container, '[aria-expanded]')).toEqual(['Lin China1']));
  });

  it('show country, supply, tax, rounding and days', async () => {
    const { container } = await show([
      rule(),
      rule({
        id: 'r-2',
        buyerCountry: '*',
        supply: 'goods',
        category: 'export',
        percent: '0',
        reason: 'Article 41',
        taxStep: '1',
        validTo: '2027-01-01',
      }),
    ]);
    await eventually(() => expect(cellsOf(container)).toHaveLength(2));
    expect(cellsOf(container)).toEqual([
      [
        'Poland',
        text('document.supply.service'),
        '23%',
        '',
        text('maker:books.since', { from: '1 Jan 2026' }),
      ],
      [
        text('maker:books.elsewhere'),
        text('document.supply.goods'),
        `${text('maker:books.category.export')} · Article 41`,
        '1',
        // The stored end is the first day without the rule.
        '1 Jan 2026 – 31 Dec 2026',
      ],
    ]);
  });

  it.each([
    [['accounting.write'], 1],
    [[], 0],
  ])('can be added and ended with the permissions %j', async (permissions, count) => {
    const screen = await show([rule()], [...permissions]);
    await screen.getByText('Poland').click();
    expect(browser.getByRole('dialog').elements()).toHaveLength(count);
    expect(textsOf(screen.container, 'section > header > span > button')).toHaveLength(count);
  });
});

describe('a new tax rule', () => {
  const open = async () => {
    const api = fakeApi({ 'POST /tax-rules': json({}) });
    const close = vi.fn();
    await renderPortal(<TaxRuleDialog entities={[POLAND, CHINA]} onClose={close} />);
    const send = async () => {
      await save();
      await eventually(() => expect(close).toHaveBeenCalledTimes(1));
      return api.changes()[0]?.body;
    };
    return { api, send };
  };
  const category = async (name: TaxRule['category']) => {
    await browser.getByRole('combobox', { name: text('maker:books.tax') }).click();
    await browser.getByRole('option', { name: text(`maker:books.category.${name}`) }).click();
  };

  it('of a charged tax sends its rate and no reason', async () => {
    const { send } = await open();
    await percent().fill('23');
    await field('maker:books.validFrom').fill('2026-01-01');
    expect(await send()).toEqual({
      legalEntityId: 'le-1',
      buyerCountry: '*',
      supply: 'service',
      category: 'standard',
      percent: '23',
      taxStep: null,
      reason: '',
      validFrom: '2026-01-01',
    });
  });

  it('sends only the fields of its category, even if other fields were filled before', async () => {
    const { api, send } = await open();
    api.answer('POST /tax-rules', problem(409, 'billing.tax_rule_overlaps'));
    await percent().fill('23');
    await category('reverse_charge');
    await field('maker:books.reason').fill('Article 196');
    await field('maker:books.step').fill('1');
    await save();
    await expect
      .element(browser.getByRole('alert'))
      .toHaveTextContent(text('errors:billing.tax_rule_overlaps'));
    expect(api.changes()[0]?.body).toMatchObject({
      category: 'reverse_charge',
      percent: '0',
      reason: 'Article 196',
      taxStep: '1',
    });
    api.answer('POST /tax-rules', json({}));
    await category('standard');
    await send();
    expect(api.changes()[1]?.body).toMatchObject({ category: 'standard', percent: '23', reason: '' });
  });
});

describe('the end of a tax rule', () => {
  it.each([
    [null, '', '01/01/2027', '2027-01-01'],
    ['2027-01-01', '01/01/2027', '', null],
  ])(
    'moves from %s (shown as "%s") by "%s" to %s, based on the displayed version',
    async (validTo, shown, typed, sent) => {
      const api = fakeApi({ 'PATCH /tax-rules/r-1': json({}) });
      const close = vi.fn();
      await renderPortal(<EndTaxRuleDialog rule={rule({ validTo })} onClose={close} />);
      await expect.element(field('maker:books.validTo')).toHaveValue(shown);
      await field('maker:books.validTo').fill(typed);
      await save();
      await eventually(() => expect(close).toHaveBeenCalledTimes(1));
      expect(api.changes()[0]?.body).toEqual({ validTo: sent });
      expect(api.changes()[0]?.headers.get('if-match')).toBe('"4"');
    },
  );
});
