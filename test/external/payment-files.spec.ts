import {
  type DebitToCollect,
  type RefundToTransfer,
  toDebitOrder,
  toPaymentOrder,
  writeDebitFile,
  writePain,
} from '#receivables';
import { isClientInstalled, runClientOnText } from '../support/foreign-clients.js';

const isInstalled = isClientInstalled('sepaxml');
if (!isInstalled) console.log('Skipped: sepaxml is not installed.');

const DE = 'DE89370400440532013000';
const PL = 'PL61109010140000071219812874';
const MEXICO = '032180000118359719';
const NAMES = [
  'Nordwerk GmbH',
  'Zakład „Łódź” & Syn',
  '<b>A "quoted" name</b>',
  '杭州公司',
  '\u0007\uFFFF',
  'x'.repeat(300),
];

function refundsTo(accounts: readonly string[]): RefundToTransfer[] {
  return NAMES.flatMap((payeeName) =>
    accounts.map((payeeAccount) => ({
      id: crypto.randomUUID(),
      amountMinor: 12_345n,
      payeeName,
      payeeAccount,
      text: payeeName,
    })),
  );
}

async function faultsOf(
  currency: string,
  debtor: { readonly account: string; readonly bic: string | null },
  accounts: readonly string[],
): Promise<unknown> {
  const order = {
    fileId: crypto.randomUUID(),
    createdAt: new Date(),
    executeOn: '2026-12-02',
    currency,
    debtor: { holder: 'Müller & Söhne', ...debtor },
  };
  return faultsBySchema('pain001_faults.py', writePain(toPaymentOrder(order, refundsTo(accounts))));
}

async function faultsBySchema(script: string, xml: string): Promise<unknown> {
  const { code, stdout, stderr } = await runClientOnText('sepaxml', script, xml);
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout);
}

const DEBITS: readonly DebitToCollect[] = NAMES.flatMap((payerName, index) =>
  (['core', 'b2b'] as const).map((scheme) => ({
    number: index === 0 ? 'x'.repeat(60) : `PL-2026-0000${index}`,
    amountMinor: 12_345n,
    scheme,
    creditorId: 'DE98ZZZ09999999999',
    mandateReference: `M/${scheme} ${index}`,
    signedOn: '2026-01-15',
    payerName,
    payerAccount: PL,
  })),
);

(isInstalled ? describe : describe.skip)('payment files', () => {
  it.each([
    ['SEPA transfers', 'EUR', { account: DE, bic: 'COBADEFFXXX' }, [DE, PL]],
    ['SEPA and other transfers', 'EUR', { account: DE, bic: null }, [PL, MEXICO]],
    ['transfers in another currency', 'PLN', { account: PL, bic: null }, [PL, DE]],
    ['transfers between national accounts', 'MXN', { account: MEXICO, bic: 'BCMRMXMMXXX' }, [MEXICO]],
    ['amounts without decimals', 'JPY', { account: DE, bic: null }, [DE]],
  ])('with %s have no faults by the schema of ISO 20022', async (_, currency, debtor, accounts) => {
    expect(await faultsOf(currency, debtor, accounts)).toEqual([]);
  });
});

(isInstalled ? describe : describe.skip)('debit files', () => {
  it.each(['COBADEFFXXX', null])(
    'have no faults by the schema of ISO 20022, with the BIC %s',
    async (bic) => {
      const order = {
        fileId: crypto.randomUUID(),
        createdAt: new Date(),
        collectOn: '2026-12-10',
        creditor: { holder: 'Müller & Söhne', account: DE, bic },
      };
      expect(await faultsBySchema('pain008_faults.py', writeDebitFile(toDebitOrder(order, DEBITS)))).toEqual(
        [],
      );
    },
  );
});
