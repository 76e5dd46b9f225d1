import { SegmentedControl, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { DisputeDetail } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { AmountField } from '../../../ui/forms/entry/number-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { Facts } from '../../../ui/layout/facts.js';
import type { DisputeDialogProps } from '../detail/withdraw-dialog.js';
import classes from '../disputes.module.css';
import { useDisputesStale } from '../use-invoice-disputes.js';

const RESOLUTIONS = ['money', 'noMoney'] as const;
type Resolution = (typeof RESOLUTIONS)[number];

/** Resolves a dispute in the customer's favour, with or without a credit note. A credit note is previewed with tax. */
export function ResolveDialog({ dispute, onClose }: DisputeDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const stale = useDisputesStale();
  const [way, setWay] = useState<Resolution>('money');
  const { currency } = dispute.atStake;
  const tested = dispute.meterTests.at(-1);
  const { form, sending, summary, submit } = useServerForm(
    { net: creditOfTest(dispute) ?? dispute.claimed?.amount ?? '', answer: '' },
    async ({ net, answer }) => {
      const resolved = await request('POST', '/disputes/{id}/settle', {
        path: { id: dispute.id },
        body: { answer, ...(way === 'money' && { net }) },
        idempotencyKey: crypto.randomUUID(),
      });
      await stale();
      const number = resolved.creditNote?.number;
      toastDone(number === undefined ? t('dispute.settledToast') : t('maker:invoice.issuedAs', { number }));
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('dispute.settle')}
      verb={t(way === 'money' ? 'dispute.settleMoneyVerb' : 'dispute.settleVerb')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={520}
    >
      <SegmentedControl
        value={way}
        onChange={(value) => setWay(value as Resolution)}
        aria-label={t('dispute.settle')}
        data={RESOLUTIONS.map((value) => ({ value, label: t(`dispute.way.${value}`) }))}
      />
      <p className={classes.effect}>
        {t(way === 'money' ? 'dispute.settleMoneyEffect' : 'dispute.settleEffect', {
          number: dispute.invoice.number,
        })}
      </p>
      {way === 'money' ? (
        <>
          <AmountField
            currency={currency}
            min={0}
            label={t('maker:invoice.creditNet', { currency })}
            description={
              tested?.credit == null
                ? undefined
                : t('meterTest.comesTo', {
                    amount: format.money(tested.credit.amount, tested.credit.currency),
                  })
            }
            {...form.getInputProps('net')}
          />
          <Preview dispute={dispute} net={form.values.net} />
        </>
      ) : null}
      <Textarea
        label={t('dispute.answer')}
        description={t(way === 'money' ? 'dispute.answerPrinted' : 'dispute.answerHint')}
        autosize
        minRows={2}
        {...form.getInputProps('answer')}
      />
    </FormDialog>
  );
}

/** Amount to credit for the last meter test, if any. */
function creditOfTest({ meterTests }: DisputeDetail): string | undefined {
  const amount = meterTests.at(-1)?.credit?.amount;
  return amount === undefined || !(Number(amount) > 0) ? undefined : amount;
}

/** Server preview of the credit note as it would be issued; hidden while the amount cannot be credited. */
function Preview({ dispute, net }: { readonly dispute: DisputeDetail; readonly net: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [asked] = useDebouncedValue(net.trim(), 300);
  const { id } = dispute.invoice;
  const { data } = useQuery({
    queryKey: ['invoice-previews', 'dispute', dispute.id, asked],
    queryFn: () =>
      request('POST', '/invoices/{id}/credit-notes/preview', {
        path: { id },
        body: dispute.line === null ? { net: asked } : { lines: [{ lineId: dispute.line.id, net: asked }] },
      }),
    enabled: asked !== '',
    retry: false,
  });
  if (data === undefined) return null;
  const money = ({ amount, currency }: { amount: string; currency: string }): string =>
    format.money(amount, currency);
  return (
    <Facts
      items={[
        [t('maker:invoice.net'), money(data.net)],
        [t('maker:invoice.taxSum'), money(data.tax)],
        [t('maker:invoice.givenBack'), <b key="g">{money(data.gross)}</b>],
        [t('maker:invoice.leftAfter'), money(data.left)],
      ]}
    />
  );
}
