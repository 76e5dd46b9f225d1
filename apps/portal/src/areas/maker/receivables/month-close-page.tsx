import { Button, Select } from '@mantine/core';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { MonthClose } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { middleOf } from '../../../clock/months.js';
import { DeferredRevenueSection } from '../../../features/accounting/month-close/deferred-revenue-section.js';
import { MonthChecks } from '../../../features/accounting/month-close/month-checks.js';
import classes from '../../../features/accounting/month-close/month-close.module.css';
import { PeriodDialog } from '../../../features/accounting/month-close/period-dialog.js';
import { RevaluationSection } from '../../../features/accounting/month-close/revaluation-section.js';
import { useFormat } from '../../../format/use-format.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { MonthField } from '../../../ui/forms/entry/month-field.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { Section } from '../../../ui/layout/section.js';
import { Money } from '../../../ui/values/money.js';
import { StateBadge } from '../../../ui/values/state-badge.js';

/** An accounting period of a legal entity: its checklist, its closing entries, and the button that closes it. */
export function MonthClosePage() {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const { legalEntityId = '', month = '' } = useParams({ strict: false });
  const [isChanging, setIsChanging] = useState(false);
  const query = useOne('accounting-periods', '/accounting-periods/{legalEntityId}/{month}', {
    path: { legalEntityId, month },
  });
  if (query.isLoadingError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <SkeletonBlock height={420} />;
  const close = query.data;
  return (
    <div>
      <PageHeader
        crumbs={[
          { label: t('app:rail.receivables'), to: '/receivables' },
          { label: t('maker:books.periods') },
        ]}
        title={t('maker:close.title', { month: format.month(middleOf(month), 'UTC') })}
        state={
          <StateBadge state={close.state === 'closed' ? 'closed' : 'active'} plain>
            {t(`maker:books.periodState.${close.state}`)}
          </StateBadge>
        }
        below={<LastChange close={close} />}
        actions={
          may('accounting.write') ? (
            <Button
              variant={close.state === 'open' ? 'filled' : 'default'}
              onClick={() => setIsChanging(true)}
            >
              {t(`maker:books.${close.state === 'open' ? 'closeMonth' : 'openMonth'}`)}
            </Button>
          ) : undefined
        }
      />
      <MonthChoice close={close} />
      <MonthChecks close={close} />
      <RevaluationSection close={close} />
      <DeferredRevenueSection close={close} />
      <TrialBalanceSums close={close} />
      {isChanging ? <PeriodDialog close={close} onClose={() => setIsChanging(false)} /> : null}
    </div>
  );
}

function LastChange({ close: { state, changedAt, changedBy } }: { readonly close: MonthClose }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (changedAt === null) return null;
  const values = { who: changedBy ?? t('maker:close.unknownPerson'), when: format.dateTime(changedAt) };
  return <>{t(`maker:close.${state === 'closed' ? 'closedBy' : 'openedBy'}`, values)}</>;
}

/** Fields for the month and, if there are several, for the legal entity. */
function MonthChoice({ close: { legalEntityId, month } }: { readonly close: MonthClose }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const entities = useOne('legal-entities', '/legal-entities').data?.items ?? [];
  const open = (params: { legalEntityId: string; month: string }): void =>
    void navigate({ to: '/receivables/months/$legalEntityId/$month', params });
  return (
    <div className={classes.choice}>
      <Select
        label={t('document.seller')}
        allowDeselect={false}
        data={entities.map(({ id, name }) => ({ value: id, label: name }))}
        value={legalEntityId}
        onChange={(value) => value !== null && open({ legalEntityId: value, month })}
      />
      <MonthField
        label={t('maker:usage.month')}
        value={month}
        onChange={(value: string) => value !== '' && open({ legalEntityId, month: value })}
      />
    </div>
  );
}

function TrialBalanceSums({ close }: { readonly close: MonthClose }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { legalEntityId: entity, lastDay, debit, credit } = close;
  const isEqual = debit.amount === credit.amount;
  return (
    <Section
      title={t('maker:close.trialBalance', { day: format.date(`${lastDay}T00:00:00Z`, 'UTC') })}
      action={
        <Link to="/receivables" search={{ tab: 'balance', entity, on: lastDay }}>
          {t('maker:close.openBalance')}
        </Link>
      }
    >
      <p className={classes.sums}>
        <StateBadge state={isEqual ? 'proven' : 'failed'}>
          {t(isEqual ? 'maker:receivables.sidesEqual' : 'maker:receivables.sidesDiffer')}
        </StateBadge>
        <span>
          {t('maker:receivables.debits')} <Money amount={debit.amount} currency={debit.currency} strong />
        </span>
        <span>
          {t('maker:receivables.credits')} <Money amount={credit.amount} currency={credit.currency} strong />
        </span>
      </p>
    </Section>
  );
}
