import type { ChargeValues } from '../../charges/form/charge-values.js';
import type { PricingValues } from '../../charges/form/pricing-values.js';

/** A figure of a charge that is edited inside a sentence. */
export type Figure = Extract<
  keyof PricingValues,
  'amount' | 'unitPrice' | 'packageSize' | 'packagePrice' | 'contractedQuantity' | OptionalFigure
>;

/** Optional figures of a charge, in the order of their sentences. */
export const OPTIONAL_FIGURES = [
  'includedQuantity',
  'includedQuantityPerMachine',
  'minQuantity',
  'minQuantityPerMachine',
  'minAmount',
  'shortfallPrice',
  'maxAmount',
  'discountPercent',
] as const satisfies readonly (keyof PricingValues)[];
export type OptionalFigure = (typeof OPTIONAL_FIGURES)[number];

/** A sentence of a charge: its translation key, and the figure or day of payment for each of its parameters. */
export interface ChargeSentence {
  readonly key: string;
  readonly fields: Readonly<Record<string, Figure | 'dueOn'>>;
  /** The optional figure that the sentence is about. Removing the sentence clears this figure. */
  readonly about?: OptionalFigure;
}

const SPANS = { quarterly: 'quarter', yearly: 'year', arrears: 'arrears', advance: 'advance' } as const;

/**
 * The sentences of a charge with the figures that are edited in them, in the order in which a contract describes them.
 * @param shown optional figures that are shown even if they are empty
 */
export function chargeSentences(
  { due, dueOn, countsBy: by, perMachine, pricing }: ChargeValues,
  shown: ReadonlySet<OptionalFigure>,
): ChargeSentence[] {
  const { model } = pricing;
  const has = (figure: OptionalFigure): boolean => pricing[figure] !== '' || shown.has(figure);
  const about = (figure: OptionalFigure, key: string, fields: ChargeSentence['fields']): ChargeSentence[] =>
    has(figure) ? [{ key, fields, about: figure }] : [];
  const isMinimumAlone =
    model === 'unit' &&
    pricing.unitPrice !== '' &&
    Number(pricing.unitPrice) === 0 &&
    (has('minQuantity') || has('minAmount'));
  const shortfall = { price: 'shortfallPrice' } as const;
  return [
    ...about('includedQuantity', `charge.included.${by}`, { quantity: 'includedQuantity' }),
    ...about('includedQuantityPerMachine', `charge.includedPerMachine.${by}`, {
      quantity: 'includedQuantityPerMachine',
    }),
    ...priceSentences(),
    ...about('minQuantity', `charge.minimum.${by}`, { quantity: 'minQuantity', ...shortfall }),
    ...about('minQuantityPerMachine', `charge.minimumPerMachine.${by}`, {
      quantity: 'minQuantityPerMachine',
      // Both minimums have the same price, which is edited only once.
      ...(has('minQuantity') ? {} : shortfall),
    }),
    ...about('minAmount', `charge.minimumAmount.${by}`, { amount: 'minAmount' }),
    ...about('maxAmount', `charge.maximum.${by}`, { amount: 'maxAmount' }),
    ...about('discountPercent', 'charge.discount', { percent: 'discountPercent' }),
  ];

  function priceSentences(): ChargeSentence[] {
    switch (model) {
      case 'flat':
        if (due === 'once')
          return [
            dueOn === ''
              ? { key: 'charge.flat.atStart', fields: { amount: 'amount' } }
              : { key: 'charge.flat.once', fields: { amount: 'amount', day: 'dueOn' } },
          ];
        return [
          {
            key: `charge.flat.${SPANS[due]}.${perMachine ? 'machine' : 'contract'}`,
            fields: { amount: 'amount' },
          },
        ];
      case 'unit':
        if (isMinimumAlone) return [];
        return [
          {
            key:
              has('includedQuantity') || has('includedQuantityPerMachine')
                ? 'charge.unitBeyond'
                : 'charge.unitEach',
            fields: { price: 'unitPrice' },
          },
        ];
      case 'package':
        return [{ key: 'charge.package', fields: { price: 'packagePrice', size: 'packageSize' } }];
      case 'hour_bands':
        return [{ key: 'charge.hourBands', fields: { contracted: 'contractedQuantity' } }];
      case 'graduated':
      case 'volume':
      case 'stairstep':
      case 'graduated_percentage':
        return [{ key: `charge.${model}.${by}`, fields: {} }];
      // These models occur only in existing data, and their rates can't be edited.
      case 'percentage':
      case 'cost_plus':
        return [];
    }
  }
}
