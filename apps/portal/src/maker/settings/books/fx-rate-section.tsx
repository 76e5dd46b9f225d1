import { Button, TextInput } from '@mantine/core';
import { IconCoins, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { request } from '../../../api/transport.js';
import type { FxRate, Page } from '../../../api/types.js';
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

/** Rates by which an invoice in another currency is booked. */
export function FxRateSection() {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const [adding, setAdding] = useState(false);
  const rates = useOne<Page<FxRate>>('fx-rates', '/fx-rates');
  return (
    <Section
      title={t('maker:books.rates')}
      aside={t('maker:books.ratesWhat')}
      action={
        may('accounting.write') ? (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} stroke={1.75} />}
            onClick={() => setAdding(true)}
          >
            {t('maker:books.addRate')}
          </Button>
        ) : undefined
      }
      flush
    >
      {rates.isLoadingError ? (
        <ErrorState error={rates.error} onRetry={() => void rates.refetch()} />
      ) : rates.data === undefined ? (
        <SkeletonRows rows={2} />
      ) : (
        <DataTable<FxRate>
          label={t('maker:books.rates')}
          rowKey={(row) => row.id}
          rows={rates.data.items}
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
              cell: (row) => `1 ${row.fromCurrency} = ${row.rate} ${row.toCurrency}`,
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
      {adding ? <RateDialog onClose={() => setAdding(false)} /> : null}
    </Section>
  );
}

function RateDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(
    { fromCurrency: '', toCurrency: '', day: '', rate: '', source: '' },
    async ({ fromCurrency, toCurrency, ...values }) => {
      await request('POST', '/fx-rates', {
        body: {
          ...values,
          fromCurrency: fromCurrency.toUpperCase(),
          toCurrency: toCurrency.toUpperCase(),
        },
      });
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
      <TextInput label={t('maker:books.from')} maxLength={3} {...form.getInputProps('fromCurrency')} />
      <TextInput label={t('maker:books.to')} maxLength={3} {...form.getInputProps('toCurrency')} />
      <TextInput type="date" label={t('maker:books.day')} {...form.getInputProps('day')} />
      <TextInput
        label={t('maker:books.rate')}
        description={t('maker:books.rateHint')}
        inputMode="decimal"
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
