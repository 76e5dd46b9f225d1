import { Button } from '@mantine/core';
import { IconFileDiff, IconTrendingUp } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { ComingStep, StepOutcome } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { middleOf } from '../../../clock/months.js';
import { useDraftSteps } from '../../../features/contracts/index-clause/use-draft-steps.js';
import { useIndexName } from '../../../features/contracts/index-clause/use-index-name.js';
import { useFormat } from '../../../format/use-format.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { useWork } from '../../../ui/feedback/use-work.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import type { Selection } from '../../../ui/tables/data-table.types.js';
import { FilterBar } from '../../../ui/tables/filter-bar.js';
import { KeyHints } from '../../../ui/tables/key-hints.js';
import { useUrlFilters } from '../../../ui/tables/use-url-filters.js';
import { Money } from '../../../ui/values/money.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import classes from './index-steps-page.module.css';

const STEP_STATUSES = ['ready', 'drafted', 'drafted_late', 'value_missing', 'unclear', 'unchanged'] as const;

/** State with the icon and tone that represent each status of an index adjustment. */
const SIGNS = {
  ready: 'due',
  drafted: 'draft',
  drafted_late: 'held',
  value_missing: 'unknown',
  unclear: 'held',
  unchanged: 'closed',
} as const;

/**
 * Index adjustments with a notice deadline that is due soon or has passed. Shows the result and the blockers of each
 * adjustment, and drafts the amendments of several adjustments together.
 */
