import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { Amendment, Contract } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { productNow } from '../../../clock/clock.js';
import { instantToWallTime } from '../../../format/time.js';
import { useFormat } from '../../../format/use-format.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { DateField } from '../../../ui/forms/entry/date-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { StepEvidence } from '../index-clause/step-evidence.js';
import { LetterLink } from '../versions/letter-link.js';
import { useAmendmentWords } from '../versions/use-amendment-words.js';
import classes from './amendments-section.module.css';
import { MoneyPreview } from './money-preview.js';
import { usePartyNames } from './use-party-names.js';

interface SignDialogProps {
  readonly contract: Contract;
  readonly amendment: Amendment;
  readonly onClose: () => void;
}

/** Records who accepted an amendment for the customer, and makes it a permanent part of the contract. */
export function SignDialog({ contract, amendment, onClose }: SignDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const stale = useStale();
  const wordsOf = useAmendmentWords(contract, usePartyNames(contract));
  const step = amendment.indexStep;
  const preview = useOne('amendments', '/contracts/{contractId}/amendments/{id}/preview', {
    path: { contractId: contract.id, id: amendment.id },
  });
  const { form, sending, summary, submit } = useServerForm(
    { acceptedBy: '', acceptedOn: instantToWallTime(productNow(), contract.zone).slice(0, 10) },
    async (values) => {
      await request('POST', '/contracts/{contractId}/amendments/{id}/sign', {
        path: { contractId: contract.id, id: amendment.id },
        body: { ...values, contentHash: amendment.contentHash },
        ifMatch: amendment.version,
      });
      await stale(
        'amendments',
        'escalation',
        'index-steps',
        'contracts',
        'usage',
        'cost',
        'invoices',
        'machines',
      );
      toastDone(t('maker:amendment.signed', { number: contract.number }));
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('maker:amendment.signTitle', {
        number: contract.number,
        day: format.date(`${amendment.effectiveOn}T00:00:00Z`, 'UTC'),
      })}
      verb={t(step === null ? 'maker:amendment.sign' : 'maker:indexSteps.sign')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={760}
    >
      <p className={classes.text}>{t('maker:amendment.signEffect')}</p>
      <ul className={classes.changes}>
        {wordsOf(amendment).map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
      {step === null ? null : (
        <>
          <StepEvidence step={step} />
          <LetterLink contractId={contract.id} amendment={amendment} />
          <p className={classes.text}>{t('maker:indexSteps.letterHint')}</p>
        </>
      )}
      <MoneyPreview query={preview} hasNewBuyer={amendment.changes.buyerId !== undefined} />
      <div className={classes.accepted}>
        <TextInput
          label={t(step === null ? 'maker:amendment.acceptedBy' : 'maker:indexSteps.toldTo')}
          description={t('maker:amendment.acceptedByHint')}
          data-autofocus
          {...form.getInputProps('acceptedBy')}
        />
        <DateField
          zone={contract.zone}
          label={t('maker:amendment.acceptedOn')}
          description={
            step === null
              ? undefined
              : t('maker:indexSteps.toldBy', { day: format.date(`${step.noticeBy}T00:00:00Z`, 'UTC') })
          }
          {...form.getInputProps('acceptedOn')}
        />
      </div>
      <p className={classes.hash}>
        {t('amendment.hash')} <code>{amendment.contentHash}</code>
      </p>
    </FormDialog>
  );
}
