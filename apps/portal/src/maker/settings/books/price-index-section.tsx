import { Button, TextInput } from '@mantine/core';
import { IconPlus, IconTrendingUp } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { request } from '../../../api/transport.js';
import type { Page, PriceIndex } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { useFormat } from '../../../format/use-format.js';
import { DataTable } from '../../../ui/data-table.js';
import { EmptyState } from '../../../ui/empty-state.js';
import { ErrorState } from '../../../ui/error-state.js';
import { FormDialog } from '../../../ui/form-dialog.js';
import { Section } from '../../../ui/section.js';
import { SkeletonRows } from '../../../ui/skeleton.js';
import { useServerForm } from '../../../ui/use-server-form.js';

/** Values of indexes that contracts' prices follow. */
export function PriceIndexSection() {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const [adding, setAdding] = useState(false);
  const indexes = useOne<Page<PriceIndex>>('price-indexes', '/price-indexes');
  return (
    <Section
      title={t('maker:escalation.indexes')}
      aside={t('maker:escalation.indexesWhat')}
      action={
        may('accounting.write') ? (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} stroke={1.75} />}
            onClick={() => setAdding(true)}
          >
            {t('maker:escalation.addIndex')}
          </Button>
        ) : undefined
      }
      flush
    >
      {indexes.isLoadingError ? (
        <ErrorState error={indexes.error} onRetry={() => void indexes.refetch()} />
      ) : indexes.data === undefined ? (
        <SkeletonRows rows={2} />
      ) : (
        <DataTable<PriceIndex>
          label={t('maker:escalation.indexes')}
          rowKey={(row) => row.id}
          rows={indexes.data.items}
          columns={[
            {
              key: 'month',
              header: t('maker:revenue.month'),
              width: '140px',
              phone: 'second',
              cell: (row) => format.month(`${row.month}-15T12:00:00Z`, 'UTC'),
            },
            {
              key: 'series',
              header: t('maker:escalation.series'),
              width: '180px',
              phone: 'title',
              cell: (row) => row.series,
            },
            {
              key: 'value',
              header: t('maker:escalation.value'),
              width: '140px',
              numeric: true,
              phone: 'side',
              cell: (row) => row.value,
            },
            {
              key: 'source',
              header: t('maker:books.source'),
              width: 'minmax(140px, 1fr)',
              phone: 'third',
              cell: (row) => row.source,
            },
            {
              key: 'recorded',
              header: t('maker:settings.when'),
              width: '160px',
              cell: (row) => format.dateTime(row.recordedAt),
            },
          ]}
          empty={
            <EmptyState icon={IconTrendingUp} title={t('maker:escalation.noIndexes')}>
              {t('maker:escalation.noIndexesWhy')}
            </EmptyState>
          }
        />
      )}
      {adding ? <IndexDialog onClose={() => setAdding(false)} /> : null}
    </Section>
  );
}

function IndexDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(
    { series: '', month: '', value: '', source: '' },
    async (values) => {
      await request('POST', '/price-indexes', { body: values });
      await stale('price-indexes', 'escalation');
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('maker:escalation.addIndex')}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label={t('maker:escalation.series')}
        description={t('maker:escalation.seriesHint')}
        data-autofocus
        {...form.getInputProps('series')}
      />
      <TextInput type="month" label={t('maker:revenue.month')} {...form.getInputProps('month')} />
      <TextInput label={t('maker:escalation.value')} inputMode="decimal" {...form.getInputProps('value')} />
      <TextInput
        label={t('maker:books.source')}
        description={t('maker:books.sourceHint')}
        {...form.getInputProps('source')}
      />
    </FormDialog>
  );
}
