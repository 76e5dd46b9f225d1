import { withRole } from './columns.js';
import { draftOf, guessMap, lacksOf, mapOf, tableOf } from './draft-map.js';

const ACCOUNT = { account: 'PL61109010140000071219812874', currency: 'PLN' };
const OTHER = { account: 'DE89370400440532013000', currency: 'EUR' };
const POLISH = [
  'Historia rachunku',
  '',
  'Data księgowania;Data waluty;Nadawca;Rachunek nadawcy;Tytuł;Kwota;Waluta',
  '19.11.2026;20.11.2026;Meble Sp.;PL08000000000000000000000025;Faktura PL-1;1 230,00;PLN',
  '20.11.2026;20.11.2026;Nobody;;Opłata;-9,00;PLN',
].join('\n');

describe('the guess for a file', () => {
  it('finds the columns of a Polish bank', () => {
    const draft = guessMap(`\uFEFF${POLISH}`, [ACCOUNT]);
    expect(draft).toMatchObject({
      ...{ delimiter: ';', decimal: ',', dateFormat: 'dd.MM.yyyy', skippedRows: 2, hasHeaders: true },
      roles: ['bookingDate', 'valueDate', 'name', 'counterpartyAccount', 'text', 'amount', 'currency'],
      account: ACCOUNT.account,
    });
    expect(lacksOf(draft)).toEqual([]);
    const { headers } = tableOf(POLISH, draft);
    expect(mapOf(draft, headers)).toEqual({
      columns: {
        bookingDate: 'Data księgowania',
        valueDate: 'Data waluty',
        name: 'Nadawca',
        counterpartyAccount: 'Rachunek nadawcy',
        text: ['Tytuł'],
        amount: 'Kwota',
        currency: 'Waluta',
      },
      ...{ delimiter: ';', decimal: ',', dateFormat: 'dd.MM.yyyy', skippedRows: 2, hasHeaders: true },
      ...{ account: ACCOUNT.account, currency: null },
    });
  });

  it('finds received and sent money in two columns, and the own account by its number', () => {
    const text = [
      'Account,Date,Description,Debit,Credit',
      `${OTHER.account},2026-11-19,Invoice PL-1,,1230.00`,
      `${OTHER.account},2026-11-20,Fee,9.00,`,
    ].join('\n');
    const draft = guessMap(text, [ACCOUNT, OTHER]);
    expect(draft.roles).toEqual(['account', 'bookingDate', 'text', 'debit', 'credit']);
    expect(lacksOf(draft)).toEqual(['currency']);
  });

  it('uses positions for columns without names, and asks for what it does not find', () => {
    const draft = guessMap('2026-11-19;10,00;Invoice\n2026-11-20;5,00;Other', [ACCOUNT, OTHER]);
    expect(draft).toMatchObject({ hasHeaders: false, roles: ['bookingDate', 'amount', null], account: null });
    expect(lacksOf(draft)).toEqual(['account', 'currency']);
    expect(mapOf(draft, ['', '', '']).columns).toEqual({ bookingDate: 1, amount: 2 });
  });
});

describe('a column map', () => {
  it('is the same after it was edited without changes', () => {
    const draft = guessMap(POLISH, [ACCOUNT]);
    const { headers } = tableOf(POLISH, draft);
    const map = mapOf(draft, headers);
    expect(mapOf(draftOf(map, POLISH), headers)).toEqual(map);
  });

  it('names a column by its position if two columns have its name', () => {
    const text = 'Date;Amount;Text;Text\n2026-11-19;1,00;a;b';
    const draft = guessMap(text, [ACCOUNT]);
    expect(mapOf(draft, tableOf(text, draft).headers).columns.text).toEqual([3, 4]);
  });

  it('has marks of debits only with a column for them', () => {
    const draft = { ...guessMap(POLISH, [ACCOUNT]), debitMarks: 'D, DBIT,' };
    const { headers } = tableOf(POLISH, draft);
    expect(mapOf(draft, headers)).not.toHaveProperty('debitMarks');
    const marked = { ...draft, roles: withRole(draft.roles, 2, 'mark') };
    expect(mapOf(marked, headers).debitMarks).toEqual(['D', 'DBIT']);
    expect(lacksOf({ ...marked, debitMarks: ' ' })).toEqual(['marks']);
  });

  it('has each role once, except for text', () => {
    expect(withRole(['amount', 'text', null], 2, 'amount')).toEqual([null, 'text', 'amount']);
    expect(withRole(['amount', 'text', null], 2, 'text')).toEqual(['amount', 'text', 'text']);
    expect(lacksOf({ ...guessMap(POLISH, [ACCOUNT]), roles: ['bookingDate', 'debit'] })).toContain('amount');
  });
});
