import { Button, Tabs } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { useOne } from '../../../api/use-one.js';
import { DebitFiles } from '../../../features/receivables/direct-debits/debit-files.js';
import { CallList } from '../../../features/receivables/collection/call-list.js';
import { OpenItemList } from '../../../features/receivables/open-items/open-item-list.js';
import { AgeingOverview } from '../../../features/receivables/overview/ageing-overview.js';
import { PaymentFiles } from '../../../features/receivables/payment-files/payment-files.js';
import { PendingTransfersSection } from '../../../features/receivables/payment-files/pending-transfers.js';
import { PaymentList } from '../../../features/receivables/payments/payment-list.js';
import { RecordPaymentDialog } from '../../../features/receivables/payments/record-payment-dialog.js';
import { PendingRefunds } from '../../../features/receivables/refunds/pending-refunds.js';
import { ReminderTab } from '../../../features/receivables/reminders/reminder-tab.js';
import { TrialBalance } from '../../../features/receivables/reports/trial-balance.js';
import { PendingWriteOffs } from '../../../features/receivables/write-offs/pending-write-offs.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { FilterBar } from '../../../ui/tables/filter-bar.js';
import { chosenTab, useUrlFilters } from '../../../ui/tables/use-url-filters.js';

interface ReceivablesTab {
  /** Its label is `maker:receivables.tab.<key>`. */
  readonly key: string;
  readonly panel: ReactNode;
}

/** Receivables: an overview by days overdue, open items, payments, reminders, calls, and the trial balance. */
export function ReceivablesPage() {
  const { t } = useTranslation();
  const may = useMay();
  const [filters, change] = useUrlFilters();
  const [isRecording, setIsRecording] = useState(false);
  const entities = useOne('legal-entities', '/legal-entities').data?.items ?? [];
  const record =
    may('payments.match') && entities.length > 0 ? (
      <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => setIsRecording(true)}>
        {t('maker:receivables.record')}
      </Button>
    ) : undefined;
  const entity = entities.find(({ id }) => id === filters['entity']) ?? entities[0];
  // Reminders and calls are always those of one legal entity.
  const entityFilter =
    entities.length < 2 ? null : (
      <FilterBar
        filters={{ ...filters, entity: entity?.id }}
        onChange={change}
        chips={[
          {
            key: 'entity',
            label: t('maker:contracts.entity'),
            choices: entities.map(({ id, name }) => ({ value: id, label: name })),
          },
        ]}
      />
    );
  const tabs: readonly ReceivablesTab[] = [
    {
      key: 'overview',
      panel: (
        <>
          {entities.length < 2 ? null : (
            <FilterBar
              filters={filters}
              onChange={change}
              chips={[
                {
                  key: 'entity',
                  label: t('maker:contracts.entity'),
                  choices: entities.map(({ id, name }) => ({ value: id, label: name })),
                },
              ]}
            />
          )}
          <PendingRefunds legalEntityId={filters['entity']} />
          <PendingWriteOffs legalEntityId={filters['entity']} />
          <PendingTransfersSection />
          <AgeingOverview legalEntityId={filters['entity']} />
          <PaymentFiles />
          <DebitFiles />
        </>
      ),
    },
    { key: 'items', panel: <OpenItemList /> },
    { key: 'payments', panel: <PaymentList action={record} /> },
    {
      key: 'reminders',
      panel:
        entity === undefined ? null : (
          <>
            {entityFilter}
            <ReminderTab entity={entity} />
          </>
        ),
    },
    {
      key: 'calls',
      panel:
        entity === undefined ? null : (
          <>
            {entityFilter}
            <CallList legalEntityId={entity.id} />
          </>
        ),
    },
    { key: 'balance', panel: <TrialBalance entities={entities} /> },
  ];
  const open = (tab: string | null): void => {
    // Each tab has filters of its own.
    const cleared = Object.fromEntries(Object.keys(filters).map((key) => [key, undefined]));
    change({ ...cleared, tab: tab === 'overview' || tab === null ? undefined : tab });
  };
  return (
    <div>
      <PageHeader
        title={t('app:rail.receivables')}
        actions={
          <>
            <Button variant="default" component={Link} to="/receivables/statements">
              {t('maker:statements.title')}
            </Button>
            {may('payments.match') ? (
              <Button variant="default" component={Link} to="/receivables/matching">
                {t('maker:matching.title')}
              </Button>
            ) : null}
            {record}
          </>
        }
      />
      <Tabs
        value={chosenTab(
          tabs.map(({ key }) => key),
          filters['tab'],
        )}
        onChange={open}
        keepMounted={false}
      >
        <Tabs.List px="var(--page-padding)">
          {tabs.map(({ key }) => (
            <Tabs.Tab key={key} value={key}>
              {t(`maker:receivables.tab.${key}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map(({ key, panel }) => (
          <Tabs.Panel key={key} value={key}>
            {panel}
          </Tabs.Panel>
        ))}
      </Tabs>
      {isRecording ? <RecordPaymentDialog entities={entities} onClose={() => setIsRecording(false)} /> : null}
    </div>
  );
}
