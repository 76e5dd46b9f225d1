/// <reference types="jest" />
import { toBillingTerms, toBillingValues } from './billing-values.js';

const METER = {
  id: 'me-1',
  device: { id: 'd-1', code: 'FM-1' },
  signalKey: 'air_m3_total',
  unit: 'm3',
  modulus: null,
  maxRatePerHour: null,
  maxGapMinutes: 1440,
};
const USAGE = {
  id: 'p-1',
  kind: 'usage' as const,
  base: null,
  meterId: 'me-1',
  includedQuantity: '150000',
  unitPrice: '0.0264',
  clause: '',
};
const BASE = {
  id: 'p-2',
  kind: 'base' as const,
  base: { amount: '4900.00', currency: 'PLN' },
  meterId: null,
  includedQuantity: null,
  unitPrice: null,
  clause: '',
};

describe('what a contract bills by, in a form and back', () => {
  it('comes back as it was, the usage price first', () => {
    const contract = {
      startsOn: '2026-12-01',
      machines: [{ id: 'm-1', serial: 'S', from: '2026-12-01', to: null }],
      meters: [METER],
      prices: [BASE, USAGE],
    };
    expect(toBillingTerms(toBillingValues(contract), contract)).toEqual({
      machines: [{ machineId: 'm-1', from: '2026-12-01' }],
      meters: [{ id: 'me-1', deviceId: 'd-1', signalKey: 'air_m3_total' }],
      prices: [
        { kind: 'usage', meterId: 'me-1', unitPrice: '0.0264', includedQuantity: '150000' },
        { kind: 'base', amount: '4900.00' },
      ],
    });
  });

  it('leaves out what was not filled in', () => {
    const empty = { startsOn: '2026-12-01', machines: [], meters: [], prices: [] };
    expect(toBillingTerms(toBillingValues(empty), empty)).toEqual({ machines: [], meters: [], prices: [] });
  });
});
