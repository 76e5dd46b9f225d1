import { DomainError, Exact } from '#platform/domain';
import { type CreditRequest, toCredit } from './credit-request.js';

const LINES = [
  { id: 'base', position: 1 },
  { id: 'usage', position: 3 },
];
const left = (net: readonly string[], tax = '100') => ({
  net: net.map((each) => new Exact(each)),
  stated: net.map((each) => new Exact(each)),
  tax: [new Exact(tax)],
});

function rejected(request: CreditRequest, of = left(['4900', '986.04'])): string[] {
  try {
    toCredit(request, LINES, of, 'PLN');
    return [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.fields.length === 0
      ? [error.code]
      : error.fields.map(({ pointer, code }) => `${pointer} ${code}`);
  }
}

it.each<[string, CreditRequest, object]>([
  ['the whole remaining amount', { all: true }, { net: '5886.04' }],
  ['an amount', { net: '100' }, { net: '100' }],
  [
    'amounts of lines, by their index among lines with an amount',
    { lines: [{ lineId: 'usage', net: '986.04' }] },
    { lines: [{ line: 1, net: '986.04' }] },
  ],
])('accepts %s', (_, request, credit) =>
  expect(toCredit(request, LINES, left(['4900', '986.04']), 'PLN')).toEqual(credit),
);

it.each<[string, CreditRequest, string[]]>([
  ['more than everything', { net: '5886.05' }, ['/net billing.credit_exceeds']],
  ['zero', { net: '0' }, ['/net billing.credit_not_positive']],
  ['a tenth of a cent', { net: '0.001' }, ['/net billing.amount_too_fine']],
  ['no line', { lines: [] }, ['/lines billing.credit_lines_missing']],
  [
    'a line of another invoice, one twice, and too much of a third',
    {
      lines: [
        { lineId: 'x', net: '1' },
        { lineId: 'base', net: '4900.01' },
        { lineId: 'base', net: '1' },
      ],
    },
    [
      '/lines/0/lineId billing.credit_line_unknown',
      '/lines/1/net billing.credit_exceeds',
      '/lines/2/lineId billing.credit_line_twice',
    ],
  ],
])('rejects %s', (_, request, faults) => expect(rejected(request)).toEqual(faults));

it('rejects any credit of amounts that were already credited', () => {
  expect(rejected({ all: true }, left(['0', '0'], '0'))).toEqual(['billing.nothing_left_to_credit']);
});
