import { Button, Modal } from '@mantine/core';
import { IconFileZip } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import { useOne } from '../../api/use-one.js';
import { useStale } from '../../api/use-stale.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../ui/feedback/skeleton.js';
import { useWork } from '../../ui/feedback/use-work.js';
import { FormSummary } from '../../ui/forms/form-summary.js';
import { useFocusBack } from '../../ui/forms/use-focus-back.js';
import { CheckHints } from './check-hints.js';
import { PackContents } from './pack-contents.js';
import { PackStatus } from './pack-status.js';
import classes from './packs.module.css';

const REFRESH_MS = 1500;

/** Button that opens the proof pack of an invoice. */
export function PackButton({ invoiceId }: { readonly invoiceId: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconFileZip size={16} stroke={1.75} />}
        onClick={() => setOpen(true)}
      >
        {t('pack.button')}
      </Button>
      {open ? <PackDialog invoiceId={invoiceId} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

interface PackDialogProps {
  readonly invoiceId: string;
  readonly onClose: () => void;
}

/** Requests, downloads and explains the proof pack of an invoice. Maker and customer receive the same file. */
function PackDialog({ invoiceId, onClose }: PackDialogProps) {
  useFocusBack();
  const { t } = useTranslation();
  const stale = useStale();
  const { busy, failure, run } = useWork();
  const query = useOne('proof-packs', '/invoices/{id}/proof-pack', {
    path: { id: invoiceId },
    refetchInterval: REFRESH_MS,
  });
  const make = (): void =>
    run(async () => {
      await request('POST', '/invoices/{id}/proof-pack', { path: { id: invoiceId } });
      await stale('proof-packs');
    });
  const pack = query.data?.pack ?? null;
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t('pack.title')}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <div className={classes.body}>
        <p className={classes.lead}>{t('pack.lead')}</p>
        <FormSummary summary={failure} />
        {query.isLoadingError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : query.data === undefined ? (
          <SkeletonRows rows={2} />
        ) : (
          <PackStatus pack={pack} busy={busy} onMake={make} />
        )}
        <PackContents />
        <CheckHints pack={pack} />
      </div>
    </Modal>
  );
}
