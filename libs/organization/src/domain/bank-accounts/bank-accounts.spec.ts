import { findValidityFaults, placeAccount } from './account-validity.js';
import { type BankAccount, findAccountFaults, normaliseAccount } from './bank-account.js';

const codesOf = (account: BankAccount, country = 'PL'): string[] =>
  findAccountFaults(account, country).map(({ pointer, code }) => `${pointer} ${code}`);

describe('a bank account', () => {
  it.each([
    ['PL61109010140000071219812874', 'PL'],
    ['DE89370400440532013000', 'PL'],
    ['NO9386011117947', 'ID'],
    ['MT84MALT011000012345MTLCAST001S', 'MX'],
    ['032180000118359719', 'MX'],
    ['000-000-0000017', 'ID'],
    ['0200/123.456', 'CN'],
    ['CN1234', 'CN'],
  ])('%s of a holder in %s is valid', (account, country) => {
    expect(codesOf({ account }, country)).toEqual([]);
  });

  it.each([
    ['PL61109010140000071219812875', 'PL', '/account organization.iban_check_digits_wrong'],
    ['PL6110901014000007121981287', 'PL', '/account organization.iban_length_wrong'],
    ['DE8937040044053201300-', 'DE', '/account organization.iban_check_digits_wrong'],
    ['032180000118359718', 'MX', '/account organization.clabe_wrong'],
    ['03218000011835971', 'MX', '/account organization.clabe_wrong'],
    ['A!', 'CN', '/account organization.account_malformed'],
    ['-1', 'CN', '/account organization.account_malformed'],
    ['', 'CN', '/account organization.account_missing'],
  ])('%s of a holder in %s is rejected', (account, country, fault) => {
    expect(codesOf({ account }, country)).toEqual([fault]);
  });

  it('is read without spaces and in capitals', () => {
    expect(normaliseAccount(' pl61 1090\t1014\u00a00000 ')).toBe('PL61109010140000');
  });

  it.each([
    ['', true],
    ['DEUTDEFF', true],
    ['DEUTDEFF500', true],
    ['DEUTDEF', false],
    ['DEUT1EFF', false],
    ['deutdeff', false],
  ])('with the BIC %j is valid: %s', (bic, isValid) => {
    expect(codesOf({ account: '1', bic })).toEqual(isValid ? [] : ['/bic organization.bic_malformed']);
  });
});

describe('the validity of a bank account', () => {
  it.each([
    [null, null, []],
    ['2026-11-30', '2026-11-30', []],
    ['2026-11-29', null, ['/validFrom organization.valid_from_past']],
    ['2026-12-02', '2026-12-01', ['/validTo organization.valid_to_before_from']],
    [null, '2026-11-29', ['/validTo organization.valid_to_before_from']],
  ])('from %s to %s', (validFrom, validTo, expected) => {
    const faults = findValidityFaults({ validFrom, validTo }, '2026-11-30');
    expect(faults.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(expected);
  });

  const FIRST = { id: 'first', validFrom: null, validTo: '2026-06-30' };
  const CURRENT = { id: 'current', validFrom: '2026-07-01', validTo: null };

  it.each([
    ['ends the account that is valid', '2026-12-01', null, [FIRST, CURRENT], ['current'], null],
    ['leaves former accounts', '2026-12-01', null, [FIRST], [], null],
    ['ends an account on its last day', '2026-06-30', null, [FIRST], ['first'], null],
    ['is blocked by an account of the same day', '2026-07-01', null, [FIRST, CURRENT], [], 'current'],
    ['is blocked by a later account', '2026-06-01', null, [FIRST, CURRENT], ['first'], 'current'],
    ['fits before a later account', '2026-06-01', '2026-06-30', [FIRST, CURRENT], ['first'], null],
  ])('%s', (_, validFrom, validTo, approved, ended, blockedBy) => {
    expect(placeAccount({ validFrom, validTo }, approved)).toEqual({ ended, blockedBy });
  });
});
