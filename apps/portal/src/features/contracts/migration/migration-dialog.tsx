import { Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { Contract, ContractMigration } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { productNow } from '../../../clock/clock.js';
import { instantToWallTime } from '../../../format/time.js';
import { faultText, problemText } from '../../../problems/problem-text.js';
import { problemOf } from '../../../problems/problem.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { DateField } from '../../../ui/forms/entry/date-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { useDebouncedContent } from '../../../ui/forms/use-debounced-content.js';
import { MoneyPreview } from '../amendments/money-preview.js';
import { useMoneyPreview } from '../amendments/use-money-preview.js';
import { BalanceRows } from './balance-rows.js';
import { AmountRows, ReadingRows } from './opening-rows.js';
import classes from './migration-section.module.css';
import {
  applyRequirements,
  isComplete,
  newMigrationValues,
  toMigrationValues,
  toMigrationInput,
} from './migration-values.js';

const DEBOUNCE_MS = 500;

interface MigrationDialogProps {
  readonly contract: Contract;
  /** The draft to replace; null for the first one. */
  readonly migration: ContractMigration | null;
  readonly onClose: () => void;
}

/** Records a contract migration: first the day, then the values needed for that day, and their financial effect. */
export function MigrationDialog({ contract, migration, onClose }: MigrationDialogProps) {
  const { t, i18n } = useTranslation();
  const stale = useStale();
  const today = instantToWallTime(productNow(), contract.zone).slice(0, 10);
  const { form, sending, summary, submit } = useServerForm(
    migration === null ? newMigrationValues(today, contract) : toMigrationValues(migration),
    async (values) => {
      await request('PUT', '/contracts/{contractId}/takeover', {
        path: { contractId: contract.id },
        body: toMigrationInput(values),
        ...(migration !== null && { ifMatch: migration.version }),
      });
      await stale('takeover');
      toastDone(t('maker:takeover.saved', { number: contract.number }));
      onClose();
    },
  );
  const { billedUntil } = form.values;
  const requirements = useQuery({
    queryKey: ['takeover-asked', contract.id, contract.version, billedUntil],
    queryFn: ({ signal }) =>
      request('GET', '/contracts/{contractId}/takeover/asked', {
        path: { contractId: contract.id },
        query: { billedUntil },
        signal,
      }),
    enabled: billedUntil !== '',
    retry: false,
  });
  const rows = requirements.data;
  useEffect(() => {
    if (rows !== undefined) form.setValues(applyRequirements(form.getValues(), rows));
    // Keeps typed values; only the required rows for the day change.
  }, [rows]);
  const input = useDebouncedContent(toMigrationInput(form.values), DEBOUNCE_MS);
  const preview = useMoneyPreview(
    contract,
    { takeover: input },
    rows !== undefined && isComplete(input, rows),
  );
  const whyNot = (error: Error | null): string | undefined => {
    if (error === null) return undefined;
    const problem = problemOf(error);
    const [fault] = problem.fields ?? [];
    return fault ? faultText(fault, t, i18n) : problemText(problem, t, i18n);
  };
  return (
    <FormDialog
      title={t('maker:takeover.title', { number: contract.number })}
      verb={t('maker:takeover.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={860}
    >
      <div className={classes.head}>
        <DateField
          label={t('maker:takeover.billedUntil')}
          description={t('maker:takeover.billedUntilHint')}
          data-autofocus
          {...form.getInputProps('billedUntil')}
          error={form.errors['billedUntil'] ?? whyNot(requirements.error)}
        />
        <Textarea
          label={t('maker:takeover.note')}
          description={t('maker:takeover.noteHint')}
          autosize
          minRows={1}
          maxLength={500}
          {...form.getInputProps('note')}
        />
      </div>
      {requirements.isError || billedUntil === '' ? null : rows === undefined ? (
        <SkeletonBlock height={120} />
      ) : (
        <>
          <ReadingRows form={form} requirements={rows} />
          <AmountRows form={form} requirements={rows} contract={contract} />
          <BalanceRows form={form} requirements={rows} contract={contract} />
        </>
      )}
      <h3 className={classes.title}>{t('maker:amendment.preview.title')}</h3>
      <MoneyPreview query={preview} sides="takeover" />
    </FormDialog>
  );
}
