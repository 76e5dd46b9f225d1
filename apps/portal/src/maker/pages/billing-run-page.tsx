import { Progress } from '@mantine/core';
import { IconReceipt } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import type { BillingRun, RunResult } from '../../api/types.js';
import { useList } from '../../api/use-list.js';
import { useStale } from '../../api/use-stale.js';
import { useFormat } from '../../format/use-format.js';
import { DataTable } from '../../ui/data-table.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorState } from '../../ui/error-state.js';
import { KeyHints } from '../../ui/key-hints.js';
import { LoadMore } from '../../ui/load-more.js';
import { Money } from '../../ui/money.js';
import { PageHeader } from '../../ui/page-header.js';
import { SkeletonBlock } from '../../ui/skeleton.js';
import { StateBadge } from '../../ui/state-badge.js';
import { HoldReasons } from '../billing/hold-reasons.js';
import { RUN_OUTCOMES } from '../billing/run-outcomes.js';
import { RunTotals } from '../billing/run-totals.js';
import classes from './billing-run-page.module.css';

const LOOK_EVERY_MS = 1000;

/** What a billing run made of each contract: failed, held and ready, with why, and what it comes to. */
export function BillingRunPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const stale = useStale();
  const { runId = '' } = useParams({ strict: false });
  const query = useQuery({
    queryKey: ['billing-runs', runId],
    queryFn: ({ signal }) => request<BillingRun>('GET', `/billing-runs/${runId}`, { signal }),
    refetchInterval: ({ state }) => (isUnderWay(state.data) ? LOOK_EVERY_MS : false),
  });
  const run = query.data;
  const underWay = isUnderWay(run);
  const results = useList<RunResult>(
    'billing-run-results',
    `/billing-runs/${runId}/results`,
    {},
    {
      ...(underWay && { refetchInterval: 2 * LOOK_EVERY_MS }),
    },
  );
  const finishedAt = run?.finishedAt;
  useEffect(() => {
    if (finishedAt) void stale('billing-run-results', 'invoices', 'usage', 'today', 'cost');
  }, [finishedAt, stale]);
  if (query.isLoadingError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (run === undefined) return <SkeletonBlock height={360} />;
  const open = ({ invoiceId, contract }: RunResult): void =>
    void (invoiceId === null
      ? navigate({ to: '/contracts/$contractId', params: { contractId: contract.id } })
      : navigate({ to: '/billing/$invoiceId', params: { invoiceId } }));
  return (
    <div>
      <PageHeader
        crumbs={[{ label: t('app:rail.billing'), to: '/billing' }]}
        title={t('maker:run.title', { month: format.month(`${run.month}-15T12:00:00Z`, 'UTC') })}
        state={<RunState run={run} />}
        below={
          <>
            {run.requestedBy === null
              ? t('maker:run.bySchedule', { at: format.dateTime(run.requestedAt) })
              : t('maker:run.byPerson', { name: run.requestedBy, at: format.dateTime(run.requestedAt) })}
            {run.knownBefore === null
              ? null
              : ` ${t('maker:run.knownBefore', { at: format.dateTime(run.knownBefore) })}`}
          </>
        }
      />
      {underWay ? (
        <div className={classes.progress} role="status">
          <Progress
            className={classes.bar}
            size="sm"
            value={run.total === 0 ? 0 : (run.done / run.total) * 100}
            aria-label={t('maker:billing.run')}
          />
          <span>{t('maker:billing.runCount', { done: run.done, total: run.total })}</span>
        </div>
      ) : null}
      <RunTotals run={run} />
      {results.query.isLoadingError ? (
        <ErrorState error={results.query.error} onRetry={() => void results.query.refetch()} />
      ) : (
        <DataTable<RunResult>
          label={t('maker:run.results')}
          rowKey={(row) => row.contract.id}
          onOpen={open}
          groups={RUN_OUTCOMES.map((outcome) => ({
            key: outcome,
            label: t(`maker:run.${outcome}`),
            note: t(`maker:run.${outcome}Note`),
            rows: results.items.filter((row) => row.outcome === outcome),
          })).filter((group) => group.rows.length > 0)}
          columns={[
            {
              key: 'contract',
              header: t('maker:contracts.number'),
              width: '140px',
              phone: 'title',
              cell: (row) => (
                <>
                  <b>{row.contract.number}</b>
                  {row.billGroup === null ? null : (
                    <Link
                      className={classes.group}
                      to="/billing/groups/$groupId/$month"
                      params={{ groupId: row.billGroup.id, month: row.billGroup.month }}
                      onClick={(event) => event.stopPropagation()}
                    >
                      {row.billGroup.name}
                    </Link>
                  )}
                </>
              ),
            },
            {
              key: 'customer',
              header: t('maker:life.customer'),
              width: 'minmax(150px, 0.8fr)',
              phone: 'second',
              cell: (row) => row.customer.name,
            },
            {
              key: 'why',
              header: t('maker:run.why'),
              width: 'minmax(240px, 1.6fr)',
              phone: 'third',
              cell: (row) => <HoldReasons reasons={row.reasons} zone={row.zone} />,
            },
            ...(run.corrections.length === 0
              ? []
              : [
                  {
                    key: 'corrections',
                    header: t('maker:run.correction'),
                    width: '150px',
                    numeric: true,
                    cell: (row: RunResult) =>
                      row.corrections === null ? (
                        ''
                      ) : (
                        <Money
                          amount={row.corrections.total.amount}
                          currency={row.corrections.total.currency}
                        />
                      ),
                  },
                ]),
            {
              key: 'total',
              header: t('maker:run.net'),
              width: '170px',
              numeric: true,
              phone: 'side',
              cell: (row) =>
                row.total === null ? (
                  ''
                ) : (
                  <Money
                    amount={row.total.amount}
                    currency={row.total.currency}
                    {...(row.invoiceId !== null && { to: `/billing/${row.invoiceId}` })}
                  />
                ),
            },
          ]}
          empty={
            underWay || results.waiting ? (
              <SkeletonBlock height={160} />
            ) : (
              <EmptyState icon={IconReceipt} title={t('maker:run.emptyTitle')}>
                {t('maker:run.emptyWhy')}
              </EmptyState>
            )
          }
          foot={
            <>
              <LoadMore query={results.query} />
              <KeyHints />
            </>
          }
        />
      )}
    </div>
  );
}

function RunState({ run }: { readonly run: BillingRun }) {
  const { t } = useTranslation();
  if (run.state === 'failed') return <StateBadge state="failed">{t('maker:billing.runFailed')}</StateBadge>;
  if (run.state === 'done') return <StateBadge state="ready">{t('maker:run.done')}</StateBadge>;
  return <StateBadge state={run.state}>{t(`maker:run.${run.state}`)}</StateBadge>;
}

function isUnderWay(run: BillingRun | undefined): boolean {
  return run?.state === 'waiting' || run?.state === 'running';
}
