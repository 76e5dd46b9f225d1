import { createCharges, NAMED_OFFERS, type Offer, OFFERS } from './charge-offers.js';
import { MODELS } from './pricing-values.js';
import { toChargeTerms } from './charge-values.js';

const begun = (offer: Offer): object[] =>
  createCharges(offer, ['me-1'], (named) => ({ en: named })).map(toChargeTerms);

describe('the kinds of charges to add', () => {
  const all = Object.values(OFFERS).flat();

  it('include every model that people can edit, each once', () => {
    expect([...new Set(all)]).toEqual(all);
    expect(MODELS.filter((model) => !all.some((offer) => offer === model))).toEqual([]);
  });

  it('name charges that their terms cannot name', () => {
    for (const offer of all)
      expect(begun(offer)[0]).toMatchObject({
        name: NAMED_OFFERS.some((named) => named === offer) ? { en: offer } : {},
      });
  });

  it('start a deposit as a one-time amount, a subscription as a fee per machine and year in advance', () => {
    expect(begun('deposit')).toMatchObject([
      { due: 'once', meterIds: [], deposit: true, pricing: { model: 'flat' } },
    ]);
    expect(begun('subscription')).toMatchObject([{ due: 'yearly', perMachine: true }]);
  });

  it('start prepaid credits as a one-time amount that sells units of another charge', () => {
    expect(begun('prepaid')).toMatchObject([
      { due: 'once', pricing: { model: 'flat' }, prepaid: { chargeKey: '', quantity: '' } },
    ]);
  });

  it('start a separate minimum as a price of zero with a minimum', () => {
    expect(begun('minimum')).toMatchObject([
      { countsBy: 'year', pricing: { model: 'unit', unitPrice: '0' } },
    ]);
  });
});
