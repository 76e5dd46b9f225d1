import { IconListNumbers } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { LegalEntity } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { AccountingSection } from '../accounting-section.js';
import { type ChartRow, chartRows } from './chart-rows.js';
import { EditAccountDialog } from './edit-account-dialog.js';
import { NewAccountDialog } from './new-account-dialog.js';
import { useAccountPart } from './use-account-part.js';

/**
 * Charts of accounts of the legal entities: a number and a name by class. Lists the classes in use that have no number.
 */
export function LedgerAccountSection({ entities }: { readonly entities: readonly LegalEntity[] }) {
  const { t } = useTranslation();
  const may = useMay();
  const nameOfPart = useAccountPart();
  const [open, setOpen] = useState<'new' | ChartRow>();
  const accounts = useOne('ledger-accounts', '/ledger-accounts');
  const close = (): void => setOpen(undefined);
  return (
    <AccountingSection
      title={t('maker:ledger.title')}
      what={t('maker:ledger.what')}
      query={accounts}
      rows={4}
      add={t('maker:ledger.add')}
      onAdd={() => setOpen('new')}
      table={({ items, missing }) => (
        <DataTable<ChartRow>
          label={t('maker:ledger.title')}
          rowKey={(row) => row.key}
          onOpen={may('accounting.write') ? setOpen : undefined}
          groups={entities
            .map(({ id, name }) => ({ key: id, label: name, rows: chartRows(id, items, missing) }))
            .filter(({ rows }) => rows.length > 0)}
          columns={[
            {
              key: 'account',
              header: t('maker:ledger.class'),
              width: 'minmax(200px, 1fr)',
              phone: 'title',
              cell: ({ account }) => <b>{t(`maker:invoice.accounts.${account}`)}</b>,
            },
            {
              key: 'part',
              header: t('maker:ledger.part'),
              width: 'minmax(180px, 1fr)',
              phone: 'second',
              cell: nameOfPart,
            },
            {
              key: 'number',
              header: t('maker:ledger.number'),
              width: '180px',
              phone: 'side',
              cell: ({ ledgerAccount }) =>
                ledgerAccount === undefined ? (
                  <StateBadge state="due" plain>
                    {t('maker:ledger.missing')}
                  </StateBadge>
                ) : (
                  ledgerAccount.number
                ),
            },
            {
              key: 'name',
              header: t('maker:ledger.name'),
              width: 'minmax(180px, 1.2fr)',
              phone: 'third',
              cell: ({ ledgerAccount }) => ledgerAccount?.name ?? '',
            },
          ]}
          empty={
            <EmptyState icon={IconListNumbers} title={t('maker:ledger.none')}>
              {t('maker:ledger.noneWhy')}
            </EmptyState>
          }
        />
      )}
    >
      {open === undefined ? null : open === 'new' || open.ledgerAccount === undefined ? (
        <NewAccountDialog entities={entities} of={open === 'new' ? undefined : open} onClose={close} />
      ) : (
        <EditAccountDialog account={open.ledgerAccount} onClose={close} />
      )}
    </AccountingSection>
  );
}