export function IndexStepsPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const indexName = useIndexName();
  const may = useMay();
  const text = useCodeText();
  const navigate = useNavigate();
  const { draftAll } = useDraftSteps();
  const { busy, failure, run } = useWork();
  const [filters, change] = useUrlFilters();
  const [outcomes, setOutcomes] = useState<readonly StepOutcome[]>();
  const steps = useOne('index-steps', '/index-steps');
  const all = steps.data?.items ?? [];
  const rows = all.filter(
    ({ standing }) => filters['standing'] === undefined || filters['standing'] === standing,
  );
  const day = (date: string): string => format.date(`${date}T00:00:00Z`, 'UTC');
  const numberOf = (id: string): string =>
    all.find(({ contract }) => contract.id === id)?.contract.number ?? '';
  const draftReady = async (keys: readonly string[], clear: () => void): Promise<void> => {
    const readySteps = all.filter(
      ({ contract, standing }) => keys.includes(contract.id) && standing === 'ready',
    );
    setOutcomes(
      readySteps.length === 0
        ? []
        : await draftAll(
            readySteps.map(({ contract, step }) => ({ contractId: contract.id, stepOn: step.on })),
          ),
    );
    clear();
  };
  const failed = (outcomes ?? []).filter(({ fault }) => fault !== null);
  return (
    <div>
      <PageHeader
        crumbs={[{ label: t('app:rail.contracts'), to: '/contracts' }]}
        title={t('maker:indexSteps.title')}
        aside={steps.data === undefined ? undefined : t('maker:indexSteps.count', { count: all.length })}
      />
      <FilterBar
        filters={filters}
        onChange={change}
        chips={[
          {
            key: 'standing',
            label: t('maker:alarms.state'),
            choices: STEP_STATUSES.map((value) => ({
              value,
              label: t(`maker:indexSteps.standing.${value}`),
            })),
          },
        ]}
      />
      {failure === undefined ? null : (
        <p className={classes.outcome} role="alert">
          {failure.text}
        </p>
      )}
      {outcomes === undefined ? null : (
        <div className={classes.outcome} role="status">
          <p>
            {outcomes.length === 0
              ? t('maker:indexSteps.noneReady')
              : t('maker:indexSteps.made', { count: outcomes.length - failed.length })}
          </p>
          {failed.map(({ contractId, fault }) => (
            <p key={contractId} className={classes.failed}>
              {numberOf(contractId)}: {text('errors:', fault!.code, fault!.params)}
            </p>
          ))}
        </div>
      )}
      {steps.isLoadingError ? (
        <ErrorState error={steps.error} onRetry={() => void steps.refetch()} />
      ) : steps.data === undefined ? (
        <SkeletonRows />
      ) : (
        <DataTable<ComingStep>
          label={t('maker:indexSteps.title')}
          rowKey={(row) => row.contract.id}
          rows={rows}
          onOpen={(row) =>
            void navigate({
              to: '/contracts/$contractId',
              params: { contractId: row.contract.id },
              search: { tab: 'charges' },
            })
          }
          {...(may('contracts.write') && {
            selectionActions: ({ keys, clear }: Selection) => (
              <Button
                size="xs"
                leftSection={<IconFileDiff size={14} stroke={1.75} />}
                loading={busy}
                onClick={() => run(() => draftReady(keys, clear))}
              >
                {t('maker:indexSteps.make')}
              </Button>
            ),
          })}
          columns={[
            {
              key: 'number',
              header: t('maker:contracts.number'),
              width: '130px',
              phone: 'title',
              cell: (row) => <b>{row.contract.number}</b>,
            },
            {
              key: 'customer',
              header: t('maker:life.customer'),
              width: 'minmax(150px, 1fr)',
              phone: 'second',
              cell: (row) => row.contract.customer,
            },
            {
              key: 'noticeBy',
              header: t('maker:escalation.noticeBy'),
              width: '160px',
              phone: 'third',
              cell: (row) => (
                <span className={row.daysLeft < 0 ? classes.late : undefined}>
                  {day(row.step.noticeBy)}
                  <span className={classes.left}>
                    {row.daysLeft < 0
                      ? t('maker:indexSteps.late', { count: -row.daysLeft })
                      : t('maker:indexSteps.left', { count: row.daysLeft })}
                  </span>
                </span>
              ),
            },
            {
              key: 'from',
              header: t('maker:escalation.on'),
              width: '130px',
              phone: 'hide',
              cell: (row) => (
                <span>
                  {day(row.step.effectiveOn)}
                  {row.step.effectiveOn === row.step.on ? null : (
                    <span className={classes.left}>
                      {t('maker:indexSteps.insteadOf', { day: day(row.step.on) })}
                    </span>
                  )}
                </span>
              ),
            },
            {
              key: 'factor',
              header: t('maker:escalation.factor'),
              width: '100px',
              numeric: true,
              phone: 'hide',
              cell: (row) => row.appliedFactor ?? '—',
            },
            {
              key: 'mrr',
              header: t('maker:revenue.mrr'),
              width: '200px',
              numeric: true,
              phone: 'side',
              cell: (row) =>
                row.mrrAfter === null ? null : (
                  <span className={classes.money}>
                    <Money amount={row.mrrBefore} currency={row.contract.currency} withoutCode />
                    {' → '}
                    <Money amount={row.mrrAfter} currency={row.contract.currency} strong />
                  </span>
                ),
            },
            {
              key: 'standing',
              header: t('maker:alarms.state'),
              width: 'minmax(150px, 1fr)',
              phone: 'side2',
              cell: (row) => {
                const missing = row.indexes.find(({ base, value }) => base === null || value === null);
                return (
                  <span>
                    <StateBadge state={SIGNS[row.standing]} plain>
                      {t(`maker:indexSteps.standing.${row.standing}`)}
                    </StateBadge>
                    {row.standing === 'value_missing' && missing !== undefined ? (
                      <span className={classes.left}>
                        {t('maker:indexSteps.waitsFor', {
                          key: indexName(missing.key),
                          month: format.month(
                            middleOf(missing.base === null ? missing.baseMonth : missing.month),
                            'UTC',
                          ),
                        })}
                      </span>
                    ) : null}
                    {row.problem === null ? null : (
                      <span className={classes.left}>{text('errors:', row.problem)}</span>
                    )}
                  </span>
                );
              },
            },
          ]}
          rowHeight={52}
          empty={
            <EmptyState icon={IconTrendingUp} title={t('maker:indexSteps.emptyTitle')}>
              {t('maker:indexSteps.emptyWhy')}
            </EmptyState>
          }
          foot={<KeyHints />}
        />
      )}
    </div>
  );
}
