import { Button, Tabs } from '@mantine/core';
import { IconQrcode, IconTicket } from '@tabler/icons-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../../api/session.js';
import { useOne } from '../../../../api/use-one.js';
import { useNow } from '../../../../clock/clock.js';
import { AlarmList } from '../../../../features/alarms/alarm-list.js';
import { MachineState } from '../../../../features/machines/duty/machine-state.js';
import { LabelDialog } from '../../../../features/machines/lifecycle/label-dialog.js';
import { newestAt, useLive } from '../../../../features/machines/live/use-live.js';
import { RaiseTicketDialog } from '../../../../features/tickets/actions/raise-ticket-dialog.js';
import { TicketList } from '../../../../features/tickets/list/ticket-list.js';
import { useFormat } from '../../../../format/use-format.js';
import { useCodeText } from '../../../../i18n/use-code-text.js';
import { ErrorState } from '../../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../../ui/feedback/skeleton.js';
import { PageHeader } from '../../../../ui/layout/page-header.js';
import { chosenTab, useUrlFilters } from '../../../../ui/tables/use-url-filters.js';
import { StateBadge } from '../../../../ui/values/state-badge.js';
import { ComponentsTab } from './components-tab.js';
import { DevicesTab } from './devices-tab.js';
import { HistoryTab } from './history-tab.js';
import { LifeTab } from './life-tab.js';
import { OverviewTab } from './overview-tab.js';
import { UsageTab } from './usage-tab.js';

/** One machine: current state, history, and related work. */
export function MachinePage() {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const navigate = useNavigate();
  const now = useNow(5_000);
  const text = useCodeText();
  const [filters, change] = useUrlFilters();
  const { machineId = '' } = useParams({ strict: false });
  const [dialog, setDialog] = useState<'label' | 'ticket'>();
  const live = useLive(machineId);
  const query = useOne('machines', '/machines/{id}', { path: { id: machineId }, refetchInterval: 60_000 });
  if (query.isLoadingError)
    return (
      <ErrorState
        error={query.error}
        title={t('maker:machine.failed')}
        onRetry={() => void query.refetch()}
      />
    );
  if (query.data === undefined) return <SkeletonBlock height={480} />;
  const machine = query.data;
  const lastSeenAt = newestAt(live.data) ?? machine.lastReadingAt;
  const alarm = machine.openAlarms[0];
  const tabs = [
    { key: 'overview', panel: <OverviewTab machine={machine} /> },
    { key: 'history', panel: <HistoryTab machine={machine} /> },
    {
      key: 'alarms',
      count: machine.openAlarms.length,
      panel: <AlarmList machineId={machine.id} state="all" linked={filters['alarm']} />,
    },
    { key: 'components', panel: <ComponentsTab machine={machine} /> },
    ...(may('tickets.read')
      ? [
          {
            key: 'tickets',
            count: machine.openTickets,
            panel: <TicketList filters={{ machineId: machine.id, state: 'all' }} />,
          },
        ]
      : []),
    ...(may('contracts.read') ? [{ key: 'usage', panel: <UsageTab machine={machine} /> }] : []),
    { key: 'life', panel: <LifeTab machine={machine} /> },
    ...(may('devices.write') ? [{ key: 'devices', panel: <DevicesTab machineId={machine.id} /> }] : []),
  ];
  const tab = chosenTab(
    tabs.map((item) => item.key),
    filters['tab'],
  );
  return (
    <div>
      <PageHeader
        crumbs={[
          { label: t('app:rail.fleet'), to: '/fleet' },
          ...(machine.customer === null
            ? []
            : [{ label: machine.customer.name, to: `/customers/${machine.customer.id}` }]),
          ...(machine.site === null
            ? []
            : [{ label: machine.site.city || machine.site.name, to: `/sites/${machine.site.id}` }]),
        ]}
        title={machine.serial}
        aside={machine.model.name}
        state={
          <>
            <MachineState state={machine.state} strong />
            {alarm === undefined ? null : (
              <StateBadge state={alarm.severity === 'critical' ? 'critical' : 'warning'}>
                {t('maker:machine.alarmFor', {
                  code: text('common:alarmName', alarm.code),
                  duration: format.duration(now - Date.parse(alarm.raisedAt)),
                })}
              </StateBadge>
            )}
          </>
        }
        below={
          lastSeenAt === null
            ? t('maker:machine.neverHeard')
            : t('maker:machine.heard', { ago: format.ago(lastSeenAt, Math.max(now, Date.parse(lastSeenAt))) })
        }
        actions={
          <>
            <Button
              variant="default"
              leftSection={<IconQrcode size={16} stroke={1.75} />}
              onClick={() => setDialog('label')}
            >
              {t('maker:machine.label')}
            </Button>
            {may('tickets.raise') ? (
              <Button
                leftSection={<IconTicket size={16} stroke={1.75} />}
                onClick={() => setDialog('ticket')}
              >
                {t('maker:machine.raise')}
              </Button>
            ) : null}
          </>
        }
      />
      <Tabs
        value={tab}
        onChange={(value) => change({ tab: value === 'overview' || value === null ? undefined : value })}
        keepMounted={false}
      >
        <Tabs.List px="var(--page-padding)">
          {tabs.map((item) => (
            <Tabs.Tab key={item.key} value={item.key}>
              {t(`maker:machine.tab.${item.key}`)}
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
      {dialog === 'label' ? <LabelDialog machine={machine} onClose={() => setDialog(undefined)} /> : null}
      {dialog === 'ticket' ? (
        <RaiseTicketDialog
          machineId={machine.id}
          onClose={() => setDialog(undefined)}
          onRaised={(ticketId) => void navigate({ to: '/tickets/$ticketId', params: { ticketId } })}
        />
      ) : null}
    </div>
  );
}
