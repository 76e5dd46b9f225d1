import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import type { IssuePreview } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { problemText } from '../../api/problem-text.js';
import { problemOf } from '../../api/problem.js';
import { useFormat } from '../../format/use-format.js';
import { Facts } from '../../ui/facts.js';
import { FormDialog } from '../../ui/form-dialog.js';
import { SkeletonBlock } from '../../ui/skeleton.js';
import { toastDone } from '../../ui/toast.js';
import { useServerForm } from '../../ui/use-server-form.js';
import { type InvoiceDialogProps, useInvoiceStale } from './invoice-dialog.js';
import classes from './invoice-dialogs.module.css';

/** Says which number, days and booking the invoice will get, and that it never changes from then on. */
export function IssueDialog({ invoice, onClose }: InvoiceDialogProps) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const stale = useInvoiceStale();
  const { form, sending, summary, submit } = useServerForm({ issuedOn: '' }, async ({ issuedOn }) => {
    const { version, contentHash } = invoice;
    const issued = await request<{ number: string }>('POST', `/invoices/${invoice.id}/issue`, {
      body: { version, contentHash, ...(issuedOn === '' ? {} : { issuedOn }) },
      idempotencyKey: crypto.randomUUID(),
    });
    await stale();
    toastDone(t('maker:invoice.issuedAs', { number: issued.number }));
    onClose();
  });
  const { issuedOn } = form.values;
  const preview = useOne<IssuePreview>('invoice-previews', `/invoices/${invoice.id}/issue-preview`, {
    query: { issuedOn: issuedOn === '' ? undefined : issuedOn },
    keep: true,
  });
  const day = (date: string): string => format.date(`${date}T00:00:00Z`, 'UTC');
  return (
    <FormDialog
      title={t('maker:invoice.issueTitle', { number: invoice.contract.number })}
      verb={t('maker:invoice.issue')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={520}
    >
      <p className={classes.effect}>
        {t('maker:invoice.issueEffect', {
          gross: format.money(invoice.gross.amount, invoice.currency),
          buyer: invoice.buyerParty.name,
        })}
      </p>
      {preview.error ? (
        <p className={classes.fault}>{problemText(problemOf(preview.error), t, i18n)}</p>
      ) : preview.data === undefined ? (
        <SkeletonBlock height={128} />
      ) : (
        <Facts
          items={[
            [t('maker:invoice.number'), <b key="n">{preview.data.number}</b>],
            [t('maker:invoice.issuedOn'), day(preview.data.issuedOn)],
            [
              t('maker:invoice.dueOn'),
              t('maker:invoice.dueIn', { day: day(preview.data.dueOn), count: invoice.paymentDays }),
            ],
            [t('maker:invoice.postingDate'), day(preview.data.postingDate)],
            ...(preview.data.booksCurrency === invoice.currency
              ? []
              : [
                  [
                    t('maker:invoice.booksRate'),
                    `${preview.data.booksRate} ${preview.data.booksCurrency}/${invoice.currency}`,
                  ] as const,
                ]),
          ]}
        />
      )}
      <TextInput
        type="date"
        label={t('maker:invoice.issueDay')}
        description={t('maker:invoice.issueDayHint')}
        {...form.getInputProps('issuedOn')}
      />
    </FormDialog>
  );
}
