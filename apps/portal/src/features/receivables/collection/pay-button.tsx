import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import { useWork } from '../../../ui/feedback/use-work.js';
import { FormSummary } from '../../../ui/forms/form-summary.js';
import { pageLanguage } from './page-language.js';

/** Opens the page of Stripe on which the payer pays a document. */
export function PayButton({ documentId }: { readonly documentId: string }) {
  const { t, i18n } = useTranslation();
  const work = useWork();
  return (
    <>
      <FormSummary summary={work.failure} />
      <Button
        size="xs"
        loading={work.busy}
        onClick={() =>
          work.run(async () => {
            const { url } = await request('POST', '/open-items/{id}/payment-pages', {
              path: { id: documentId },
              body: { language: pageLanguage(i18n.language) },
            });
            window.location.assign(url);
          })
        }
      >
        {t('collection.payNow')}
      </Button>
    </>
  );
}
