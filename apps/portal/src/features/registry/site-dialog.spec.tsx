/// <reference types="vitest/globals" />
import { page as browser } from 'vitest/browser';
import type { Site } from '../../api/types.js';
import { eventually } from '../../../test/eventually.js';
import { fakeApi, json, page } from '../../../test/fake-api.js';
import { renderPortal } from '../../../test/render.js';
import { text } from '../../../test/text.js';
import { SiteDialog } from './site-dialog.js';

const SITE: Site = {
  id: 's-1',
  code: 'S-1',
  name: 'Otwock',
  customer: { id: 'c-1', name: 'Nowa' },
  address: '',
  city: 'Otwock',
  country: 'PL',
  latitude: 52.11,
  longitude: 21.26,
  zone: 'Europe/Warsaw',
  hubId: null,
  accessNotes: 'Gate 2',
  machineCount: 0,
  archivedAt: null,
  version: 3,
};

describe('the dialog of a site', () => {
  it.each([
    ['a latitude', 'maker:registry.latitude', '52.5', { latitude: 52.5 }],
    ['an empty latitude', 'maker:registry.latitude', '', { latitude: null }],
    ['an empty note', 'maker:ticket.access', '', { accessNotes: '' }],
  ])('sends %s alone', async (_, label, typed, body) => {
    const api = fakeApi({
      'GET /customers': page({ id: 'c-1', name: 'Nowa' }),
      'GET /hubs': page(),
      'PATCH /sites/s-1': json(SITE),
    });
    const close = vi.fn();
    await renderPortal(<SiteDialog site={SITE} onClose={close} />);
    await browser.getByLabelText(text(label)).fill(typed);
    await browser.getByRole('button', { name: text('action.save') }).click();
    await eventually(() => expect(close).toHaveBeenCalledTimes(1));
    expect(api.changes()[0]?.body).toEqual(body);
    expect(api.changes()[0]?.headers.get('if-match')).toBe('"3"');
  });
});
