import { pricingMapping } from './pricing.js';

const bodiesOf = (id: string, input: Record<string, unknown>) =>
  pricingMapping({ id, input, expected: {} })!.requests.map(
    ({ body }) => JSON.parse(JSON.stringify(body)) as unknown,
  );

describe('a pricing case', () => {
  it('with blocks is requested in packages (BLK-03)', () => {
    const tiers = [
      { block: '100', max_blocks: '10', price: '1' },
      { block: '1000', max_blocks: '100', price: '1' },
    ];
    expect(bodiesOf('BLK-03', { model: 'block_tiers', mode: 'ALL_TIERS', tiers, usage: '5325' })).toEqual([
      {
        currency: null,
        charges: [
          {
            model: 'graduated',
            tiers: [
              { upTo: '1000', unitPrice: '1', packageSize: '100' },
              { upTo: '101000', unitPrice: '1', packageSize: '1000' },
            ],
          },
        ],
        runs: [{ final: true, usage: [{ quantity: '5325' }] }],
      },
    ]);
  });

  it('with late usage is requested in parts of one period (LATE-02)', () => {
    const runs = [{ cumulative: '3' }, { cumulative: '6' }, { period1_total: '4', cumulative: '7' }];
    const [body] = bodiesOf('LATE-02', { unit: '10', max_spend: '50', runs });
    const at = (part: string, quantity: string) => ({ part, quantity });
    expect(body).toMatchObject({
      charges: [{ model: 'unit', unitPrice: '10', maxAmount: '50' }],
      runs: [
        { usage: [at('1', '3')] },
        { usage: [at('1', '3'), at('2', '3')] },
        { usage: [at('1', '4'), at('2', '3'), at('3', '0')] },
      ],
    });
  });

  it('with running totals is requested in events (PCT-02)', () => {
    const input = {
      rate_percent: '1.3',
      running_totals: ['50', '150', '400'],
      total: '800',
      free_events: null,
    };
    expect(bodiesOf('PCT-02', input)).toMatchObject([
      { runs: [{ usage: [{ events: ['50', '100', '250', '400'] }] }] },
    ]);
  });

  it('of another preview has no mapping here', () => {
    expect(pricingMapping({ id: 'CTR-03', input: {}, expected: {} })).toBeUndefined();
  });
});
