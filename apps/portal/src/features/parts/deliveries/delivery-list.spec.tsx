/// <reference types="vitest/globals" />
import { page as browser } from 'vitest/browser';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, page } from '../../../../test/fake-api.js';
import { renderPage } from '../../../../test/render-page.js';
import { renderPortal } from '../../../../test/render.js';
import { cellsOf, textsOf } from '../../../../test/screen-texts.js';
import { text } from '../../../../test/text.js';
import type { KitDelivery } from '../../../api/types.js';
import { SendDialog } from './delivery-dialogs.js';
import { DeliveryList } from './delivery-list.js';
import { PredictedDate } from './predicted-date.js';

const delivery = (change: Partial<KitDelivery> = {}): KitDelivery => ({
  id: 'k-1',
  version: 1,
  number: 'K-1',
  state: 'forecast',
  steps: ['reserve', 'cancel'],
  kit: { id: 'kit-1', code: 'K-4000', triggerHours: 4000, parts: [] },
  machine: { id: 'm-1', serial: 'S-1', modelCode: 'BH75' },
  site: { id: 'si-1', name: 'Plant 1', city: 'Bekasi', zone: 'Asia/Jakarta' },
  customer: { id: 'cu-1', name: 'Bekasi Textiles' },
  contract: null,
  depot: { id: 'd-1', code: 'WAW', name: 'Warsaw' },
  dueHours: '4000',
  hoursNow: '3900.4',
  hoursLeft: '99.6',
  hoursPerDay: '12.25',
  forecastAt: '2026-11-25T00:00:00Z',
  predictedOn: '2026-12-03',
  predictedFrom: '2026-12-01',
  predictedTo: '2026-12-06',
  unknownReason: null,
  charge: 'charged',
  price: { amount: '1500', currency: 'JPY' },
  shortage: [],
  carrier: '',
  trackingNumber: '',
  promisedOn: null,
  reservedAt: null,
  sentAt: null,
  receivedAt: null,
  cancelledAt: null,
  cancelReason: '',
  ...change,
});

describe('the service kits', () => {
  const show = async (...deliveries: readonly KitDelivery[]) => {
    fakeApi({ 'GET /kit-deliveries': page(...deliveries) });
    const { container } = await renderPage(<DeliveryList />);
    await eventually(() => expect(cellsOf(container)).toHaveLength(deliveries.length));
    return container;
  };

  it.each<[string, Partial<KitDelivery>, () => string]>([
    ['charged', {}, () => '1,500 JPY'],
    ['included', { charge: 'included', price: null }, () => text('maker:parts.included')],
    // The price is entered when the kit is sent.
    ['charged without a price yet', { price: null }, () => '—'],
  ])('that are %s show it', async (_, change, shown) => {
    expect(cellsOf(await show(delivery(change)))[0]?.at(-1)).toBe(shown());
  });

  it('name missing parts until they are reserved', async () => {
    const shortage = [{ partId: 'p-1', number: 'FILTER-1', quantity: 2, available: 0 }];
    const container = await show(
      delivery({ shortage }),
      delivery({ id: 'k-2', state: 'reserved', shortage }),
    );
    const states = cellsOf(container).map((cells) => cells.at(-2));
    expect(states).toContain(text('maker:parts.missing', { parts: 'FILTER-1' }));
    expect(states).toContain(text('state.reserved'));
  });
});

describe('the predicted date of a kit', () => {
  const show = async (change: Partial<KitDelivery>) =>
    textsOf((await renderPortal(<PredictedDate delivery={delivery(change)} />)).container, 'div > span')[0];
  const basis = () =>
    text('maker:parts.basis', { now: '3,900 h', due: '4,000 h', perDay: '12.3 h' }).replaceAll('\u00a0', ' ');

  it('shows the day, its range and the hours behind it', async () => {
    const range = text('maker:parts.range', { from: '1 Dec', to: '6 Dec' });
    expect(await show({})).toBe(`≈ 3 Dec 2026 ${range}; ${basis()}`);
  });

  it('shows by how many hours a kit is overdue, without a range', async () => {
    const overdue = text('maker:parts.overdue', { hours: '15 h' });
    expect(await show({ hoursLeft: '-15.2' })).toBe(`${overdue} ${basis()}`);
  });

  it.each<[KitDelivery['unknownReason'], () => string]>([
    ['not_running', () => text('maker:parts.unknownReason.not_running')],
    [null, () => text('maker:parts.noPrediction')],
  ])('shows the reason for a missing prediction: %s', async (unknownReason, shown) => {
    expect(await show({ predictedOn: null, unknownReason })).toBe(shown());
  });
});

describe('the shipment of a kit', () => {
  const open = async (change: Partial<KitDelivery>) => {
    const api = fakeApi({ 'POST /kit-deliveries/k-1/send': json({}) });
    const close = vi.fn();
    await renderPortal(<SendDialog delivery={delivery({ state: 'reserved', ...change })} onClose={close} />);
    const sent = async () => {
      await browser.getByRole('button', { name: text('maker:parts.send'), exact: true }).click();
      await eventually(() => expect(close).toHaveBeenCalledTimes(1));
      return api.changes()[0]?.body;
    };
    return { sent };
  };
  const price = () => browser.getByLabelText(text('maker:parts.price'));

  it('promises the predicted day unless another one is entered', async () => {
    const { sent } = await open({});
    await browser.getByLabelText(text('maker:parts.carrier')).fill('DHL');
    expect(price().elements()).toEqual([]);
    expect(await sent()).toEqual({ carrier: 'DHL', trackingNumber: '', promisedOn: '2026-12-03' });
  });

  it('asks for a price only if the kit is charged and has none', async () => {
    const { sent } = await open({ price: null });
    await price().fill('120.50');
    await browser.getByRole('combobox', { name: text('maker:contracts.currency') }).fill('PLN');
    await browser.getByRole('option', { name: /^PLN/ }).click();
    expect(await sent()).toMatchObject({ price: { amount: '120.50', currency: 'PLN' } });
  });
});
