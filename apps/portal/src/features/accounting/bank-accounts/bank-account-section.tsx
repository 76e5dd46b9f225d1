import { IconBuildingBank } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { BankAccount, LegalEntity } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { productNow } from '../../../clock/clock.js';
import { formatAccountNumber } from '../../../format/account-number.js';
import { instantToWallTime } from '../../../format/time.js';
import { useFormat } from '../../../format/use-format.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { AccountingSection } from '../accounting-section.js';
import { AddBankAccountDialog } from './add-bank-account-dialog.js';
import { DecideBankAccountDialog } from './decide-bank-account-dialog.js';

/**
 * Bank accounts printed on invoices, by currency. A second person approves each account, except the first of a legal
 * entity.
 */
export function BankAccountSection({ entities }: { readonly entities: readonly LegalEntity[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const [adding, setAdding] = useState(false);
  const [deciding, setDeciding] = useState<BankAccount>();
  const accounts = useOne('bank-accounts', '/bank-accounts');
  const day = (date: string): string => format.date(`${date}T00:00:00Z`, 'UTC');
  const validity = ({ validFrom, validTo }: BankAccount): string => {
    if (validFrom === null) return validTo === null ? t('maker:bankAccounts.always') : `– ${day(validTo)}`;
    return validTo === null
      ? t('maker:books.since', { from: day(validFrom) })
      : `${day(validFrom)} – ${day(validTo)}`;
  };
  return (
    <AccountingSection
      title={t('maker:bankAccounts.title')}
      what={t('maker:bankAccounts.what')}
      query={accounts}
      rows={2}
      add={t('maker:bankAccounts.add')}
      onAdd={() => setAdding(true)}
      table={({ items }) => (
        <DataTable<BankAccount>
          label={t('maker:bankAccounts.title')}
          rowKey={(row) => row.id}
          rows={items}
          onOpen={
            may('accounting.write')
              ? (row) => (row.state === 'proposed' ? setDeciding(row) : undefined)
              : undefined
          }
          columns={[
            {
              key: 'account',
              header: t('maker:entity.account'),
              width: 'minmax(280px, 1.2fr)',
              phone: 'second',
              cell: (row) => <b>{formatAccountNumber(row.account)}</b>,
            },
            {
              key: 'bank',
              header: t('maker:entity.bank'),
              width: 'minmax(160px, 1fr)',
              cell: (row) => [row.bank, row.bic].filter(Boolean).join(' · '),
            },
            {
              key: 'entity',
              header: t('document.seller'),
              width: 'minmax(160px, 1fr)',
              phone: 'title',
              cell: (row) => row.legalEntity.name,
            },
            {
              key: 'currency',
              header: t('maker:contracts.currency'),
              width: '140px',
              phone: 'side',
              cell: (row) => row.currency ?? t('maker:bankAccounts.allCurrencies'),
            },
            {
              key: 'valid',
              header: t('maker:books.valid'),
              width: '210px',
              phone: 'third',
              cell: (row) => validity(row),
            },
            {
              key: 'state',
              header: t('maker:alarms.state'),
              width: '180px',
              phone: 'side2',
              cell: (row) => <AccountState account={row} entities={entities} />,
            },
          ]}
          empty={
            <EmptyState icon={IconBuildingBank} title={t('maker:bankAccounts.none')}>
              {t('maker:bankAccounts.noneWhy')}
            </EmptyState>
          }
        />
      )}
    >
      {adding ? <AddBankAccountDialog entities={entities} onClose={() => setAdding(false)} /> : null}
      {deciding === undefined ? null : (
        <DecideBankAccountDialog account={deciding} onClose={() => setDeciding(undefined)} />
      )}
    </AccountingSection>
  );
}

const LOOKS = {
  proposed: 'due',
  current: 'active',
  planned: 'planned',
  former: 'unknown',
  rejected: 'rejected',
} as const;

function AccountState({
  account,
  entities,
}: {
  readonly account: BankAccount;
  readonly entities: readonly LegalEntity[];
}) {
  const { t } = useTranslation();
  const zone = entities.find(({ id }) => id === account.legalEntity.id)?.zone ?? 'UTC';
  const phase = phaseOf(account, instantToWallTime(productNow(), zone).slice(0, 10));
  return (
    <StateBadge state={LOOKS[phase]} plain>
      {t(`maker:bankAccounts.phase.${phase}`)}
    </StateBadge>
  );
}

/**
 * Returns the phase of an account, which determines its label and icon.
 * @param today local day of the seller, `YYYY-MM-DD`
 */
function phaseOf({ state, isCurrent, validFrom }: BankAccount, today: string): keyof typeof LOOKS {
  if (state !== 'approved') return state;
  if (isCurrent) return 'current';
  return validFrom !== null && validFrom > today ? 'planned' : 'former';
}
