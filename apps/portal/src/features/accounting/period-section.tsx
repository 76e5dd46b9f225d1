import { Button, Select, Textarea } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session.js';
import { request } from '../../api/transport.js';
import type { AccountingPeriod, LegalEntity } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { useStale } from '../../api/use-stale.js';
import { productNow } from '../../clock/clock.js';
import { monthAfter } from '../../clock/months.js';
import { instantToWallTime } from '../../format/time.js';
import { useFormat } from '../../format/use-format.js';
import { EmptyState } from '../../ui/feedback/empty-state.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../ui/feedback/skeleton.js';
import { MonthField } from '../../ui/forms/entry/month-field.js';
import { FormDialog } from '../../ui/forms/form-dialog.js';
import { useServerForm } from '../../ui/forms/use-server-form.js';
import { Section } from '../../ui/layout/section.js';
import { DataTable } from '../../ui/tables/data-table.js';
import { StateBadge } from '../../ui/values/state-badge.js';

interface Change {
  readonly legalEntityId: string;
  readonly month: string;
  readonly state: 'open' | 'closed';
}

/** Accounting periods of each seller. Nothing can be posted to a closed period. */
export function PeriodSection({ entities }: { readonly entities: readonly LegalEntity[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const [change, setChange] = useState<Change>();
  const periods = useOne('accounting-periods', '/accounting-periods');
  const month = (of: string): string => format.month(`${of}-15T12:00:00Z`, 'UTC');
  return (
    <Section
      title={t('maker:books.periods')}
      aside={t('maker:books.periodsWhat')}
      action={
        may('accounting.write') && entities[0] !== undefined ? (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconLock size={14} stroke={1.75} />}
            onClick={() =>
              setChange({
                legalEntityId: entities[0]!.id,
                month: monthAfter(instantToWallTime(productNow(), entities[0]!.zone).slice(0, 7), -1),
                state: 'closed',
              })
            }
          >
            {t('maker:books.closeMonth')}
          </Button>
        ) : undefined
      }
      flush
    >
      {periods.isLoadingError ? (
        <ErrorState error={periods.error} onRetry={() => void periods.refetch()} />
      ) : periods.data === undefined ? (
        <SkeletonRows rows={3} />
      ) : (
        <DataTable<AccountingPeriod>
          label={t('maker:books.periods')}
          rowKey={(row) => `${row.legalEntityId} ${row.month}`}
          rows={periods.data.items}
          onOpen={
            may('accounting.write')
              ? ({ legalEntityId, month: of, state }) =>
                  setChange({ legalEntityId, month: of, state: state === 'open' ? 'closed' : 'open' })
              : undefined
          }
          columns={[
            {
              key: 'month',
              header: t('maker:usage.month'),
              width: '160px',
              phone: 'title',
              cell: (row) => <b>{month(row.month)}</b>,
            },
            {
              key: 'entity',
              header: t('document.seller'),
              width: 'minmax(200px, 1fr)',
              phone: 'third',
              cell: (row) => entities.find(({ id }) => id === row.legalEntityId)?.name ?? '',
            },
            {
              key: 'state',
              header: t('maker:alarms.state'),
              width: '130px',
              phone: 'second',
              cell: (row) => (
                <StateBadge state={row.state === 'closed' ? 'closed' : 'active'} plain>
                  {t(`maker:books.periodState.${row.state}`)}
                </StateBadge>
              ),
            },
            {
              key: 'entries',
              header: t('maker:books.entries'),
              width: '110px',
              numeric: true,
              phone: 'side',
              cell: (row) => row.entries,
            },
            {
              key: 'by',
              header: t('maker:settings.who'),
              width: '180px',
              cell: (row) => row.changedBy ?? '',
            },
          ]}
          empty={
            <EmptyState icon={IconLock} title={t('maker:books.noPeriods')}>
              {t('maker:books.noPeriodsWhy')}
            </EmptyState>
          }
        />
      )}
      {change === undefined ? null : (
        <PeriodDialog change={change} entities={entities} onClose={() => setChange(undefined)} />
      )}
    </Section>
  );
}

function PeriodDialog({
  change,
  entities,
  onClose,
}: {
  readonly change: Change;
  readonly entities: readonly LegalEntity[];
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm({ ...change, why: '' }, async (values) => {
    await request('POST', '/accounting-periods', { body: values });
    await stale('accounting-periods');
    onClose();
  });
  return (
    <FormDialog
      title={t(`maker:books.${change.state === 'closed' ? 'closeMonth' : 'openMonth'}`)}
      verb={t(`maker:books.${change.state === 'closed' ? 'closeVerb' : 'openVerb'}`)}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t(`maker:books.${change.state === 'closed' ? 'closeEffect' : 'openEffect'}`)}</p>
      <Select
        label={t('document.seller')}
        allowDeselect={false}
        data={entities.map(({ id, name }) => ({ value: id, label: name }))}
        {...form.getInputProps('legalEntityId')}
      />
      <MonthField label={t('maker:usage.month')} {...form.getInputProps('month')} />
      <Textarea label={t('maker:invoice.why')} autosize minRows={2} {...form.getInputProps('why')} />
    </FormDialog>
  );
}
