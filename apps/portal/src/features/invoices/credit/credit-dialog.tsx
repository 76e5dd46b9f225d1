import { Checkbox, SegmentedControl, Textarea } from '@mantine/core';
import type { GetInputPropsReturnType } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BodyOf } from '../../../api/operations.js';
import { request } from '../../../api/transport.js';
import type { Invoice } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { faultText, problemText } from '../../../problems/problem-text.js';
import { problemOf, withPointers } from '../../../problems/problem.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { AmountField } from '../../../ui/forms/entry/number-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { useDebouncedContent } from '../../../ui/forms/use-debounced-content.js';
import { Facts } from '../../../ui/layout/facts.js';
import { useLineName } from '../../invoice-lines/use-line-name.js';
import { type InvoiceDialogProps, useDecided } from '../actions/invoice-dialog.js';
import classes from '../actions/invoice-dialogs.module.css';

const CREDIT_METHODS = ['all', 'net', 'lines'] as const;
type CreditMethod = (typeof CREDIT_METHODS)[number];

interface CreditAmounts {
  readonly net: string;
  /** Net amounts by line ID. */
  readonly amounts: Readonly<Record<string, string>>;
}

type CreditPreviewRequest = BodyOf<'POST', '/invoices/{id}/credit-notes/preview'>;

function toRequest(way: CreditMethod, { net, amounts }: CreditAmounts): CreditPreviewRequest {
  if (way === 'all') return { all: true };
  if (way === 'net') return { net };
  const lines = Object.entries(amounts).filter(([, amount]) => amount !== '');
  return { lines: lines.map(([lineId, amount]) => ({ lineId, net: amount })) };
}

/** Credits an invoice in full, by an amount or by line, and previews the result. */
export function CreditDialog({ invoice, onClose }: InvoiceDialogProps) {
  const { t } = useTranslation();
  const decided = useDecided();
  const navigate = useNavigate();
  const [way, setWay] = useState<CreditMethod>('all');
  const { form, sending, summary, submit } = useServerForm(
    { net: '', amounts: emptyAmounts(invoice), reason: '', forQuantity: false },
    async ({ reason, forQuantity, ...wanted }) => {
      const note = await decided(
        request('POST', '/invoices/{id}/credit-notes', {
          path: { id: invoice.id },
          body: { ...toRequest(way, wanted), reason, forQuantity },
          idempotencyKey: crypto.randomUUID(),
        }).catch((error: unknown) => {
          throw withPointers(error, (pointer) => toFieldOfLine(pointer, wanted));
        }),
      );
      toastDone(t('maker:invoice.issuedAs', { number: note.number }));
      onClose();
      void navigate({ to: '/billing/$invoiceId', params: { invoiceId: note.id } });
    },
  );
  return (
    <FormDialog
      title={t('maker:invoice.creditTitle', { number: invoice.number })}
      verb={t('maker:invoice.creditVerb')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={560}
    >
      <p className={classes.effect}>{t('maker:invoice.creditEffect')}</p>
      <SegmentedControl
        value={way}
        onChange={(value) => setWay(value as CreditMethod)}
        aria-label={t('maker:invoice.creditVerb')}
        data={CREDIT_METHODS.map((value) => ({ value, label: t(`maker:invoice.creditWay.${value}`) }))}
      />
      {way === 'net' ? (
        <AmountField
          currency={invoice.currency}
          min={0}
          label={t('maker:invoice.creditNet', { currency: invoice.currency })}
          {...form.getInputProps('net')}
        />
      ) : null}
      {way === 'lines' ? <LineAmounts invoice={invoice} getInputProps={form.getInputProps} /> : null}
      {/* The preview would repeat the error of a field, so it is hidden while a field has one. */}
      {Object.keys(form.errors).some((path) => path.startsWith(way === 'net' ? 'net' : 'amounts')) ? null : (
        <Preview invoice={invoice} wanted={toRequest(way, form.values)} />
      )}
      <Textarea
        label={t('maker:invoice.creditReason')}
        description={t('maker:invoice.creditReasonHint')}
        autosize
        minRows={2}
        {...form.getInputProps('reason')}
      />
      <Checkbox
        label={t('maker:invoice.creditForQuantity')}
        description={t('maker:invoice.creditForQuantityHint')}
        {...form.getInputProps('forQuantity', { type: 'checkbox' })}
      />
    </FormDialog>
  );
}

/**
 * Moves an error of a line in the request to the field of that line, because lines without an amount are not sent. An
 * error of all lines belongs to the first field.
 */
function toFieldOfLine(pointer: string, { amounts }: CreditAmounts): string {
  const [isOfLines, index] = /^\/lines(?:\/(\d+))?/.exec(pointer) ?? [];
  if (isOfLines === undefined) return pointer;
  const ids = Object.keys(amounts);
  const sent = ids.filter((id) => amounts[id] !== '');
  return `/amounts/${(index === undefined ? ids[0] : sent[Number(index)]) ?? ''}`;
}

/** Lines that can be credited. */
function creditableLines({ lines }: Pick<Invoice, 'lines'>): readonly Invoice['lines'][number][] {
  return lines.filter(({ net }) => net !== null && Number(net.amount) > 0);
}

/** Initializes every line's field, because React warns about a field that becomes controlled later. */
function emptyAmounts(invoice: Pick<Invoice, 'lines'>): Record<string, string> {
  return Object.fromEntries(creditableLines(invoice).map(({ id }) => [id, '']));
}

function LineAmounts({
  invoice,
  getInputProps,
}: {
  readonly invoice: Invoice;
  readonly getInputProps: (path: string) => GetInputPropsReturnType;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const lineName = useLineName();
  return (
    <div className={classes.choices}>
      {creditableLines(invoice).map((line) => (
        <AmountField
          currency={invoice.currency}
          min={0}
          key={line.id}
          label={lineName(line)}
          description={t('maker:invoice.creditOfLine', {
            net: format.money(line.net!.amount, invoice.currency),
          })}
          {...getInputProps(`amounts.${line.id}`)}
        />
      ))}
    </div>
  );
}

/** Server preview of the credit note as it would be issued, or the reason why these amounts cannot be credited. */
function Preview({ invoice, wanted }: { readonly invoice: Invoice; readonly wanted: CreditPreviewRequest }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const debounced = useDebouncedContent(wanted, 300);
  const { data, error } = useQuery({
    queryKey: ['invoice-previews', 'credit', invoice.id, debounced],
    queryFn: () =>
      request('POST', '/invoices/{id}/credit-notes/preview', {
        path: { id: invoice.id },
        body: debounced,
      }),
    // Sends no request until an amount is entered.
    enabled:
      debounced.all === true ||
      [debounced, ...(debounced.lines ?? [])].some(({ net }) => net !== undefined && net !== ''),
    retry: false,
  });
  if (error) {
    const [fault] = problemOf(error).fields ?? [];
    return (
      <p className={classes.fault} role="status">
        {fault === undefined ? problemText(problemOf(error), t, i18n) : faultText(fault, t, i18n)}
      </p>
    );
  }
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
