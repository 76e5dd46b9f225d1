import type { InvoiceLineView } from '#invoicing';
import { toLineDto } from './invoice-views.js';

const line = (more: Partial<InvoiceLineView>): InvoiceLineView =>
  ({
    kind: 'usage',
    params: {},
    state: 'measured',
    amountMinor: '0',
    netMinor: '0',
    taxMinor: '0',
    serviceFrom: null,
    serviceTo: null,
    snapshot: null,
    correctsInvoiceId: null,
    ...more,
  }) as unknown as InvoiceLineView;

describe('state of an invoice line', () => {
  it.each<[string, Partial<InvoiceLineView>, string]>([
    ['declared', { kind: 'performance', params: { model: 'availability' } }, 'declared'],
    ['partly on hold', { params: { holds: 1, heldQuantity: '378' } }, 'partly_held'],
    ['measured', {}, 'measured'],
  ])('is %s', (_, more, state) => {
    expect(toLineDto(line(more), 'PLN').state).toBe(state);
  });
});
