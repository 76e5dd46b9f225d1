/// <reference types="vitest/globals" />
import { findingsAt, findPartyFindings, findSilentMeters } from './draft-findings.js';

const BUYER = { id: 'b-1', name: 'Buyer', street: 'S 1', city: 'W', taxIds: { nip: '1' } };
const SELLER = {
  ...{ id: 'e-1', name: 'Seller', street: 'S 1', city: 'W', taxIds: { nip: '2' } },
  ...{ currency: 'PLN', bankAccount: { account: 'PL1' } },
};
const CHOSEN = { buyerId: '', legalEntityId: 'e-1', currency: 'PLN' };

describe('data of the parties', () => {
  it.each<[string, Parameters<typeof findPartyFindings>, object[]]>([
    ['complete', [CHOSEN, [BUYER], [SELLER]], []],
    [
      'the buyer lacks a tax number',
      [CHOSEN, [{ ...BUYER, taxIds: {} }], [SELLER]],
      [{ path: 'buyerId', code: 'portal.buyer_data_missing', params: { name: 'Buyer', missing: 'taxIds' } }],
    ],
    [
      'another buyer is selected',
      [{ ...CHOSEN, buyerId: 'b-1' }, [{ ...BUYER, id: 'b-0', city: '' }, BUYER], [SELLER]],
      [],
    ],
    [
      'the seller lacks a bank account',
      [CHOSEN, [BUYER], [{ ...SELLER, bankAccount: {} }]],
      [{ path: 'legalEntityId', code: 'portal.seller_account_missing' }],
    ],
    [
      'another currency than the seller’s',
      [{ ...CHOSEN, currency: 'EUR' }, [BUYER], [SELLER]],
      [{ path: 'currency', code: 'portal.other_currency', params: { own: 'PLN' } }],
    ],
    ['nothing selected', [{ ...CHOSEN, legalEntityId: '' }, [], [SELLER]], []],
  ])('%s', (_name, given, expected) => {
    expect(findPartyFindings(...given)).toMatchObject(expected);
  });
});

describe('findings at fields', () => {
  it('point out silent meters by their index', () => {
    const meters = [{ id: 'me-1' }, { id: 'me-2' }] as unknown as Parameters<
      typeof findSilentMeters
    >[0]['meters'];
    expect(findSilentMeters({ meters }, ['me-2'])).toMatchObject([{ path: 'meters.1', isBlocking: false }]);
  });

  it('are those of a field and below it', () => {
    const at = (path: string) => ({ path, code: '', params: {}, isBlocking: false });
    const findings = ['charges.1', 'charges.1.pricing', 'charges.10', 'buyerId'].map(at);
    expect(findingsAt(findings, 'charges.1').map(({ path }) => path)).toEqual([
      'charges.1',
      'charges.1.pricing',
    ]);
  });
});
