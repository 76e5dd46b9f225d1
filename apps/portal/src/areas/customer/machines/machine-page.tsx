import { Tabs } from '@mantine/core';
import { IconAlertCircle, IconDownload } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { useOne } from '../../../api/use-one.js';
import { useNow } from '../../../clock/clock.js';
import { MachineState } from '../../../features/machines/duty/machine-state.js';
import { TicketTable } from '../../../features/tickets/list/ticket-table.js';
import { useFormat } from '../../../format/use-format.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { LinkButton } from '../../../ui/layout/link-button.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { useUrlFilters } from '../../../ui/tables/use-url-filters.js';
import { AlarmsTab } from './alarms-tab.js';
import { MachineNeed } from './machine-need.js';
import { NowTab } from './now-tab.js';
import { UsageTab } from './usage-tab.js';

/** One machine of the customer: current state, alarms, tickets and billed usage. */
export function MachinePage() {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const now = useNow(10_000);
  const [filters, change] = useUrlFilters();
  const { machineId = '' } = useParams({ strict: false });
  const query = useOne('machines', '/machines/{id}', { path: { id: machineId }, refetchInterval: 60_000 });
  if (query.isLoadingError) {
    return (
      <ErrorState
        error={query.error}
        title={t('customer:machine.failed')}
        safe={t('customer:plant.safe')}
        onRetry={() => void query.refetch()}
      />
    );
  }
  if (query.data === undefined) return <SkeletonBlock height={480} />;
  const machine = query.data;
  const tab = filters['tab'] ?? 'now';
  const tabs = [
    { key: 'now', panel: <NowTab machine={machine} /> },
    { key: 'alarms', count: machine.openAlarms.length, panel: <AlarmsTab machineId={machine.id} /> },
    { key: 'tickets', count: machine.openTickets, panel: <TicketTable machineId={machine.id} /> },
    ...(may('contracts.read') ? [{ key: 'usage', panel: <UsageTab machineId={machine.id} /> }] : []),
  ];
  return (
    <div>
      <PageHeader
        crumbs={[
          { label: t('customer:nav.machines'), to: '/plant/machines' },
          ...(machine.site === null ? [] : [{ label: machine.site.name }]),
        ]}
        title={machine.serial}
        aside={machine.model.name}
        state={
          <>
            <MachineState state={machine.state} strong />
            <MachineNeed machine={machine} now={now} />
          </>
        }
        below={
          machine.lastReadingAt === null
            ? t('customer:plant.neverHeard')
            : t('customer:machine.heard', { ago: format.ago(machine.lastReadingAt, now) })
        }
        actions={
          <>
            {may('export.read') ? (
              <LinkButton
                to="/plant/data"
                search={{ machine: machine.id }}
                variant="default"
                leftSection={<IconDownload size={16} stroke={1.75} />}
              >
                {t('customer:machine.export')}
              </LinkButton>
            ) : null}
            {may('tickets.raise') ? (
              <LinkButton
                to="/plant/report"
                search={{ machine: machine.id }}
                leftSection={<IconAlertCircle size={16} stroke={1.75} />}
              >
                {t('customer:machine.report')}
              </LinkButton>
            ) : null}
          </>
        }
      />
      <Tabs
        value={tab}
        onChange={(value) => change({ tab: value === 'now' || value === null ? undefined : value })}
        keepMounted={false}
      >
        <Tabs.List px="var(--page-padding)">
          {tabs.map((item) => (
            <Tabs.Tab key={item.key} value={item.key}>
              {t(`customer:machine.tab.${item.key}`)}
              {'count' in item && item.count !== undefined && item.count > 0 ? ` ${item.count}` : ''}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map((item) => (
          <Tabs.Panel key={item.key} value={item.key}>
            {item.panel}
          </Tabs.Panel>
        ))}
      </Tabs>
    </div>
  );
}
