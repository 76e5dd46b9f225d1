import { type CostFields, findCostFaults, toContractCurrency } from './cost-fields.js';

const cost = (more: Partial<CostFields> = {}): CostFields => ({
  kind: 'parts',
  month: '2026-10',
  day: null,
  amount: '1320.00',
  currency: 'EUR',
  rate: null,
  machineId: null,
  ticketId: null,
  kitDeliveryId: null,
  note: '',
  ...more,
});

describe('a cost', () => {
  it.each([
    ['is valid', {}, []],
    ['may have a day of its month', { day: '2026-10-31' }, []],
    ['may be a refund', { amount: '-12.5' }, []],
    ['may be in another currency at a rate', { currency: 'PLN', rate: '0.235' }, []],
    ['may use a known rate', { currency: 'PLN' }, []],
    ['has a day of its own month', { day: '2026-11-01' }, ['/day billing.cost_day_elsewhere']],
    ['is not zero', { amount: '0.00' }, ['/amount billing.cost_amount_zero']],
    ['has no more decimals than its currency', { amount: '1.005' }, ['/amount billing.cost_amount_finer']],
    [
      'has whole yen',
      { currency: 'JPY', rate: '0.006', amount: '1.5' },
      ['/amount billing.cost_amount_finer'],
    ],
    ['is not too large', { amount: '1000000000000' }, ['/amount billing.cost_amount_too_large']],
    ['needs no rate for its own currency', { rate: '4.2' }, ['/rate billing.cost_rate_needless']],
    ['has a rate above zero', { currency: 'PLN', rate: '0' }, ['/rate billing.cost_rate_zero']],
    ['is within plausible months', { month: '1026-10' }, ['/month billing.cost_month_beyond']],
    [
      'refers to a ticket or a delivery, not to both',
      { ticketId: 't', kitDeliveryId: 'k' },
      ['/kitDeliveryId billing.cost_for_two'],
    ],
  ])('%s', (_name, more, faults) => {
    expect(findCostFaults(cost(more), 'EUR').map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(
      faults,
    );
  });

  it('is rounded once, half away from zero', () => {
    expect(toContractCurrency('100.10', '0.235', 'EUR')).toBe(2352n);
    expect(toContractCurrency('0.50', '0.01', 'EUR')).toBe(1n);
    expect(toContractCurrency('-0.50', '0.01', 'EUR')).toBe(-1n);
    expect(toContractCurrency('100', '150.255', 'JPY')).toBe(15_026n);
  });
});
