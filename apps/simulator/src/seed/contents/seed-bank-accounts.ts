import type { DemoHub } from '../demo-data.store.js';
import { demoId } from '../demo-ids.js';
import { insertRows, type Row } from '../rows.writer.js';
import type { Seeding } from '../seeding.js';

type Account = Readonly<Record<'bank' | 'account' | 'bic', string>>;

/** Bank accounts of the maker's legal entities for all currencies, by country. All are fictional. */
const ACCOUNTS: Readonly<Record<string, Account>> = {
  ID: { bank: 'Bank Contoh (fiksi)', account: '000-000-0000017', bic: 'XXXXIDJA' },
  MX: { bank: 'Banco Ejemplo (ficticio)', account: '000000000000000013', bic: 'XXXXMXMM' },
  PL: { bank: 'Bank Przyklad (fikcyjny)', account: 'PL30000000000000000000000017', bic: 'XXXXPLPW' },
};

/** Bank account in euros that awaits approval by a second person. */
const PROPOSED: Readonly<Record<string, Account>> = {
  PL: { bank: 'Bank Przyklad (fikcyjny)', account: 'PL08000000000000000000000025', bic: 'XXXXPLPW' },
};

/** Seeds the bank accounts of the maker's legal entities. */
export async function seedBankAccounts({ manager, data, dates, makerId }: Seeding): Promise<void> {
  const at = new Date(dates.firstStartMs).toISOString();
  const toRow = (hub: DemoHub, account: Account | undefined, isProposed: boolean): Row[] =>
    account === undefined
      ? []
      : [
          {
            maker_id: makerId,
            id: demoId('bank-account', hub.id, isProposed ? 'EUR' : 'all'),
            legal_entity_id: demoId('legal-entity', hub.id),
            currency: isProposed ? 'EUR' : null,
            ...account,
            valid_from: isProposed ? at.slice(0, 10) : null,
            state: isProposed ? 'proposed' : 'approved',
            proposed_at: at,
            proposed_by: demoId('user', 'finance'),
            decided_at: isProposed ? null : at,
            decided_by: isProposed ? null : demoId('user', 'lin'),
          },
        ];
  await insertRows(
    manager,
    'bank_account',
    data.hubs.flatMap((hub) => [
      ...toRow(hub, ACCOUNTS[hub.country], false),
      ...toRow(hub, PROPOSED[hub.country], true),
    ]),
  );
}
