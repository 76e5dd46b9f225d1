/// <reference types="vitest/globals" />
import { page as browser } from 'vitest/browser';
import { eventually } from '../../../test/eventually.js';
import { fakeApi, json, problem } from '../../../test/fake-api.js';
import { buildLegalEntity } from '../../../test/legal-entity.js';
import { renderPortal } from '../../../test/render.js';
import { text } from '../../../test/text.js';
import type { LegalEntity } from '../../api/types.js';
import { EditLegalEntityDialog } from './edit-legal-entity-dialog.js';
import { NewLegalEntity } from './legal-entity-dialog.js';

const field = (key: string) => browser.getByLabelText(text(key), { exact: true });
const save = () => browser.getByRole('button', { name: text('action.save') }).click();

describe('the edit of a legal entity', () => {
  const open = async (entity: LegalEntity = buildLegalEntity()) => {
    const api = fakeApi({ 'PATCH /legal-entities/le-1': json({}) });
    const close = vi.fn();
    await renderPortal(<EditLegalEntityDialog entity={entity} onClose={close} />);
    const sent = async () => {
      await save();
      await eventually(() => expect(close).toHaveBeenCalledTimes(1));
      return api.changes()[0];
    };
    return { api, sent };
  };

  it('sends numbers by kind, based on the displayed version', async () => {
    const { sent } = await open(buildLegalEntity({ registrations: { krs: '0001' } }));
    await expect.element(field('maker:entity.taxIds')).toHaveValue('nip 1111111111');
    await field('maker:entity.taxIds').fill('nip 2222222222\nvat PL 222\n\nwithout-a-number');
    await field('maker:entity.registrations').fill('');
    const request = await sent();
    expect(request?.body).toEqual({
      name: 'Lin Europe',
      street: 'ul. Fikcyjna 1',
      postalCode: '00-001',
      city: 'Warszawa',
      email: 'books@lin.example',
      seriesPrefix: 'PL',
      taxIds: { nip: '2222222222', vat: 'PL 222' },
      registrations: {},
      fiscalYearMonth: 1,
      mailsDocuments: false,
    });
    expect(request?.headers.get('if-match')).toBe('"6"');
  });

  it('selects the first month of the fiscal year by name', async () => {
    const { sent } = await open(buildLegalEntity({ fiscalYearMonth: 4 }));
    const months = browser.getByRole('combobox', { name: text('maker:entity.fiscalYear') });
    await expect.element(months).toHaveValue('April');
    await months.click();
    await browser.getByRole('option', { name: 'July' }).click();
    expect((await sent())?.body).toMatchObject({ fiscalYearMonth: 7 });
  });

  it.each([
    ['/taxIds/nip', 'maker:entity.taxIds'],
    ['/seriesPrefix', 'maker:entity.series'],
  ])('shows an error of %s at its field', async (pointer, label) => {
    const { api } = await open();
    api.answer(
      'PATCH /legal-entities/le-1',
      problem(422, 'api.validation_failed', { fields: [{ pointer, code: 'validation.is_not_empty' }] }),
    );
    await save();
    await expect.element(field(label)).toHaveAttribute('aria-invalid', 'true');
  });
});

describe('a new legal entity', () => {
  it("has the user's zone unless another one is selected", async () => {
    const api = fakeApi({ 'POST /legal-entities': json({}) });
    const close = vi.fn();
    await renderPortal(<NewLegalEntity isFirst={false} onClose={close} />, { zone: 'Asia/Shanghai' });
    await field('maker:registry.name').fill('Lin Japan');
    await save();
    await eventually(() => expect(close).toHaveBeenCalledTimes(1));
    expect(api.changes()[0]?.body).toEqual({
      name: 'Lin Japan',
      country: '',
      currency: '',
      zone: 'Asia/Shanghai',
    });
  });

  it("begins with the maker's name and country if it is the first one", async () => {
    const api = fakeApi({
      'GET /maker': json({ name: 'Beihu Air', country: 'PL', zone: 'Europe/Warsaw' }),
      'POST /legal-entities': json({}),
    });
    const close = vi.fn();
    await renderPortal(<NewLegalEntity isFirst onClose={close} />, { zone: 'Europe/Warsaw' });
    await expect.element(field('maker:registry.name')).toHaveValue('Beihu Air');
    await save();
    await eventually(() => expect(close).toHaveBeenCalledTimes(1));
    expect(api.changes()[0]?.body).toMatchObject({
      name: 'Beihu Air',
      country: 'PL',
      zone: 'Europe/Warsaw',
    });
  });
});
