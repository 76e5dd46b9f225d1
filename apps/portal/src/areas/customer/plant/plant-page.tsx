import { IconEngine } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMay, useSession } from '../../../api/session.js';
import { useList } from '../../../api/use-list.js';
import { useNow } from '../../../clock/clock.js';
import { newestReadingAt } from '../../../features/machines/live/with-live-values.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { LinkButton } from '../../../ui/layout/link-button.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { AirAnswer } from './answers/air-answer.js';
import { BillAnswer } from './answers/bill-answer.js';
import { CostAnswer } from './answers/cost-answer.js';
import { ComingUp } from './coming-up.js';
import { LastDay } from './last-day.js';
import { LastSeen } from './last-seen.js';
import classes from './plant-page.module.css';
import { OPEN_ALARMS } from './plant-queries.js';
import { useLiveMachines } from './use-live-machines.js';
import { usePressure } from './use-pressure.js';

// Exported here, so that the page and its data are loaded with one file.
export { loadPlant } from './load-plant.js';

/**
 * The customer's first page: air supply, expected cost of the month, verdict on the last invoice, the last 24 hours,
 * and upcoming visits and kits.
 */
export function PlantPage() {
  const { t } = useTranslation();
  const may = useMay();
  const session = useSession();
  const now = useNow(30_000);
  const machines = useLiveMachines();
  // Hints refetch these queries when their data changes.
  const alarms = useList('alarms', '/alarms', { query: OPEN_ALARMS, refetchInterval: 60_000 });
  const contracts = useList('contracts', '/contracts', { enabled: may('contracts.read') });
  const deliveries = useList('kit-deliveries', '/kit-deliveries', { query: { state: ['sent', 'reserved'] } });
  // The limits of one machine are enough here, so that the first page stays small.
  const pressure = usePressure(machines.items, now, 1);
  const running = contracts.items.filter((contract) => contract.state === 'active');
  const places = new Set(
    machines.items.map((machine) => machine.site?.city || machine.site?.name).filter(Boolean),
  );
  const name =
    session.membership.customers?.map((customer) => customer.name).join(', ') || t('customer:nav.plant');
  if (machines.query.isLoadingError) {
    return (
      <ErrorState
        error={machines.query.error}
        title={t('customer:plant.failed')}
        safe={t('customer:plant.safe')}
        onRetry={() => void machines.query.refetch()}
      />
    );
  }
  return (
    <div>
      <PageHeader
        title={[name, ...places].join(', ')}
        actions={
          machines.waiting || machines.items.length === 0 ? undefined : (
            <LastSeen at={newestReadingAt(machines.items)} />
          )
        }
      />
      {machines.waiting ? (
        <SkeletonBlock height={560} />
      ) : machines.items.length === 0 ? (
        <EmptyState
          icon={IconEngine}
          title={t('customer:plant.emptyTitle')}
          actions={
            <>
              <LinkButton to="/plant/visits" variant="default">
                {t('customer:nav.visits')}
              </LinkButton>
              <LinkButton to="/plant/data" variant="default">
                {t('customer:nav.data')}
              </LinkButton>
            </>
          }
        >
          {t('customer:plant.emptyWhy')}
        </EmptyState>
      ) : (
        <>
          <div className={classes.answers}>
            {alarms.query.isLoadingError ? (
              <ErrorState
                error={alarms.query.error}
                title={t('customer:plant.alarmsFailed')}
                onRetry={() => void alarms.query.refetch()}
              />
            ) : alarms.waiting ? (
              <SkeletonBlock height={180} />
            ) : (
              <AirAnswer
                machines={machines.items}
                alarms={alarms.items}
                pressure={pressure.series[0]}
                now={now}
              />
            )}
            {may('contracts.read') && contracts.waiting ? <SkeletonBlock height={180} /> : null}
            {running.map((contract) => (
              <CostAnswer key={contract.id} contract={contract} />
            ))}
            {may('invoices.read') ? <BillAnswer /> : null}
          </div>
          <div className={classes.split}>
            <LastDay machines={machines.items} alarms={alarms.items} now={now} />
            <aside className={classes.side}>
              <ComingUp deliveries={deliveries} />
            </aside>
          </div>
        </>
      )}
    </div>
  );
}
