import type { TFunction } from 'i18next';
import type { InvoiceRow } from '../../../api/types.js';
import { formatContracts, pageOf, toListedDocument, withDocumentValues } from './listed-document.js';

const eur = (amount: string) => ({ amount, currency: 'EUR' });
const GROUP = { id: 'g-1', name: 'Bekasi plants', month: '2026-10' };
const ROW = {
  id: 'i-1',
  contract: { id: 'c-1', number: 'C-1' },
  state: 'draft',
  heldLines: 1,
  gross: eur('123.00'),
  billGroup: null,
  together: null,
} as InvoiceRow;
const TOGETHER: InvoiceRow = {
  ...ROW,
  billGroup: GROUP,
  together: {
    state: 'held',
    heldLines: 3,
    gross: eur('246.00'),
    credited: eur('0.00'),
    contracts: [
      { contract: 'C-1', invoiceId: 'i-1', state: 'draft', heldLines: 1, gross: eur('123.00') },
      { contract: 'C-2', invoiceId: 'i-2', state: 'held', heldLines: 2, gross: eur('123.00') },
    ],
  },
};
const PAGES = { invoices: '/billing', groups: '/billing/groups' };

describe('a row of the list of invoices', () => {
  it('shows an invoice by the number of its contract', () => {
    expect(toListedDocument(ROW)).toMatchObject({
      name: 'C-1',
      group: null,
      contracts: ['C-1'],
      state: 'draft',
      heldLines: 1,
      gross: eur('123.00'),
    });
  });

  it('shows the values of the whole document for an invoice in a group', () => {
    expect(withDocumentValues(TOGETHER)).toMatchObject({
      id: 'i-1',
      state: 'held',
      heldLines: 3,
      gross: eur('246.00'),
    });
    expect(toListedDocument(TOGETHER)).toMatchObject({ name: 'Bekasi plants', contracts: ['C-1', 'C-2'] });
  });

  it('shows an invoice alone while its group has no document', () => {
    expect(toListedDocument({ ...TOGETHER, together: null })).toMatchObject({ name: 'C-1', state: 'draft' });
  });

  it.each([
    [ROW, '/billing/i-1'],
    [TOGETHER, '/billing/groups/g-1/2026-10'],
  ])('opens the page of its document', (row, page) => {
    expect(pageOf(row, PAGES)).toBe(page);
  });
});

describe('a short list of contracts', () => {
  const t = ((key: string, params: Readonly<Record<string, unknown>>) =>
    `${key} ${JSON.stringify(params)}`) as unknown as TFunction;

  it.each([
    [[], ''],
    [['C-1'], 'C-1'],
    [['C-1', 'C-2'], 'C-1, C-2'],
    [['C-1', 'C-2', 'C-3'], 'document.andMore {"first":"C-1","count":2}'],
  ])('of %j', (contracts, written) => {
    expect(formatContracts(t, contracts)).toBe(written);
  });
});
