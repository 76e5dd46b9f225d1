import { ActionIcon, Button } from '@mantine/core';
import { IconChecks, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../format/use-format.js';
import { PaymentWork } from '../../../features/receivables-matching/payment-work.js';
import { QueueList } from '../../../features/receivables-matching/queue/queue-list.js';
import { type Matching, useMatching } from '../../../features/receivables-matching/use-matching.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { useUrlFilters } from '../../../ui/tables/use-url-filters.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { LastUse } from './last-use.js';
import classes from './matching-page.module.css';
import { useMatchingKeys } from './use-matching-keys.js';

/** Matches payments that have an unapplied amount with open documents, one payment at a time. */
export function MatchingPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const [filters] = useUrlFilters();
  const matching = useMatching({
    payment: filters['payment'],
    legalEntityId: filters['entity'],
    isImported: filters['imported'] === 'true',
  });
  const { queue } = matching;
  useMatchingKeys(matching);
  const sums = [...queue.sums].map(([currency, amount]) => format.money(amount, currency));
  const isLoaded = !queue.list.waiting && !queue.list.query.isLoadingError;
  return (
    <div className={classes.page}>
      <PageHeader
        title={t('maker:matching.title')}
        state={
          isLoaded && queue.payments.length > 0 ? (
            <StateBadge state="due">
              {t(queue.isComplete ? 'maker:matching.left' : 'maker:matching.leftAtLeast', {
                count: queue.payments.length,
              })}
            </StateBadge>
          ) : undefined
        }
        aside={format.listed(sums)}
        actions={
          <Button variant="default" component={Link} to="/receivables/statements">
            {t('maker:statements.title')}
          </Button>
        }
      />
      <LastUse matching={matching} />
      <Content matching={matching} />
    </div>
  );
}

function Content({ matching }: { readonly matching: Matching }) {
  const { t } = useTranslation();
  const { queue, detail, payment } = matching;
  const { list } = queue;
  if (list.query.isLoadingError)
    return <ErrorState error={list.query.error} onRetry={() => void list.query.refetch()} />;
  if (list.waiting) return <SkeletonRows />;
  if (queue.current === undefined)
    return (
      <EmptyState
        icon={IconChecks}
        title={t(queue.skippedCount > 0 ? 'maker:matching.onlySkipped' : 'maker:matching.emptyTitle')}
        actions={
          queue.skippedCount > 0 ? (
            <Button onClick={queue.showSkipped}>
              {t('maker:matching.showSkipped', { count: queue.skippedCount })}
            </Button>
          ) : (
            <Button variant="default" component={Link} to="/receivables/statements">
              {t('maker:statements.importOne')}
            </Button>
          )
        }
      >
        {t(queue.skippedCount > 0 ? 'maker:matching.onlySkippedWhy' : 'maker:matching.emptyWhy')}
      </EmptyState>
    );
  return (
    <div className={classes.split}>
      <div className={classes.queue}>
        <QueueList queue={queue} />
      </div>
      <div className={classes.current}>
        <div className={classes.position}>
          <span>
            {t('maker:matching.position', { position: queue.position, count: queue.payments.length })}
          </span>
          {queue.skippedCount === 0 ? null : (
            <Button variant="subtle" size="xs" onClick={queue.showSkipped}>
              {t('maker:matching.showSkipped', { count: queue.skippedCount })}
            </Button>
          )}
          <span className={classes.moves}>
            <kbd className={classes.key}>K</kbd>
            <ActionIcon variant="default" onClick={queue.previous} aria-label={t('maker:matching.previous')}>
              <IconChevronLeft size={16} stroke={1.75} />
            </ActionIcon>
            <ActionIcon variant="default" onClick={queue.next} aria-label={t('maker:matching.next')}>
              <IconChevronRight size={16} stroke={1.75} />
            </ActionIcon>
            <kbd className={classes.key}>J</kbd>
          </span>
        </div>
        {detail.isLoadingError ? (
          <ErrorState error={detail.error} onRetry={() => void detail.refetch()} />
        ) : payment === undefined ? (
          <SkeletonRows rows={4} />
        ) : (
          <PaymentWork key={payment.id} payment={payment} matching={matching} />
        )}
      </div>
    </div>
  );
}
