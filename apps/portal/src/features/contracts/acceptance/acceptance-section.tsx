import { Button, TextInput } from '@mantine/core';
import { IconLink, IconSignature } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { request } from '../../../api/transport.js';
import type { AcceptanceStatus, Contract } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { productNow } from '../../../clock/clock.js';
import { instantToWallTime } from '../../../format/time.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { copyText } from '../../../ui/feedback/copy-text.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { DateField } from '../../../ui/forms/entry/date-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { Section } from '../../../ui/layout/section.js';
import classes from '../amendments/amendments-section.module.css';
import { AcceptanceList } from './acceptance-list.js';

/**
 * Acceptances of a contract's terms. The customer accepts in the portal, or the maker records a signed paper document.
 */
export function AcceptanceSection({ contract }: { readonly contract: Contract }) {
  const { t } = useTranslation();
  const may = useMay();
  const [recording, setRecording] = useState(false);
  const status = useOne('contracts', '/contracts/{contractId}/acceptances', {
    path: { contractId: contract.id },
  });
  if (status.isLoadingError) return <ErrorState error={status.error} onRetry={() => void status.refetch()} />;
  const isAccepted = status.data?.acceptances.some(({ isCurrent }) => isCurrent) ?? true;
  return (
    <Section
      title={t('acceptance.title')}
      action={
        contract.state === 'draft' && may('contracts.write') && !isAccepted ? (
          <span className={classes.steps}>
            <CopyLink contractId={contract.id} />
            <Button
              size="xs"
              variant="default"
              leftSection={<IconSignature size={14} stroke={1.75} />}
              onClick={() => setRecording(true)}
            >
              {t('maker:acceptance.record')}
            </Button>
          </span>
        ) : undefined
      }
    >
      {status.data === undefined ? (
        <SkeletonBlock height={40} />
      ) : (
        <AcceptanceList contract={contract} status={status.data} />
      )}
      {recording && status.data !== undefined ? (
        <PaperDialog contract={contract} status={status.data} onClose={() => setRecording(false)} />
      ) : null}
    </Section>
  );
}

/** Copies the address at which the customer reads and accepts the draft. */
function CopyLink({ contractId }: { readonly contractId: string }) {
  const { t } = useTranslation();
  const copy = async (): Promise<void> => {
    const link = `${window.location.origin}/plant/data?tab=contracts#contract-${contractId}`;
    const isCopied = await copyText(link);
    toastDone(isCopied ? t('maker:acceptance.linkCopied') : t('maker:acceptance.linkShown', { link }));
  };
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconLink size={14} stroke={1.75} />}
      onClick={() => void copy()}
    >
      {t('maker:acceptance.copyLink')}
    </Button>
  );
}

interface PaperDialogProps {
  readonly contract: Contract;
  readonly status: AcceptanceStatus;
  readonly onClose: () => void;
}

/** Records who signed a paper document, when, and where the document is stored. */
function PaperDialog({ contract, status, onClose }: PaperDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const today = instantToWallTime(productNow(), contract.zone).slice(0, 10);
  const { form, sending, summary, submit } = useServerForm(
    { acceptedBy: '', acceptedOn: today, reference: '' },
    async (values) => {
      await request('POST', '/contracts/{contractId}/acceptances/paper', {
        path: { contractId: contract.id },
        body: { ...values, contentHash: status.contentHash },
        idempotencyKey: crypto.randomUUID(),
      });
      await stale('contracts');
      toastDone(t('maker:acceptance.recorded', { number: contract.number }));
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('maker:acceptance.title', { number: contract.number })}
      verb={t('maker:acceptance.verb')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label={t('maker:amendment.acceptedBy')}
        description={t('maker:amendment.acceptedByHint')}
        data-autofocus
        {...form.getInputProps('acceptedBy')}
      />
      <DateField
        zone={contract.zone}
        label={t('maker:amendment.acceptedOn')}
        {...form.getInputProps('acceptedOn')}
      />
      <TextInput
        label={t('maker:acceptance.reference')}
        description={t('maker:acceptance.referenceHint')}
        maxLength={200}
        {...form.getInputProps('reference')}
      />
      <p className={classes.hash}>
        {t('acceptance.hash')} <code>{status.contentHash}</code>
      </p>
    </FormDialog>
  );
}

/** Before a contract is activated, shows who has accepted its terms, or that the customer has not accepted them. */
export function AcceptanceBeforehand({ contract }: { readonly contract: Contract }) {
  const { t } = useTranslation();
  const { data } = useOne('contracts', '/contracts/{contractId}/acceptances', {
    path: { contractId: contract.id },
  });
  if (data === undefined) return null;
  const accepted = data.acceptances.find(({ isCurrent }) => isCurrent);
  return (
    <p>
      {accepted === undefined
        ? t(data.acceptances.length > 0 ? 'maker:acceptance.outdated' : 'maker:acceptance.missing')
        : t('maker:acceptance.by', { name: accepted.acceptedBy })}
    </p>
  );
}
