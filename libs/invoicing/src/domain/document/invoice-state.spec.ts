import { INVOICE_STATES, type InvoiceEvent, isIssued, nextInvoiceState } from './invoice-state.js';

it.each<[string, InvoiceEvent, string | null]>([
  ['draft', 'approve', 'approved'],
  ['draft', 'issue', null],
  ['draft', 'hold', 'held'],
  ['held', 'approve', null],
  ['held', 'draft', 'draft'],
  ['approved', 'issue', 'issued'],
  ['approved', 'reopen', 'draft'],
  ['approved', 'hold', 'held'],
  ['issued', 'issue', null],
  ['issued', 'draft', null],
  ['issued', 'reopen', null],
  ['issued', 'credit_in_full', 'credited'],
  ['credited', 'credit_in_full', null],
])('%s, %s: %s', (state, event, next) =>
  expect(nextInvoiceState(state as (typeof INVOICE_STATES)[number], event)).toBe(next),
);

it('recognizes issued documents', () => {
  expect(INVOICE_STATES.filter(isIssued)).toEqual(['issued', 'credited']);
});
