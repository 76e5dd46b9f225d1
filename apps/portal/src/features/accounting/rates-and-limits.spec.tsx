/// <reference types="vitest/globals" />
import { page as browser } from 'vitest/browser';
import { eventually } from '../../../test/eventually.js';
import { fakeApi, json, page, problem } from '../../../test/fake-api.js';
import { renderPortal } from '../../../test/render.js';
import { cellsOf, textsOf } from '../../../test/screen-texts.js';
import { text, withUnit } from '../../../test/text.js';
import { FourEyesSection } from './four-eyes-section.js';
import { FxRateSection } from './fx-rate-section.js';
import { PriceIndexSection } from './price-index-section.js';

const WRITE = { session: { permissions: ['accounting.write'] } };
const field = (key: string) => browser.getByLabelText(text(key), { exact: true });
const limitField = () => browser.getByLabelText(withUnit('maker:books.limit', 'PLN'), { exact: true });
const press = (key: string) => browser.getByRole('button', { name: text(key), exact: true }).click();

describe('the exchange rates', () => {
  const RATE = {
    id: 'fx-1',
    day: '2026-11-24',
    fromCurrency: 'EUR',
    toCurrency: 'PLN',
    rate: '4.26170',
    source: 'NBP 228/A/NBP/2026',
    recordedAt: '2026-11-24T11:00:00Z',
  };

  it('show every digit of the rate, its source and when it was recorded', async () => {
    fakeApi({ 'GET /fx-rates': page(RATE) });
    const { container } = await renderPortal(<FxRateSection />);
    await eventually(() =>
      expect(cellsOf(container)).toEqual([
        ['24 Nov 2026', '1 EUR = 4.26170 PLN', 'NBP 228/A/NBP/2026', '24 Nov 12:00'],
      ]),
    );
    // Without permission, nothing can be added.
    expect(textsOf(container, 'button')).toEqual([]);
  });

  it('are added as text, so that no digit is lost', async () => {
    const api = fakeApi({ 'GET /fx-rates': page(), 'POST /fx-rates': json({}) });
    await renderPortal(<FxRateSection />, WRITE);
    await press('maker:books.addRate');
    await field('maker:books.day').fill('25/11/2026');
    await field('maker:books.rate').fill('4.2600');
    await field('maker:books.source').fill('NBP');
    await press('action.save');
    await eventually(() => expect(api.changes()).toHaveLength(1));
    expect(api.changes()[0]?.body).toEqual({
      fromCurrency: '',
      toCurrency: '',
      day: '2026-11-25',
      rate: '4.2600',
      source: 'NBP',
    });
  });

  it('show an error at the currency', async () => {
    fakeApi({
      'GET /fx-rates': page(),
      'POST /fx-rates': problem(422, 'billing.rate_invalid', {
        fields: [{ pointer: '/toCurrency', code: 'billing.rate_of_itself' }],
      }),
    });
    await renderPortal(<FxRateSection />, WRITE);
    await press('maker:books.addRate');
    await press('action.save');
    await expect.element(browser.getByText(text('errors:billing.rate_of_itself'))).toBeVisible();
  });
});

describe('the price indexes', () => {
  const INDEX = {
    id: 'ix-1',
    series: 'my_series',
    month: '2026-09',
    value: '104.20',
    source: 'GUS',
    recordedAt: '2026-10-15T08:00:00Z',
  };

  it('show the month, the value as entered and its source', async () => {
    fakeApi({ 'GET /price-indexes': page(INDEX) });
    const { container } = await renderPortal(<PriceIndexSection />);
    await eventually(() => expect(cellsOf(container)).toHaveLength(1));
    const [month, series, ...rest] = cellsOf(container)[0]!;
    expect(month).toBe('September 2026');
    expect(series).toContain('my_series');
    expect(rest).toEqual(['104.20', 'GUS', '15 Oct 10:00']);
  });

  it('are added with series, month, value and source', async () => {
    const api = fakeApi({ 'GET /price-indexes': page(), 'POST /price-indexes': json({}) });
    await renderPortal(<PriceIndexSection />, WRITE);
    await press('maker:escalation.addIndex');
    await browser.getByRole('combobox', { name: text('maker:escalation.series') }).fill('PL_wages');
    await field('maker:revenue.month').fill('October 2026');
    await field('maker:escalation.value').fill('105.0');
    await field('maker:books.source').fill('GUS');
    await press('action.save');
    await eventually(() => expect(api.changes()).toHaveLength(1));
    expect(api.changes()[0]?.body).toEqual({
      series: 'PL_wages',
      month: '2026-10',
      value: '105.0',
      source: 'GUS',
    });
  });
});

describe('the limits above which two people approve', () => {
  const limit = (change: object = {}) => ({
    legalEntityId: 'le-1',
    name: 'Lin Europe',
    currency: 'PLN',
    limit: '10000.00',
    ...change,
  });
  const show = (...fourEyes: readonly object[]) => {
    const api = fakeApi({ 'GET /maker': json({ version: 7, fourEyes }), 'PATCH /maker': json({}) });
    return { api, screen: renderPortal(<FourEyesSection />) };
  };

  it('show each seller in its currency, or that it has no limit', async () => {
    const { screen } = show(limit(), limit({ legalEntityId: 'le-2', name: 'Lin Japan', limit: null }));
    const { container } = await screen;
    await eventually(() =>
      expect(cellsOf(container)).toEqual([
        ['Lin Europe', '10,000.00 PLN'],
        ['Lin Japan', text('maker:books.noLimit')],
      ]),
    );
  });

  it.each([
    ['500', '500'],
    [' ', null],
  ])('change to "%s" of one seller only, based on the displayed version', async (typed, sent) => {
    const { api, screen } = show(limit(), limit({ legalEntityId: 'le-2', name: 'Lin Japan' }));
    await (await screen).getByText('Lin Europe').click();
    await limitField().fill(typed);
    await press('action.save');
    await eventually(() => expect(api.changes()).toHaveLength(1));
    expect(api.changes()[0]?.body).toEqual({ fourEyes: [{ legalEntityId: 'le-1', limit: sent }] });
    expect(api.changes()[0]?.headers.get('if-match')).toBe('"7"');
  });

  it('show an error at the field', async () => {
    const { api, screen } = show(limit());
    api.answer(
      'PATCH /maker',
      problem(422, 'api.validation_failed', {
        fields: [{ pointer: '/fourEyes/0/limit', code: 'billing.value_negative' }],
      }),
    );
    await (await screen).getByText('Lin Europe').click();
    await limitField().fill('1');
    await press('action.save');
    await expect.element(limitField()).toHaveAttribute('aria-invalid', 'true');
  });
});
