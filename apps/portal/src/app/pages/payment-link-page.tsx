import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import { useOne } from '../../api/use-one.js';
import { isZero, startOf } from '../../features/receivables/amounts.js';
import { pageLanguage } from '../../features/receivables/collection/page-language.js';
import { useFormat } from '../../format/use-format.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { useWork } from '../../ui/feedback/use-work.js';
import { FormSummary } from '../../ui/forms/form-summary.js';
import { AuthLayout } from './auth-layout.js';

/** Interval at which the document is fetched again while the payer waits for the result. */
const REFRESH_MS = 5_000;

/** Target of a payment link: one document and the way to pay it, without signing in. */
export function PaymentLinkPage() {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const { token = '' } = useParams({ strict: false });
  const work = useWork();
  const path = { token };
  const query = useOne('payment-link', '/payment-links/{token}', { path, refetchInterval: REFRESH_MS });
  if (query.isLoadingError) return <ErrorState error={query.error} />;
  if (query.data === undefined) return null;
  const { number, seller, dueOn, open, isInProgress } = query.data;
  const isPaid = isZero(open);
  const amount = format.money(open.amount, open.currency);
  const note = isPaid
    ? t('collection.paid', { number })
    : isInProgress
      ? t('collection.inProgress')
      : t('collection.payNote', { open: amount, seller, day: format.date(startOf(dueOn), 'UTC') });
  return (
    <AuthLayout title={t('collection.payTitle', { number })} note={note}>
      <FormSummary summary={work.failure} />
      {isPaid || isInProgress ? null : (
        <Button
          loading={work.busy}
          onClick={() =>
            work.run(async () => {
              const body = { language: pageLanguage(i18n.language) };
              const { url } = await request('POST', '/payment-links/{token}', { path, body });
              window.location.assign(url);
            })
          }
        >
          {t('collection.payNow')}
        </Button>
      )}
    </AuthLayout>
  );
}
