/// <reference types="vitest/globals" />
import { eventually } from '../../../../test/eventually.js';
import { buildInvoice } from '../../../../test/invoice.js';
import { renderPortal } from '../../../../test/render.js';
import { textsOf } from '../../../../test/screen-texts.js';
import { text } from '../../../../test/text.js';
import type { Invoice } from '../../../api/types.js';
import { InvoiceNotes } from './invoice-notes.js';

const eur = (amount: string) => ({ amount, currency: 'EUR' });
type Correction = Invoice['corrections'][number];
const CORRECTION: Correction = {
  documentId: 'i-5',
  form: 'document',
  issuedOn: '2026-12-02',
  kind: 'correction',
  number: 'PL-5',
  periodFrom: '2026-10-01',
  state: 'issued',
  total: eur('12.00'),
};
const ORIGINAL: Invoice['original'] = {
  id: 'i-0',
  number: 'PL-0',
  gross: eur('123.00'),
  issuedOn: '2026-11-02',
  reason: '',
};

const show = (change: Partial<Invoice>, contract?: string) =>
  renderPortal(<InvoiceNotes invoice={buildInvoice(change)} {...(contract !== undefined && { contract })} />);
const notesOf = async (change: Partial<Invoice>, contract?: string) =>
  textsOf((await show(change, contract)).container, 'li');

describe('the notes of an invoice', () => {
  it('are absent if nothing needs attention', async () => {
    const { container } = await show({});
    expect(container.querySelector('ul')).toBeNull();
  });

  it('name every reason for a hold, with the contract if several are shown', async () => {
    const holdReasons = [{ code: 'tax', params: {} }];
    const [alone] = await notesOf({ holdReasons });
    expect(alone).toBe(text('maker:invoice.hold.tax'));
    const [grouped] = await notesOf({ holdReasons }, 'C-2');
    expect(grouped).toBe(`C-2 ${text('maker:invoice.hold.tax')}`);
  });

  it('of a credit note link to its invoice and state the reason', async () => {
    const screen = await show({ kind: 'credit_note', original: ORIGINAL, reason: 'Leak' });
    expect(textsOf(screen.container, 'li')).toEqual([`${text('maker:invoice.givesBack')} PL-0 · Leak`]);
    await screen.getByRole('link', { name: 'PL-0' }).click();
    await eventually(() => expect(screen.router.state.location.href).toBe('/billing/i-0'));
  });

  it('of an invoice list its credit notes with amount and reason', async () => {
    const creditNotes = [
      { id: 'i-3', number: 'PL-3', gross: eur('49.20'), issuedOn: '2026-11-09', reason: 'Leak' },
    ];
    expect(await notesOf({ creditNotes })).toEqual([
      `${text('maker:invoice.creditedBy')} PL-3 · 49.20 EUR · Leak`,
    ]);
  });

  it('list a credit note that is a correction only once', async () => {
    const creditNotes = [
      { id: 'i-5', number: 'PL-5', gross: eur('12.00'), issuedOn: '2026-12-02', reason: '' },
    ];
    expect(await notesOf({ creditNotes, corrections: [CORRECTION] })).toEqual([
      `${text('document.correctedBy')} PL-5 · +12.00 EUR`,
    ]);
  });
});

describe('the corrections of an invoice', () => {
  it.each<[string, Partial<Correction>, () => string]>([
    ['issued', {}, () => `${text('document.correctedBy')} PL-5 · +12.00 EUR`],
    [
      'that reduces the month',
      { total: eur('-12.00') },
      () => `${text('document.correctedBy')} PL-5 · −12.00 EUR`,
    ],
    [
      'as its own draft',
      { number: null, state: 'draft' },
      () =>
        `${text('document.correctedBy')} ${text('document.correctionDraft')} · +12.00 EUR ${text('state.draft')}`,
    ],
    [
      "as a line of the next invoice's draft",
      { number: null, state: 'approved', form: 'line' },
      () =>
        `${text('document.correctedBy')} ${text('document.nextInvoice')} · +12.00 EUR ${text('state.approved')}`,
    ],
    [
      'in no draft yet',
      { documentId: null, number: null, state: null, kind: null },
      () => text('document.correctionWaits', { amount: '+12.00 EUR' }),
    ],
  ])('%s', async (_, change, note) => {
    expect(await notesOf({ corrections: [{ ...CORRECTION, ...change }] })).toEqual([note()]);
  });

  it('name the corrected month and link to it', async () => {
    const screen = await show({
      kind: 'correction',
      original: ORIGINAL,
      corrected: [{ id: 'i-0', number: 'PL-0', periodFrom: '2026-09-01', total: eur('-3.00') }],
    });
    // The month's invoice is the corrected document, so it is not repeated as the original of a credit note.
    expect(textsOf(screen.container, 'li')).toEqual([
      `${text('document.corrects')} PL-0, September 2026 · −3.00 EUR`,
    ]);
    await screen.getByRole('link', { name: 'PL-0' }).click();
    await eventually(() => expect(screen.router.state.location.href).toBe('/billing/i-0'));
  });
});
