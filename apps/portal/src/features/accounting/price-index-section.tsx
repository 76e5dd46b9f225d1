import { TextInput } from '@mantine/core';
import { IconTrendingUp } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import type { PriceIndex } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { useStale } from '../../api/use-stale.js';
import { codeLabel } from '../../format/codes.js';
import { useFormat } from '../../format/use-format.js';
import { EmptyState } from '../../ui/feedback/empty-state.js';
import { MonthField } from '../../ui/forms/entry/month-field.js';
import { NumberField } from '../../ui/forms/entry/number-field.js';
import { FormDialog } from '../../ui/forms/form-dialog.js';
import { useServerForm } from '../../ui/forms/use-server-form.js';
import { DataTable } from '../../ui/tables/data-table.js';
import { SeriesField } from '../contracts/index-clause/series-field.js';
import { useIndexName } from '../contracts/index-clause/use-index-name.js';
import { AccountingSection } from './accounting-section.js';

/** Values of the price indexes that contracts refer to. */
export function PriceIndexSection() {
  const { t } = useTranslation();
  const format = useFormat();
  const indexName = useIndexName();
  const [adding, setAdding] = useState(false);
  const indexes = useOne('price-indexes', '/price-indexes');
  return (
    <AccountingSection
      title={t('maker:escalation.indexes')}
      what={t('maker:escalation.indexesWhat')}
      query={indexes}
      rows={2}
      add={t('maker:escalation.addIndex')}
      onAdd={() => setAdding(true)}
      table={({ items }) => (
        <DataTable<PriceIndex>
          label={t('maker:escalation.indexes')}
          rowKey={(row) => row.id}
          rows={items}
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
              width: '220px',
              phone: 'title',
              cell: (row) => codeLabel(row.series, indexName(row.series)),
            },
            {
              key: 'value',
              header: t('maker:escalation.value'),
              width: '140px',
              numeric: true,
              phone: 'side',
              cell: (row) => format.number(row.value),
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
    >
      {adding ? <IndexDialog onClose={() => setAdding(false)} /> : null}
    </AccountingSection>
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
      <SeriesField
        label={t('maker:escalation.series')}
        description={t('maker:escalation.seriesHint')}
        data-autofocus
        {...form.getInputProps('series')}
      />
      <MonthField label={t('maker:revenue.month')} {...form.getInputProps('month')} />
      <NumberField min={0} label={t('maker:escalation.value')} {...form.getInputProps('value')} />
      <TextInput
        label={t('maker:books.source')}
        description={t('maker:books.sourceHint')}
        {...form.getInputProps('source')}
      />
    </FormDialog>
  );
}
