import { Button } from '@mantine/core';
import { IconCreditCard } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { SavedMethod } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { useWork } from '../../../ui/feedback/use-work.js';
import { ConfirmDialog } from '../../../ui/forms/confirm-dialog.js';
import { FormSummary } from '../../../ui/forms/form-summary.js';
import { Section } from '../../../ui/layout/section.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import classes from '../rows.module.css';
import { methodName } from './method-name.js';
import { pageLanguage } from './page-language.js';

/** Saved payment methods of a customer. Absent while payments by card and debit are off. */
export function PaymentMethods({ customerId }: { readonly customerId: string }) {
  const { t, i18n } = useTranslation();
  const stale = useStale();
  const work = useWork();
  const [removed, setRemoved] = useState<SavedMethod>();
  const [chosen, setChosen] = useState<SavedMethod>();
  const path = { id: customerId };
  const methods = useOne('payment-methods', '/customers/{id}/payment-methods', { path });
  if (methods.isLoadingError)
    return <ErrorState error={methods.error} onRetry={() => void methods.refetch()} />;
  if (methods.data === undefined || !methods.data.areOn) return null;
  const { automaticMethodId } = methods.data;
  const reload = (): Promise<void> => stale('payment-methods', 'card-payments');
  const add = (
    <Button
      variant="default"
      size="xs"
      loading={work.busy}
      onClick={() =>
        work.run(async () => {
          const body = { language: pageLanguage(i18n.language) };
          const { url } = await request('POST', '/customers/{id}/payment-methods', { path, body });
          window.location.assign(url);
        })
      }
    >
      {t('collection.add')}
    </Button>
  );
  return (
    <Section flush title={t('collection.methods')} action={add}>
      <FormSummary summary={work.failure} />
      <DataTable<SavedMethod>
        label={t('collection.methods')}
        rowKey={(row) => row.id}
        rows={methods.data.items}
        columns={[
          {
            key: 'name',
            header: t('collection.method'),
            width: 'minmax(200px, 1.4fr)',
            phone: 'title',
            cell: (row) => (
              <span className={classes.lines}>
                {methodName(row, t)}
                {row.id === automaticMethodId ? (
                  <span className={classes.quiet}>{t('collection.automatic.on')}</span>
                ) : null}
              </span>
            ),
          },
          {
            key: 'kind',
            header: t('payment.methodHead'),
            width: 'minmax(160px, 1fr)',
            phone: 'second',
            cell: ({ kind, expires }) =>
              expires === null
                ? t(`collection.kind.${kind}`)
                : t('collection.expires', {
                    month: String(expires.month).padStart(2, '0'),
                    year: expires.year,
                  }),
          },
          {
            key: 'automatic',
            header: '',
            width: 'minmax(210px, 1fr)',
            phone: 'third',
            cell: (row) =>
              row.id === automaticMethodId ? (
                <Button
                  variant="subtle"
                  size="xs"
                  disabled={work.busy}
                  onClick={() =>
                    work.run(async () => {
                      await request('DELETE', '/customers/{id}/automatic-payment', { path });
                      await reload();
                    })
                  }
                >
                  {t('collection.automatic.turnOff')}
                </Button>
              ) : (
                <Button
                  variant="subtle"
                  size="xs"
                  aria-label={t('collection.automatic.turnOnTitle', { method: methodName(row, t) })}
                  onClick={() => setChosen(row)}
                >
                  {t('collection.automatic.turnOn')}
                </Button>
              ),
          },
          {
            key: 'remove',
            header: '',
            width: '140px',
            phone: 'side',
            cell: (row) => (
              <Button variant="subtle" size="xs" onClick={() => setRemoved(row)}>
                {t('collection.remove')}
              </Button>
            ),
          },
        ]}
        empty={
          <EmptyState icon={IconCreditCard} title={t('collection.noMethods')}>
            {t('collection.noMethodsWhy')}
          </EmptyState>
        }
      />
      {chosen === undefined ? null : (
        <ConfirmDialog
          open
          title={t('collection.automatic.turnOnTitle', { method: methodName(chosen, t) })}
          verb={t('collection.automatic.turnOn')}
          onConfirm={async () => {
            await request('PUT', '/customers/{id}/automatic-payment', {
              path,
              body: { methodId: chosen.id },
            });
            await reload();
          }}
          onClose={() => setChosen(undefined)}
        >
          {t('collection.automatic.turnOnEffect')}
        </ConfirmDialog>
      )}
      {removed === undefined ? null : (
        <ConfirmDialog
          open
          title={t('collection.removeTitle', { method: methodName(removed, t) })}
          verb={t('collection.remove')}
          onConfirm={async () => {
            await request('DELETE', '/customers/{id}/payment-methods/{methodId}', {
              path: { ...path, methodId: removed.id },
            });
            await reload();
          }}
          onClose={() => setRemoved(undefined)}
        >
          {t('collection.removeEffect')}
        </ConfirmDialog>
      )}
    </Section>
  );
}
