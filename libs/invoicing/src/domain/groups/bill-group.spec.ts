import { differences, type GroupTerms, groupTermsOf, isOnDocument, stateOfDocument } from './bill-group.js';

const CONTRACT = {
  legalEntityId: 'seller',
  buyerId: 'buyer',
  currency: 'PLN',
  zone: 'Europe/Warsaw',
  billingCalendar: 'calendar' as const,
  startsOn: '2026-01-01',
  paymentDays: 14,
  pricesIncludeTax: false,
  terms: {},
};
const TERMS = groupTermsOf(CONTRACT);

describe('a bill group', () => {
  it('accepts contracts that share parties, currency, payment terms and calendar', () => {
    expect(differences(TERMS, groupTermsOf({ ...CONTRACT }))).toEqual([]);
  });

  it.each<[keyof GroupTerms, object]>([
    ['legalEntityId', { legalEntityId: 'other' }],
    ['buyerId', { buyerId: 'other' }],
    ['currency', { currency: 'EUR' }],
    ['zone', { zone: 'Europe/Berlin' }],
    ['billingDay', { billingCalendar: 'anniversary', startsOn: '2026-01-15' }],
    ['paymentDays', { paymentDays: 30 }],
    ['prices', { pricesIncludeTax: true }],
    ['corrections', { terms: { billing: { corrections: 'document' } } }],
  ])('names a different %s', (term, other) => {
    expect(differences(TERMS, groupTermsOf({ ...CONTRACT, ...other }))).toEqual([term]);
  });

  it('adds a month to the document only until the others are approved', () => {
    expect(isOnDocument(undefined, [])).toBe(true);
    expect(isOnDocument(undefined, [{ state: 'draft' }, { state: 'held' }])).toBe(true);
    expect(isOnDocument(undefined, [{ state: 'approved' }])).toBe(false);
    expect(isOnDocument({ state: 'held', isOn: false }, [{ state: 'issued' }])).toBe(false);
    expect(isOnDocument({ state: 'approved', isOn: true }, [{ state: 'approved' }])).toBe(true);
    expect(isOnDocument({ state: 'approved', isOn: false }, [{ state: 'draft' }])).toBe(false);
    expect(isOnDocument({ state: 'draft', isOn: false }, [{ state: 'draft' }])).toBe(true);
  });

  it('has a state that results from its members', () => {
    expect(stateOfDocument(['draft', 'held', 'draft'])).toBe('held');
    expect(stateOfDocument(['approved', 'draft'])).toBe('draft');
    expect(stateOfDocument(['approved', 'approved'])).toBe('approved');
    expect(stateOfDocument(['issued', 'credited'])).toBe('issued');
    expect(stateOfDocument(['credited'])).toBe('credited');
  });
});
