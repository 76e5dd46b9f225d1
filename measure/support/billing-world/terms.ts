import type { ContractClass } from './profiles.js';

type Charges = readonly Readonly<Record<string, unknown>>[];

/** Returns the charges of a class's contract, in the API's format. */
export function chargesOf(ofClass: ContractClass, meterIds: readonly string[]): Charges {
  const base = { clause: '4.1', pricing: { model: 'flat', amount: '900.00' } };
  const usage = { clause: '4.2', meterIds };
  switch (ofClass) {
    case 'overage':
      return [base, { ...usage, pricing: { model: 'unit', unitPrice: '0.0264', includedQuantity: '9000' } }];
    case 'yearly':
      return [
        {
          ...usage,
          countsBy: 'year',
          pricing: {
            model: 'graduated',
            minAmount: '9000.00',
            tiers: [
              { upTo: '20000', unitPrice: '0.0500' },
              { upTo: '60000', unitPrice: '0.0400' },
              { upTo: null, unitPrice: '0.0310' },
            ],
          },
        },
      ];
    case 'pooled':
      return [
        base,
        {
          ...usage,
          pricing: {
            model: 'unit',
            unitPrice: '0.0310',
            pooling: 'pooled',
            allocate: true,
            includedQuantityPerMachine: '1000',
            minQuantityPerMachine: '3800',
            shortfallPrice: '0.0200',
          },
        },
      ];
    case 'exchanged':
      return [
        base,
        {
          ...usage,
          pricing: {
            model: 'unit',
            unitPrice: '0.0290',
            pooling: 'per_machine',
            includedQuantity: '1500',
          },
        },
      ];
  }
}
