import { Button } from '@mantine/core';
import { IconMailForward } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { useOne } from '../../../api/use-one.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import { readable } from '../../../problems/problem-text.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { Section } from '../../../ui/layout/section.js';
import { MailTimeline } from './mail-timeline.js';
import { SendDialog } from './send-dialog.js';

const POLL_MS = 3000;

/**
 * Emails with an issued document and their outcomes, the time at which the customer opened the document, and the button
 * that sends it.
 */
export function DocumentMailing({
  invoiceId,
  name,
}: {
  readonly invoiceId: string;
  /** Number of the document. */
  readonly name: string;
}) {
  const { t, i18n } = useTranslation();
  const text = useCodeText();
  const may = useMay();
  const [isSending, setSending] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const query = useOne('document-mailing', '/invoices/{id}/mailing', {
    path: { id: invoiceId },
    ...(isOpen && { refetchInterval: POLL_MS }),
  });
  const mailing = query.data;
  // Emails change state in the background, so the list is refetched until all have an outcome.
  const hasOpen = mailing?.mails.some(({ state }) => state === 'waiting' || state === 'sending') ?? false;
  if (hasOpen !== isOpen) setOpen(hasOpen);
  return (
    <Section
      title={t('maker:mailing.title')}
      action={
        mailing !== undefined && mailing.refusal === null && may('invoices.issue') ? (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconMailForward size={15} stroke={1.75} />}
            onClick={() => setSending(true)}
          >
            {t(mailing.isSent ? 'maker:mailing.sendAgain' : 'maker:mailing.send')}
          </Button>
        ) : undefined
      }
    >
      {query.isLoadingError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : mailing === undefined ? (
        <SkeletonRows rows={1} />
      ) : (
        <>
          {mailing.refusal === null ? null : (
            <p>{text('errors:', mailing.refusal.code, readable(mailing.refusal.params, t, i18n))}</p>
          )}
          {mailing.mails.length === 0 && mailing.opening === null ? (
            <p>{t('maker:mailing.notSent')}</p>
          ) : (
            <MailTimeline mailing={mailing} />
          )}
          {isSending ? (
            <SendDialog
              invoiceId={invoiceId}
              name={name}
              mailing={mailing}
              onClose={() => setSending(false)}
            />
          ) : null}
        </>
      )}
    </Section>
  );
}
