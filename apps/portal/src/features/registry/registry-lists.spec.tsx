/// <reference types="vitest/globals" />
import type { ReactNode } from 'react';
import { page as browser } from 'vitest/browser';
import { eventually } from '../../../test/eventually.js';
import { fakeApi, json, page, problem } from '../../../test/fake-api.js';
import { buildModel } from '../../../test/model.js';
import { renderPage } from '../../../test/render-page.js';
import { cellsOf } from '../../../test/screen-texts.js';
import { text } from '../../../test/text.js';
import { CustomerList } from './customer-list.js';
import { ModelList } from './models/model-list.js';
import { SiteList } from './site-list.js';

const CUSTOMER = {
  id: 'cu-1',
  version: 1,
  code: 'BT',
  name: 'Bekasi Textiles',
  country: 'ID',
  language: 'id',
  industry: 'Textiles',
  taxId: '01.234',
  hubId: null,
  partnerId: null,
  archivedAt: null,
};
const SITE = {
  id: 'si-1',
  version: 1,
  code: 'S1',
  name: 'Plant 1',
  customer: { id: 'cu-1', name: 'Bekasi Textiles' },
  address: '',
  city: '',
  country: 'ID',
  zone: 'Asia/Jakarta',
  latitude: null,
  longitude: null,
  hubId: null,
  accessNotes: '',
  machineCount: 3,
  archivedAt: null,
};
const LISTS: readonly [string, ReactNode, object, readonly string[], string][] = [
  [
    'customers',
    <CustomerList key="c" />,
    CUSTOMER,
    ['BT', 'Bekasi Textiles', 'Indonesia', 'Textiles', 'Indonesian', '01.234'],
    'maker:registry.noCustomers',
  ],
  [
    'sites',
    <SiteList key="s" />,
    SITE,
    ['S1', 'Plant 1', 'Bekasi Textiles', 'Indonesia', 'Jakarta', '3'],
    'maker:registry.noSites',
  ],
  [
    'models',
    <ModelList key="m" />,
    buildModel(),
    ['BH75', 'Screw compressor 75 kW', '—'],
    'maker:registry.noModels',
  ],
];

describe.each(LISTS)('the list of %s', (name, list, row, cells, empty) => {
  it('shows a row for each', async () => {
    fakeApi({ [`GET /${name}`]: page(row) });
    const { container } = await renderPage(list);
    await eventually(() => expect(cellsOf(container)).toEqual([cells]));
  });

  it('explains that it is empty', async () => {
    fakeApi({ [`GET /${name}`]: page() });
    const screen = await renderPage(list);
    await expect.element(screen.getByText(text(empty))).toBeVisible();
  });

  it('can be reloaded after an error', async () => {
    const api = fakeApi({ [`GET /${name}`]: problem(500, 'api.internal') });
    const { container } = await renderPage(list);
    const retry = browser.getByRole('button', { name: text('error.retry') });
    await expect.element(retry).toBeVisible();
    api.answer(`GET /${name}`, page(row));
    await retry.click();
    await eventually(() => expect(cellsOf(container)).toEqual([cells]));
  });

  it.each([
    [['registry.write'], 1],
    [[], 0],
  ])('offers to add one with the permissions %j', async (permissions, count) => {
    fakeApi({ [`GET /${name}`]: page(row) });
    const { container } = await renderPage(list, { session: { permissions } });
    await eventually(() => expect(cellsOf(container)).toHaveLength(1));
    const add = browser.getByRole('button', { name: /^Add / });
    expect(add.elements()).toHaveLength(count);
  });
});

describe('a customer or site in a list', () => {
  it.each([
    ['customers', <CustomerList key="c" />, CUSTOMER, '/customers/cu-1'],
    ['sites', <SiteList key="s" />, SITE, '/sites/si-1'],
  ])('of %s leads to its page', async (name, list, row, path) => {
    fakeApi({ [`GET /${name}`]: page(row) });
    const screen = await renderPage(list);
    await screen.getByText(row.name, { exact: true }).first().click();
    await eventually(() => expect(screen.router.state.location.pathname).toBe(path));
  });
});

describe('a model in the list', () => {
  it('opens beside it and is named in the address', async () => {
    fakeApi({
      'GET /models': page(buildModel()),
      'GET /models/mo-1': json(buildModel()),
    });
    const screen = await renderPage(<ModelList />);
    await screen.getByText('BH75').click();
    await expect.element(screen.getByText('oil_temp')).toBeVisible();
    expect(screen.router.state.location.search).toEqual({ id: 'mo-1' });
  });
});
