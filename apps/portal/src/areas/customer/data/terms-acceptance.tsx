import { Button, Textarea, TextInput } from '@mantine/core';
import { IconSignature } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { request } from '../../../api/transport.js';
import type { Contract } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { AcceptanceList } from '../../../features/contracts/acceptance/acceptance-list.js';
import { amountTimes } from '../../../features/contracts/acceptance/amount-times.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { Facts } from '../../../ui/layout/facts.js';
import { Money } from '../../../ui/values/money.js';
import classes from './contract-list.module.css';

/** Acceptances of a contract's terms; for a draft, also its fixed charges and a form to accept the terms by name. */
export function TermsAcceptance({ contract }: { readonly contract: Contract }) {
  const { t } = useTranslation();
  const may = useMay();
  const [accepting, setAccepting] = useState(false);
  const status = useOne('contracts', '/contracts/{contractId}/acceptances', {
    path: { contractId: contract.id },
  });
  if (status.isLoadingError) return <ErrorState error={status.error} onRetry={() => void status.refetch()} />;
  if (status.data === undefined) return <SkeletonBlock height={80} />;
  const isDraft = contract.state === 'draft';
  if (!isDraft && status.data.acceptances.length === 0) return null;
  const isAccepted = status.data.acceptances.some(({ isCurrent }) => isCurrent);
  return (
    <div className={classes.part}>
      <h3 className={classes.subtitle}>{t('acceptance.title')}</h3>
      {isDraft ? <Estimate contract={contract} /> : null}
      <AcceptanceList contract={contract} status={status.data} />
      {isDraft && !isAccepted && may('contracts.accept') ? (
        <p className={classes.accept}>
          <Button leftSection={<IconSignature size={16} stroke={1.75} />} onClick={() => setAccepting(true)}>
            {t('customer:acceptance.accept')}
          </Button>
        </p>
      ) : null}
      {accepting ? (
        <AcceptDialog
          contract={contract}
          contentHash={status.data.contentHash}
          onClose={() => setAccepting(false)}
        />
      ) : null}
    </div>
  );
}

/** Fixed charges per month and over the term. Usage is charged in addition, at the prices above. */
function Estimate({ contract }: { readonly contract: Contract }) {
  const { t } = useTranslation();
  const { data } = useOne('contracts', '/contracts/{id}/exit', { path: { id: contract.id } });
  if (data === undefined) return null;
  const { amount, currency } = data.monthlyPayment;
  // During pauses, the fixed charges are reduced or not due, so the monthly amount cannot be multiplied over the term.
  const months = contract.pauses.length > 0 ? null : data.remainingMonths;
  return (
    <Facts
      items={[
        [t('exit.monthly'), <Money key="m" amount={amount} currency={currency} />],
        ...(months === null
          ? []
          : [
              [
                t('customer:acceptance.term', { count: months }),
                <Money key="t" amount={amountTimes(amount, months)} currency={currency} />,
              ] as const,
            ]),
        [
          t('customer:acceptance.prices'),
          t(`customer:acceptance.${contract.pricesIncludeTax ? 'withTax' : 'withoutTax'}`),
        ],
      ]}
    />
  );
}

interface AcceptDialogProps {
  readonly contract: Contract;
  readonly contentHash: string;
  readonly onClose: () => void;
}

function AcceptDialog({ contract, contentHash, onClose }: AcceptDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(
    { acceptedBy: '', comment: '' },
    async (values) => {
      await request('POST', '/contracts/{contractId}/acceptances', {
        path: { contractId: contract.id },
        body: { ...values, contentHash },
        idempotencyKey: crypto.randomUUID(),
      });
      await stale('contracts');
      toastDone(t('customer:acceptance.done', { number: contract.number }));
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('customer:acceptance.title', { number: contract.number })}
      verb={t('customer:acceptance.accept')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t('customer:acceptance.effect', { seller: contract.legalEntity.name })}</p>
      <TextInput
        label={t('customer:acceptance.name')}
        description={t('customer:acceptance.nameHint')}
        autoComplete="name"
        data-autofocus
        {...form.getInputProps('acceptedBy')}
      />
      <Textarea
        label={t('customer:acceptance.comment')}
        description={t('customer:acceptance.commentHint')}
        autosize
        minRows={2}
        maxLength={2000}
        {...form.getInputProps('comment')}
      />
      <p className={classes.hash}>
        {t('acceptance.hash')} <code>{contentHash}</code>
      </p>
    </FormDialog>
  );
}
