import { Button, Tabs } from '@mantine/core';
import { IconCheck, IconFileDiff, IconPencil, IconTrash } from '@tabler/icons-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { request } from '../../../api/transport.js';
import type { Contract } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { AcceptanceBeforehand } from '../../../features/contracts/acceptance/acceptance-section.js';
import { DraftButton } from '../../../features/invoices/actions/draft-button.js';
import { useLocalised } from '../../../i18n/localised.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { ConfirmDialog } from '../../../ui/forms/confirm-dialog.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { chosenTab, useUrlFilters } from '../../../ui/tables/use-url-filters.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { ChargesTab, DocumentsTab, HistoryTab, OverviewTab, UsageTab } from './contract-tabs.js';

const TABS = ['overview', 'charges', 'usage', 'documents', 'history'] as const;

/** One contract in tabs; the page's address selects the tab. */
export function ContractPage() {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const localised = useLocalised();
  const [filters, change] = useUrlFilters();
  const tab = chosenTab(TABS, filters['tab']);
  const { contractId = '' } = useParams({ strict: false });
  const query = useOne('contracts', '/contracts/{id}', { path: { id: contractId } });
  const invoices = useList('invoices', '/invoices', { query: { contractId }, enabled: may('invoices.read') });
  const [dialog, setDialog] = useState<'activate' | 'discard'>();
  const stale = useStale();
  const activate = async ({ version }: Contract): Promise<void> => {
    await request('PATCH', '/contracts/{id}', {
      path: { id: contractId },
      body: { state: 'active' },
      ifMatch: version,
    });
    await stale('contracts', 'usage', 'cost');
  };
  const discard = async ({ version, number }: Contract): Promise<void> => {
    await request('DELETE', '/contracts/{id}', { path: { id: contractId }, ifMatch: version });
    toastDone(t('maker:contract.discarded', { number }));
    await navigate({ to: '/contracts' });
    await stale('contracts');
  };
  if (query.isLoadingError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <SkeletonBlock height={400} />;
  const contract = query.data;
  const panels = {
    overview: <OverviewTab contract={contract} />,
    charges: <ChargesTab contract={contract} />,
    usage: <UsageTab contract={contract} invoices={invoices.items} />,
    documents: (
      <DocumentsTab contract={contract} isIssued={invoices.items.some(({ number }) => number !== null)} />
    ),
    history: <HistoryTab contract={contract} />,
  };
  return (
    <div>
      <PageHeader
        crumbs={[
          { label: t('app:rail.contracts'), to: '/contracts' },
          { label: contract.customer.name, to: `/customers/${contract.customer.id}` },
        ]}
        title={contract.number}
        state={<StateBadge state={contract.state} />}
        aside={localised(contract.plan.name)}
        actions={
          contract.state === 'draft' ? (
            may('contracts.write') ? (
              <>
                <Button
                  variant="subtle"
                  leftSection={<IconTrash size={16} stroke={1.75} />}
                  onClick={() => setDialog('discard')}
                >
                  {t('maker:contract.discard')}
                </Button>
                <Button
                  variant="default"
                  leftSection={<IconPencil size={16} stroke={1.75} />}
                  onClick={() => void navigate({ to: '/contracts/$contractId/edit', params: { contractId } })}
                >
                  {t('maker:contract.edit')}
                </Button>
                <Button
                  leftSection={<IconCheck size={16} stroke={1.75} />}
                  onClick={() => setDialog('activate')}
                >
                  {t('maker:contract.activate')}
                </Button>
              </>
            ) : undefined
          ) : (
            <>
              {may('contracts.write') && contract.state === 'active' ? (
                <Button
                  variant="default"
                  leftSection={<IconFileDiff size={16} stroke={1.75} />}
                  onClick={() => change({ tab: 'history', open: 'amend' })}
                >
                  {t('maker:amendment.amend')}
                </Button>
              ) : null}
              {may('invoices.draft') ? (
                <DraftButton
                  contract={contract}
                  months={contract}
                  onDrafted={(invoiceId) =>
                    void navigate({ to: '/billing/$invoiceId', params: { invoiceId } })
                  }
                />
              ) : null}
            </>
          )
        }
      />
      <Tabs
        value={tab}
        onChange={(value) => change({ tab: value === null || value === TABS[0] ? undefined : value })}
        keepMounted={false}
      >
        <Tabs.List px="var(--page-padding)">
          {TABS.map((key) => (
            <Tabs.Tab key={key} value={key}>
              {t(`maker:contract.tab.${key}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {TABS.map((key) => (
          <Tabs.Panel key={key} value={key}>
            {panels[key]}
          </Tabs.Panel>
        ))}
      </Tabs>
      <ConfirmDialog
        open={dialog === 'discard'}
        title={t('maker:contract.discardTitle', { number: contract.number })}
        verb={t('maker:contract.discard')}
        onConfirm={() => discard(contract)}
        onClose={() => setDialog(undefined)}
      >
        {t('maker:contract.discardEffect')}
      </ConfirmDialog>
      <ConfirmDialog
        open={dialog === 'activate'}
        title={t('maker:contract.activateTitle', { number: contract.number })}
        verb={t('maker:contract.activate')}
        onConfirm={() => activate(contract)}
        onClose={() => setDialog(undefined)}
      >
        <p>{t('maker:contract.activateEffect')}</p>
        <AcceptanceBeforehand contract={contract} />
      </ConfirmDialog>
    </div>
  );
}
