import type { DraftLine } from '#invoicing/domain';
import { holdsOfLines } from './line-holds.js';

const line = (amountMinor: bigint | null, holds = 0): DraftLine => ({
  kind: 'usage',
  params: { holds },
  clause: '',
  quantity: null,
  unit: '',
  unitPrice: null,
  amountMinor,
  state: 'measured',
  usagePeriodIds: [],
  kitDeliveryId: null,
  place: null,
  service: null,
  snapshot: null,
});
const WHOLE = { billing: { hold: 'invoice' } };

it.each<[string, DraftLine[], object, string[]]>([
  ['nothing without an agreement', [line(1n), line(null)], {}, []],
  ['nothing if the terms put only lines on hold', [line(null)], { billing: { hold: 'line' } }, []],
  ['nothing if no line is on hold', [line(1n), line(0n)], WHOLE, []],
  [
    'the invoice if a line is on hold in whole or in part',
    [line(1n), line(null), line(5n, 2)],
    WHOLE,
    ['2, 3'],
  ],
  ['nothing by empty terms', [line(null)], { billing: null }, []],
])('are on hold: %s', (_, lines, terms, held) => {
  expect(holdsOfLines({ lines }, terms).map(({ params }) => params.lines)).toEqual(held);
});
