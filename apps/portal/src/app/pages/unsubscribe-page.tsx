import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import { useOne } from '../../api/use-one.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { useWork } from '../../ui/feedback/use-work.js';
import { FormSummary } from '../../ui/forms/form-summary.js';
import { AuthLayout } from './auth-layout.js';

/** Target of the unsubscribe link in emails. Only the button unsubscribes, because mail scanners open all links. */
export function UnsubscribePage() {
  const { t } = useTranslation();
  const { token } = useParams({ strict: false });
  const [isDone, setIsDone] = useState(false);
  const work = useWork();
  const offer = useOne('unsubscribe', '/unsubscribe/{token}', { path: { token: token ?? '' } });
  if (offer.isLoadingError) return <ErrorState error={offer.error} />;
  if (offer.data === undefined) return null;
  const { makerName, what } = offer.data;
  const kind =
    what === 'digest' ? t('notifications.digests') : t(`notifications.type.${what.replace('.', '_')}`);
  return (
    <AuthLayout
      title={t('notifications.unsubscribeTitle')}
      note={
        isDone
          ? t('notifications.unsubscribed')
          : t('notifications.unsubscribeNote', { maker: makerName, what: kind })
      }
    >
      <FormSummary summary={work.failure} />
      {isDone ? null : (
        <Button
          loading={work.busy}
          onClick={() =>
            work.run(async () => {
              await request('POST', '/unsubscribe/{token}', { path: { token: token ?? '' } });
              setIsDone(true);
            })
          }
        >
          {t('notifications.unsubscribe')}
        </Button>
      )}
    </AuthLayout>
  );
}
