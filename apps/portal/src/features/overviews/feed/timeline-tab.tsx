import { IconHistory } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { Timeline } from '../../../ui/layout/timeline.js';
import { FilterBar } from '../../../ui/tables/filter-bar.js';
import { LoadMore } from '../../../ui/tables/load-more.js';
import { oneOf, useUrlFilters } from '../../../ui/tables/use-url-filters.js';
import type { Subject } from '../subject.js';
import { TIMELINE_GROUPS, type TimelineGroup, useTimeline } from './use-feed.js';
import classes from './timeline-tab.module.css';
import { entryLook } from './entry-look.js';
import { useEntryWords } from './use-entry-words.js';

/** Permission for the entries of each group. */
const NEEDS: Readonly<Record<TimelineGroup, string>> = {
  machines: 'fleet.read',
  contracts: 'contracts.read',
  invoices: 'invoices.read',
  disputes: 'invoices.read',
  tickets: 'tickets.read',
  alarms: 'fleet.read',
  kits: 'parts.read',
};

/** Timeline of a customer or site, newest first. Each entry links to its object. */
export function TimelineTab({ subject, zone }: { readonly subject: Subject; readonly zone?: string }) {
  const { t } = useTranslation();
  const may = useMay();
  const [filters, change] = useUrlFilters();
  const words = useEntryWords();
  const groups = (Object.keys(TIMELINE_GROUPS) as TimelineGroup[]).filter((group) => may(NEEDS[group]));
  const timeline = useTimeline(subject, oneOf(groups, filters['show']));
  return (
    <>
      <FilterBar
        filters={filters}
        onChange={change}
        chips={[
          {
            key: 'show',
            label: t('maker:timeline.show'),
            choices: groups.map((group) => ({ value: group, label: t(`maker:timeline.group.${group}`) })),
          },
        ]}
      />
      {timeline.query.isLoadingError ? (
        <ErrorState error={timeline.query.error} onRetry={() => void timeline.query.refetch()} />
      ) : timeline.waiting ? (
        <SkeletonRows />
      ) : timeline.items.length === 0 ? (
        <EmptyState icon={IconHistory} title={t('maker:timeline.emptyTitle')}>
          {t('maker:timeline.emptyWhy')}
        </EmptyState>
      ) : (
        <div className={classes.entries}>
          <Timeline
            locationZone={zone}
            entries={timeline.items.map((entry) => {
              const { fact, path, consequence } = words(entry);
              return {
                id: `${entry.kind} ${entry.id}`,
                at: entry.at,
                ...entryLook(entry),
                fact: (
                  <Link to={path.to} search={path.search}>
                    {fact}
                  </Link>
                ),
                consequence: consequence === '' ? undefined : consequence,
              };
            })}
          />
          <LoadMore query={timeline.query} />
        </div>
      )}
    </>
  );
}
