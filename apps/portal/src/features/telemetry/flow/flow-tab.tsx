import { SegmentedControl } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useOne } from '../../../api/use-one.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { Section } from '../../../ui/layout/section.js';
import { useUrlFilters } from '../../../ui/tables/use-url-filters.js';
import { BudgetList } from './budget-list.js';
import { ClockList } from './clock-list.js';
import { FlowCharts } from './flow-charts.js';
import { FlowHead } from './flow-head.js';
import classes from './flow-tab.module.css';
import { GapList } from './gap-list.js';
import { ReasonList } from './reason-list.js';
import { StorageBar } from './storage-bar.js';
import { VolumeList } from './volume-list.js';

const SPANS = ['hour', 'day'] as const;
const FLOW_MS = 10_000;
const FINDINGS_MS = 30_000;

/**
 * Data flow: incoming volume, time until storage, quarantined data, gaps, clock deviations, send limits, and storage.
 */
export function FlowTab() {
  const { t } = useTranslation();
  const [filters, change] = useUrlFilters();
  const span = SPANS.find((one) => one === filters['span']) ?? 'hour';
  const flow = useOne('data-flow', '/data-flow', {
    query: { span },
    keepPrevious: true,
    refetchInterval: FLOW_MS,
  });
  const findings = useOne('data-flow', '/data-flow/findings', { refetchInterval: FINDINGS_MS });
  const spans = useMemo(() => SPANS.map((value) => ({ value, label: t(`maker:flow.span.${value}`) })), [t]);
  return (
    <>
      <Section
        title={t('maker:flow.title')}
        action={
          <SegmentedControl
            size="xs"
            aria-label={t('maker:flow.spanLabel')}
            data={spans}
            value={span}
            onChange={(value) => change({ span: value })}
          />
        }
      >
        {flow.isLoadingError ? (
          <ErrorState error={flow.error} onRetry={() => void flow.refetch()} />
        ) : flow.data === undefined ? (
          <SkeletonBlock height={240} />
        ) : (
          <>
            <FlowHead flow={flow.data} span={span} />
            <FlowCharts flow={flow.data} />
          </>
        )}
      </Section>
      <ReasonList />
      {findings.isLoadingError ? (
        <ErrorState error={findings.error} onRetry={() => void findings.refetch()} />
      ) : findings.data === undefined ? (
        <SkeletonBlock height={240} />
      ) : (
        <div className={classes.findings}>
          <GapList gaps={findings.data.gaps} />
          <ClockList clocks={findings.data.clocks} />
          <BudgetList budgets={findings.data.budgets} />
          <VolumeList volumes={findings.data.volumes} />
          <StorageBar storage={findings.data.storage} />
        </div>
      )}
    </>
  );
}
