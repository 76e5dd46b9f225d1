import { MakerApi } from '../../support/maker-api.js';

interface Answer {
  code?: string;
  fields?: { pointer: string; code: string }[];
  [field: string]: unknown;
}

describe('the preview of an invoice', () => {
  let fixture: MakerApi;

  beforeAll(async () => {
    fixture = await MakerApi.open('one');
  });

  afterAll(() => fixture?.close());

  const ask = (body: object, key?: string): Promise<[number, Answer]> =>
    fixture.preview<Answer>('invoices', body, key);

  it('calculates discounts, taxes, the amount payable and credits', async () => {
    const [status, answer] = await ask({
      currency: 'CHF',
      lines: [
        { net: '100.00', percent: '8.1', discount: '10' },
        { net: '50.01', taxes: [{ code: 'S', percent: '2.6' }] },
      ],
      discounts: [{ percent: '10' }],
      payableIncrement: '0.05',
      creditNotes: [{ line: 0, net: '50' }, { fraction: '1' }],
    });
    expect(status).toBe(200);
    expect(answer).toEqual({
      documentType: 'invoice',
      discount: '14.00',
      discountShares: ['9.00', '5.00'],
      taxable: ['81.00', '45.01'],
      lineTaxes: ['6.56', '1.17'],
      taxes: [
        { code: null, percent: '8.1', taxable: '81.00', tax: '6.56' },
        { code: 'S', percent: '2.6', taxable: '45.01', tax: '1.17' },
      ],
      net: '126.01',
      tax: '7.73',
      total: '133.74',
      payable: '133.75',
      roundingLine: '0.01',
      creditNotes: [
        {
          discountAdjustment: '9.50',
          net: '40.50',
          tax: '3.28',
          total: '43.78',
          taxes: [{ code: null, percent: '8.1', taxable: '40.50', tax: '3.28' }],
        },
        {
          discountAdjustment: '0.00',
          net: '85.51',
          tax: '4.45',
          total: '89.96',
          taxes: [
            { code: null, percent: '8.1', taxable: '40.50', tax: '3.28' },
            { code: 'S', percent: '2.6', taxable: '45.01', tax: '1.17' },
          ],
        },
      ],
    });
  });

  it.each<[string, object, number, string, string[]]>([
    [
      'an unknown field',
      { lines: [{ net: '1', rate: '20' }] },
      400,
      'api.field_unknown',
      ['/lines/0/rate validation.unknown_field'],
    ],
    [
      'a number instead of a string',
      { lines: [{ net: 1 }] },
      422,
      'api.request_invalid',
      ['/lines/0/net validation.is_decimal'],
    ],
    [
      'a currency of seven letters',
      { currency: 'ZORKMID', lines: [] },
      422,
      'api.request_invalid',
      ['/currency validation.is_amount_precision'],
    ],
    [
      'an unknown currency',
      { currency: 'XXZ', lines: [] },
      422,
      'api.request_invalid',
      ['/currency validation.is_amount_precision'],
    ],
    [
      'a line with a net and a gross amount',
      { lines: [{ net: '1', gross: '1' }] },
      422,
      'billing.invoice_impossible',
      ['/lines/0 billing.net_or_gross'],
    ],
  ])('rejects %s', async (_, body, status, code, fields) => {
    const [answered, problem] = await ask(body);
    expect([answered, problem.code]).toEqual([status, code]);
    expect(problem.fields!.map((field) => `${field.pointer} ${field.code}`)).toEqual(fields);
  });

  it('is limited to users who draft invoices', async () => {
    expect((await ask({ lines: [] }, fixture.maker.staff.planner.key))[0]).toBe(403);
  });
});
