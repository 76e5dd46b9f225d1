/// <reference types="vitest/globals" />
import { figuresOf } from './invoice-figures.js';

const DRAFT = {
  contract: 'K-PL-1',
  seller: 'Beihu Air',
  buyer: 'Meble',
  currency: 'PLN',
  periodFrom: '2026-11-01',
  periodTo: '2026-12-01',
  total: '5886.04',
  lines: [
    { position: 1, kind: 'base', clause: '3.1', params: {}, quantity: null, unit: '', amount: '4900.00' },
    {
      position: 2,
      kind: 'usage',
      clause: '3.2',
      params: { held: '378' },
      quantity: '37350',
      unit: 'm3',
      amount: null,
    },
  ],
};
const ISSUED = {
  number: 'PL-0042',
  issuedOn: '2026-12-02',
  dueOn: '2026-12-23',
  net: '5886.04',
  tax: '1353.79',
  gross: '7239.83',
};

describe('the figures of an invoice in a pack', () => {
  it('are those of an issued invoice, with the last day of its period', () => {
    expect(figuresOf({ ...DRAFT, issued: ISSUED })).toMatchObject({
      kind: 'invoice',
      number: 'PL-0042',
      from: '2026-11-01',
      until: '2026-11-30',
      gross: '7239.83',
      payable: null,
    });
  });

  it('name a credit note and a draft', () => {
    expect(figuresOf({ ...DRAFT, issued: ISSUED, givesBack: true }).kind).toBe('creditNote');
    expect(figuresOf(DRAFT)).toMatchObject({ kind: 'draft', number: null, gross: null, total: '5886.04' });
  });

  it('contain each line, without an amount while it is on hold', () => {
    expect(figuresOf(DRAFT).lines).toMatchObject([
      { position: '1', kind: 'base', amount: '4900.00' },
      { position: '2', kind: 'usage', quantity: '37350', amount: null },
    ]);
  });

  it.each([
    ['nothing', null],
    ['a text', 'invoice'],
    ['a list', []],
    [
      'fields of other types',
      { lines: [null, 7, { params: [], kind: {} }], issued: 3, periodTo: '2026-99-99', total: 5 },
    ],
    ['lines that are no list', { lines: 'none', contract: {} }],
  ])('can be read from %s', (_what, invoice) => {
    expect(figuresOf(invoice)).toMatchObject({ kind: 'draft', number: null, until: null, total: null });
  });
});
