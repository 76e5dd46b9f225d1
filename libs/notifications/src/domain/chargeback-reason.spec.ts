import { chargebackReason } from './chargeback-reason.js';

describe('the reason of a chargeback', () => {
  it.each([
    ['fraudulent', 'fraudulent'],
    ['product_not_received', 'product_not_received'],
    ['general', 'other'],
    ['a_code_of_tomorrow', 'other'],
    [undefined, 'other'],
  ])('%s is shown as %s', (code, reason) => {
    expect(chargebackReason(code)).toBe(reason);
  });
});
