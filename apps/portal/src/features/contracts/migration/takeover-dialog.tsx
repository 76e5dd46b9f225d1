import { TextInput, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { Contract, Takeover } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { productNow } from '../../../clock/clock.js';
import { instantToWallTime } from '../../../format/time.js';
import { faultText, problemText } from '../../../problems/problem-text.js';
import { problemOf } from '../../../problems/problem.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { useSettled } from '../../../ui/forms/use-settled.js';
import { MoneyPreview } from '../amendments/money-preview.js';
import { useMoneyPreview } from '../amendments/use-money-preview.js';
import { BalanceRows } from './balance-rows.js';
import { AmountRows, ReadingRows } from './opening-rows.js';
import classes from './takeover-section.module.css';
import {
  askedValues,
  isFilled,
  newTakeoverValues,
  toTakeoverValues,
  toTakeoverWish,
} from './takeover-values.js';

const SETTLED_MS = 500;

interface TakeoverDialogProps {
  readonly contract: Contract;
  /** The draft to replace; null for the first one. */
  readonly takeover: Takeover | null;
  readonly onClose: () => void;
}

/** Records a contract migration: first the day, then the values needed for that day, and their financial effect. */
export function TakeoverDialog({ contract, takeover, onClose }: TakeoverDialogProps) {
  const { t, i18n } = useTranslation();
  const stale = useStale();
  const today = instantToWallTime(productNow(), contract.zone).slice(0, 10);
  const { form, sending, summary, submit } = useServerForm(
    takeover === null ? newTakeoverValues(today, contract) : toTakeoverValues(takeover),
    async (values) => {
      await request('PUT', '/contracts/{contractId}/takeover', {
        path: { contractId: contract.id },
        body: toTakeoverWish(values),
        ...(takeover !== null && { ifMatch: takeover.version }),
      });
      await stale('takeover');
      toastDone(t('maker:takeover.saved', { number: contract.number }));
      onClose();
    },
  );
  const { billedUntil } = form.values;
  const asked = useQuery({
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
  const rows = asked.data;
  useEffect(() => {
    if (rows !== undefined) form.setValues(askedValues(form.getValues(), rows));
    // Keeps typed values; only the required rows for the day change.
  }, [rows]);
  const wish = useSettled(toTakeoverWish(form.values), SETTLED_MS);
  const preview = useMoneyPreview(contract, { takeover: wish }, rows !== undefined && isFilled(wish, rows));
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
        <TextInput
          type="date"
          label={t('maker:takeover.billedUntil')}
          description={t('maker:takeover.billedUntilHint')}
          data-autofocus
          {...form.getInputProps('billedUntil')}
          error={form.errors['billedUntil'] ?? whyNot(asked.error)}
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
      {asked.isError || billedUntil === '' ? null : rows === undefined ? (
        <SkeletonBlock height={120} />
      ) : (
        <>
          <ReadingRows form={form} asked={rows} />
          <AmountRows form={form} asked={rows} contract={contract} />
          <BalanceRows form={form} asked={rows} contract={contract} />
        </>
      )}
      <h3 className={classes.title}>{t('maker:amendment.preview.title')}</h3>
      <MoneyPreview query={preview} sides="takeover" />
    </FormDialog>
  );
}
