import { begin, NAMED_OFFERS, type Offer, OFFERS } from './charge-offers.js';
import { MODELS } from './pricing-values.js';
import { toChargeTerms } from './charge-values.js';

const begun = (offer: Offer): object[] =>
  begin(offer, ['me-1'], (named) => ({ en: named })).map(toChargeTerms);

describe('what a charge may be added as', () => {
  const all = Object.values(OFFERS).flat();

  it('has every model that is written by hand, each offer once', () => {
    expect([...new Set(all)]).toEqual(all);
    expect(MODELS.filter((model) => !all.some((offer) => offer === model))).toEqual([]);
  });

  it('names what its terms do not', () => {
    for (const offer of all)
      expect(begun(offer)[0]).toMatchObject({
        name: NAMED_OFFERS.some((named) => named === offer) ? { en: offer } : {},
      });
  });

  it('begins a deposit as an amount due once, a subscription for each machine and year in advance', () => {
    expect(begun('deposit')).toMatchObject([
      { due: 'once', meterIds: [], deposit: true, pricing: { model: 'flat' } },
    ]);
    expect(begun('subscription')).toMatchObject([{ due: 'yearly', perMachine: true }]);
  });

  it('begins what is prepaid as an amount due once that sells units of another charge', () => {
    expect(begun('prepaid')).toMatchObject([
      { due: 'once', pricing: { model: 'flat' }, prepaid: { chargeKey: '', quantity: '' } },
    ]);
  });

  it('makes of a minimum of its own a price of nothing, to which the minimum is written', () => {
    expect(begun('minimum')).toMatchObject([
      { countsBy: 'year', pricing: { model: 'unit', unitPrice: '0' } },
    ]);
  });
});
