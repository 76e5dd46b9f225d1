import { missingOfParty, type PartyOnInvoice } from './parties.js';

const PARTY: PartyOnInvoice = {
  id: 'e',
  name: 'Beihu',
  street: 'ul. Fikcyjna 1',
  postalCode: '00-001',
  city: 'Warszawa',
  country: 'PL',
  taxIds: { nip: '1111111111', vat: ' ' },
};

it.each<[Partial<PartyOnInvoice>, readonly string[]]>([
  [{}, []],
  [{ street: ' ' }, ['street']],
  [{ city: '' }, ['city']],
  [{ taxIds: {} }, ['taxIds']],
  [{ taxIds: { nip: ' ' }, city: ' ' }, ['city', 'taxIds']],
])('a party with %j lacks %j', (change, missing) => {
  expect(missingOfParty({ ...PARTY, ...change })).toEqual(missing);
});
