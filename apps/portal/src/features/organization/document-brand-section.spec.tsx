/// <reference types="vitest/globals" />
import { page } from 'vitest/browser';
import { eventually } from '../../../test/eventually.js';
import { fakeApi, json, problem } from '../../../test/fake-api.js';
import { renderPortal } from '../../../test/render.js';
import { text } from '../../../test/text.js';
import { DocumentBrandSection } from './document-brand-section.js';

const open = async (logo: string | null) => {
  const api = fakeApi({
    'GET /document-brand': json({ accent: '#0b6b74', logo }),
    'PATCH /document-brand': json({ accent: '#102030', logo: null }),
  });
  await renderPortal(<DocumentBrandSection />);
  await page.getByRole('button', { name: text('maker:brand.edit') }).click();
  return api;
};
const save = () => page.getByRole('button', { name: text('action.save') }).click();

describe('the logo and colour of documents', () => {
  it('sends the colour, and not the logo if it is the same', async () => {
    const api = await open('AAAA');
    await page.getByLabelText(text('maker:brand.accent')).fill('#102030');
    await save();
    await eventually(() => expect(api.changes()).toHaveLength(1));
    expect(api.changes()[0]?.body).toEqual({ accent: '#102030' });
  });

  it('removes the logo', async () => {
    const api = await open('AAAA');
    await page.getByRole('button', { name: text('maker:brand.remove') }).click();
    await save();
    await eventually(() => expect(api.changes()).toHaveLength(1));
    expect(api.changes()[0]?.body).toEqual({ accent: '#0b6b74', logo: null });
  });

  it('shows at the field that a colour is too light', async () => {
    const api = await open(null);
    const params = { contrast: '1.2', min: '4.5' };
    api.answer(
      'PATCH /document-brand',
      problem(422, 'organization.accent_too_light', {
        params,
        fields: [{ pointer: '/accent', code: 'organization.accent_too_light', params }],
      }),
    );
    await page.getByLabelText(text('maker:brand.accent')).fill('#eeeeee');
    await save();
    await expect
      .element(page.getByText(text('errors:organization.accent_too_light', params)).first())
      .toBeVisible();
  });
});
