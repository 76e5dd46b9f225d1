import { DomainError } from '#platform';
import { rateRuns } from '#pricing';
import { createValidationPipe } from '../errors/validation.pipe.js';
import { toDescribedPricing, type DescribedPricing } from './previews/described-pricing.js';
import { toPricingPreview } from './previews/pricing-preview-views.js';
import { PricingDescriptionDto } from './previews/pricing-preview.dto.js';

const AIR = { key: 'air', model: 'unit', unitPrice: '0.0198' };
const USED = { charge: 'air', quantity: '84200' };

const read = async (body: object): Promise<DescribedPricing> => {
  const description = (await createValidationPipe().transform(body, {
    type: 'body',
    metatype: PricingDescriptionDto,
  })) as PricingDescriptionDto;
  return toDescribedPricing(description);
};

async function readRejection(body: object): Promise<[code: string, ...pointers: string[]]> {
  const error: unknown = await read(body).then(
    () => null,
    (fault: unknown) => fault,
  );
  if (!(error instanceof DomainError)) throw new Error('The description was not rejected');
  return [error.code, ...error.fields.map(({ pointer }) => pointer)];
}

describe('described pricing', () => {
  it.each<[string, object, string[]]>([
    ['an unknown field', { discount: '5' }, ['api.field_unknown', '/discount']],
    [
      'an unknown field of a charge',
      { charges: [{ ...AIR, price: '1' }] },
      ['api.field_unknown', '/charges/0/price'],
    ],
    [
      'an unknown field of a tier',
      { charges: [{ ...AIR, tiers: [{ to: '5' }] }] },
      ['api.field_unknown', '/charges/0/tiers/0/to'],
    ],
    ['an empty list of charges', { charges: [] }, ['api.request_invalid', '/charges']],
    ['a charge that is null', { charges: [null] }, ['api.request_invalid', '/charges/0']],
    ['a run that is null', { runs: [null] }, ['api.request_invalid', '/runs/0']],
    [
      'a number as a price',
      { charges: [{ ...AIR, unitPrice: 0.0198 }] },
      ['api.request_invalid', '/charges/0/unitPrice'],
    ],
    [
      'an unknown model',
      { charges: [{ ...AIR, model: 'dynamic' }] },
      ['api.request_invalid', '/charges/0/model'],
    ],
    ['a currency in lower case', { currency: 'eur' }, ['api.request_invalid', '/currency']],
    [
      'an event that is not an amount',
      { runs: [{ usage: [{ charge: 'air', events: ['1', 'x'] }] }] },
      ['api.request_invalid', '/runs/0/usage/0/events'],
    ],
  ])('rejects %s', async (_, wrong, expected) => {
    expect(await readRejection({ charges: [AIR], runs: [], ...wrong })).toEqual(expected);
  });

  it('prices each run, with the decimals of the currency', async () => {
    const body = {
      currency: 'EUR',
      charges: [{ ...AIR, minQuantity: '120000' }],
      runs: [{ final: true, usage: [USED] }],
    };
    const { charges, runs, currency } = await read(body);
    const { total, runs: priced } = toPricingPreview(rateRuns(charges, runs, currency), currency);
    const none = { charge: 'air', machine: null, used: null, overage: null, trueUp: null };
    expect(total).toBe('2376.00');
    expect(priced).toEqual([
      {
        amount: '2376.00',
        gross: '1667.16',
        discount: '0',
        capDiscount: '0',
        trueUp: '708.84',
        billableQuantity: '84200',
        steps: [
          {
            charge: 'air',
            tier: 0,
            quantity: '84200',
            amount: '1667.16',
            freeAmount: null,
            freeEvents: null,
          },
        ],
        lines: [
          { ...none, part: '1', component: 'usage', quantity: '84200', exact: '1667.16', amount: '1667.16' },
          { ...none, part: null, component: 'true_up', quantity: '35800', exact: '708.84', amount: '708.84' },
        ],
      },
    ]);
  });

  it('needs no keys for a single charge', async () => {
    const { key: _, ...air } = AIR;
    const body = { currency: 'EUR', charges: [air], runs: [{ usage: [{ quantity: '84200' }] }] };
    const { charges, runs, currency } = await read(body);
    const { total, runs: priced } = toPricingPreview(rateRuns(charges, runs, currency), currency);
    expect(total).toBe('1667.16');
    expect(priced[0]).toMatchObject({ trueUp: null, lines: [{ charge: '1' }] });
  });

  it('assigns usage without a charge to the single charge, whatever its key', async () => {
    const { runs } = await read({ charges: [AIR], runs: [{ usage: [{ quantity: '1' }] }] });
    expect(runs[0]!.usage).toMatchObject([{ charge: 'air' }]);
  });

  it('requires a key for each of several charges, and a charge for each usage', async () => {
    const { key: _, ...air } = AIR;
    const runs = [{ usage: [USED, { quantity: '1' }] }];
    expect(await readRejection({ charges: [AIR, air], runs })).toEqual([
      'billing.pricing_invalid',
      '/charges/1/key',
      '/runs/0/usage/1/charge',
    ]);
  });

  it('continues if a quantity is on hold, and does not round without a currency', async () => {
    const usage = [
      { charge: 'air', machine: 'M1', quantity: null },
      { charge: 'air', machine: 'M2', quantity: '1' },
    ];
    const { charges, runs } = await read({ charges: [AIR], runs: [{ usage }] });
    const { runs: priced, total } = toPricingPreview(rateRuns(charges, runs, null), null);
    expect(total).toBe('0.0198');
    expect(priced[0]!.lines.map(({ machine, amount }) => [machine, amount])).toEqual([
      [null, '0.0198'],
      ['M1', null],
    ]);
  });
});
