import { TextInput } from '@mantine/core';
import { IconCoins } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import type { FxRate } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { useStale } from '../../api/use-stale.js';
import { useFormat } from '../../format/use-format.js';
import { EmptyState } from '../../ui/feedback/empty-state.js';
import { CurrencyField } from '../../ui/forms/code-select.js';
import { DateField } from '../../ui/forms/entry/date-field.js';
import { NumberField } from '../../ui/forms/entry/number-field.js';
import { FormDialog } from '../../ui/forms/form-dialog.js';
import { useServerForm } from '../../ui/forms/use-server-form.js';
import { DataTable } from '../../ui/tables/data-table.js';
import { AccountingSection } from './accounting-section.js';

/** Exchange rates for posting invoices in foreign currencies. */
export function FxRateSection() {
  const { t } = useTranslation();
  const format = useFormat();
  const [adding, setAdding] = useState(false);
  const rates = useOne('fx-rates', '/fx-rates');
  return (
    <AccountingSection
      title={t('maker:books.rates')}
      what={t('maker:books.ratesWhat')}
      query={rates}
      rows={2}
      add={t('maker:books.addRate')}
      onAdd={() => setAdding(true)}
      table={({ items }) => (
        <DataTable<FxRate>
          label={t('maker:books.rates')}
          rowKey={(row) => row.id}
          rows={items}
          columns={[
            {
              key: 'day',
              header: t('maker:books.day'),
              width: '140px',
              phone: 'title',
              cell: (row) => format.date(`${row.day}T00:00:00Z`, 'UTC'),
            },
            {
              key: 'rate',
              header: t('maker:books.rate'),
              width: '220px',
              numeric: true,
              phone: 'side',
              cell: (row) => `1 ${row.fromCurrency} = ${format.number(row.rate)} ${row.toCurrency}`,
            },
            {
              key: 'source',
              header: t('maker:books.source'),
              width: 'minmax(140px, 1fr)',
              phone: 'second',
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
            <EmptyState icon={IconCoins} title={t('maker:books.noRates')}>
              {t('maker:books.noRatesWhy')}
            </EmptyState>
          }
        />
      )}
    >
      {adding ? <RateDialog onClose={() => setAdding(false)} /> : null}
    </AccountingSection>
  );
}

function RateDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(
    { fromCurrency: '', toCurrency: '', day: '', rate: '', source: '' },
    async (values) => {
      await request('POST', '/fx-rates', { body: values });
      await stale('fx-rates');
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('maker:books.addRate')}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <CurrencyField label={t('maker:books.from')} {...form.getInputProps('fromCurrency')} />
      <CurrencyField label={t('maker:books.to')} {...form.getInputProps('toCurrency')} />
      <DateField label={t('maker:books.day')} {...form.getInputProps('day')} />
      <NumberField
        min={0}
        label={t('maker:books.rate')}
        description={t('maker:books.rateHint')}
        {...form.getInputProps('rate')}
      />
      <TextInput
        label={t('maker:books.source')}
        description={t('maker:books.sourceHint')}
        {...form.getInputProps('source')}
      />
    </FormDialog>
  );
}
