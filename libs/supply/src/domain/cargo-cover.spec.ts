import { priceCargoCover } from './cargo-cover.js';

describe('cargo cover', () => {
  it.each<[string, string | null, string, string, object]>([
    ['insures the whole percentage', '110', '0.28', '41200.00', { insured: '45320.00', premium: '126.90' }],
    [
      'insures the value and an addition',
      '10',
      '0.28',
      '41200.00',
      { insured: '45320.00', premium: '126.90' },
    ],
    ['insures the value itself', null, '0.5', '100', { insured: '100.00', premium: '0.50' }],
    ['charges the premium on the rounded value', '10', '50', '0.05', { insured: '0.06', premium: '0.03' }],
  ])('%s', (_, upliftPercent, ratePercent, cif, expected) => {
    expect(priceCargoCover({ upliftPercent, ratePercent }, { cif }, 'USD')).toEqual(expected);
  });

  it('refuses a percentage that is neither an addition nor the whole', () => {
    expect(() => priceCargoCover({ upliftPercent: '90', ratePercent: '1' }, { cif: '1' }, 'USD')).toThrow(
      expect.objectContaining({
        code: 'supply.cargo_cover_invalid',
        fields: [
          expect.objectContaining({ pointer: '/term/upliftPercent', code: 'supply.uplift_ambiguous' }),
        ],
      }) as Error,
    );
  });
});
