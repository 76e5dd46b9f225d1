import type { ExitAgreement } from '../../../api/types.js';
import { toExitAgreement, toExitValues } from './exit-values.js';

const TABLE: ExitAgreement = {
  noticeDays: 90,
  noticeTo: 'term_end',
  endDay: 'billed',
  termination: { method: 'percent_of_remaining', percent: '60', deinstallation: null },
  buyout: { model: 'table', prices: [{ month: 12, price: '50000' }] },
};

describe('exit terms in a form', () => {
  it.each([
    null,
    TABLE,
    { ...TABLE, noticeDays: null, termination: null, buyout: null },
    { ...TABLE, deposit: 'set_off' } as const,
    {
      ...TABLE,
      termination: {
        method: 'lesser_of',
        monthlyRatePercent: '0.5',
        book: null,
        market: '30000',
        deinstallation: '1850',
      },
      buyout: {
        model: 'straight',
        value: '60000',
        residualPercent: '12',
        termMonths: 60,
        adminPercent: null,
      },
    } as const,
  ])('round-trip unchanged', (exit) => {
    expect(toExitAgreement(toExitValues(exit, '2030-01-31'))).toEqual(exit);
  });

  it('omit fields that the method does not have, and empty rows', () => {
    const values = toExitValues(TABLE, null);
    const termination = { ...values.termination, market: '5', method: 'percent_of_remaining' } as const;
    const buyout = { ...values.buyout, prices: [...values.buyout.prices, { month: '', price: ' ' }] };
    expect(toExitAgreement({ ...values, termination, buyout })).toEqual(TABLE);
  });

  it('send an invalid number, so that the server reports it at its field', () => {
    expect(toExitAgreement({ ...toExitValues(TABLE, null), noticeDays: 'soon' })).toMatchObject({
      noticeDays: -1,
    });
  });
});
