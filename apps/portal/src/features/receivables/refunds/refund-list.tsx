import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { Refund } from '../../../api/types.js';
import { type Format, useFormat } from '../../../format/use-format.js';
import type { Column } from '../../../ui/tables/data-table.types.js';
import { Money } from '../../../ui/values/money.js';
import { startOf } from '../amounts.js';
import { ApprovalStatus, isVoid, requestedColumn } from '../approvals/approval-cells.js';
import { ApprovalTable } from '../approvals/approval-table.js';
import { UndoDialog } from '../payments/undo-dialog.js';
import { MAKER_PAGES } from '../receivable-pages.js';
import classes from '../rows.module.css';
import { DecideRefundDialog } from './decide-refund-dialog.js';

interface RefundListProps {
  readonly refunds: readonly Refund[];
  /** Whether each row names its payment or credit note, and the customer. */
  readonly withSource?: boolean;
}

/** Refunds with their status; a pending one can be decided, a posted one undone. */
export function RefundList({ refunds, withSource = false }: RefundListProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <ApprovalTable
      label={t('maker:refund.many')}
      rows={refunds}
      columns={[...(withSource ? [sourceColumn(t, format)] : []), ...columnsOf(t, format)]}
      decideTitleOf={(row) => t('maker:refund.decideTitle', { amount: moneyOf(row, format) })}
      canUndo={({ stripe }) => stripe === null || stripe.state === 'requested'}
      undoTitleOf={(row) => t('maker:refund.undoTitle', { amount: moneyOf(row, format) })}
      renderDecision={(refund, onClose) => <DecideRefundDialog refund={refund} onClose={onClose} />}
      renderUndo={(refund, onClose) => <UndoRefund refund={refund} onClose={onClose} />}
    />
  );
}

function moneyOf({ amount }: Pick<Refund, 'amount'>, format: Format): string {
  return format.money(amount.amount, amount.currency);
}

function UndoRefund({ refund, onClose }: { readonly refund: Refund; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { id } = refund;
  const amount = moneyOf(refund, format);
  return (
    <UndoDialog
      title={t('maker:refund.undoTitle', { amount })}
      verb={t('maker:refund.undoVerb')}
      effect={t('maker:refund.undoEffect', { amount })}
      done={t('maker:refund.undone', { amount })}
      onUndo={(why) => request('POST', '/refunds/{id}/undo', { path: { id }, body: { why } })}
      onClose={onClose}
    />
  );
}

/** State of a refund at Stripe, with the code of a failure. */
function StripeState({ stripe: { state, failure } }: { readonly stripe: NonNullable<Refund['stripe']> }) {
  const { t } = useTranslation();
  return (
    <>
      <span className={classes.quiet}>{t(`maker:refund.stripe.${state}`)}</span>
      {failure === null ? null : (
        <span className={classes.quiet}>{t('maker:refund.stripeFailure', { code: failure })}</span>
      )}
    </>
  );
}

type Translate = ReturnType<typeof useTranslation>['t'];

function sourceColumn(t: Translate, format: Format): Column<Refund> {
  return {
    key: 'source',
    header: t('maker:refund.source'),
    width: 'minmax(160px, 1.2fr)',
    phone: 'title',
    cell: ({ payment, creditNote, customer }) => (
      <span className={classes.lines}>
        {payment === null ? null : (
          <Link to={MAKER_PAGES.payment(payment.id)}>
            {t('payment.of', { day: format.date(startOf(payment.receivedOn), 'UTC') })}
          </Link>
        )}
        {creditNote === null ? null : (
          <Link to={MAKER_PAGES.document(creditNote.documentId)}>{creditNote.number}</Link>
        )}
        <span className={classes.quiet}>{customer.name}</span>
      </span>
    ),
  };
}

function columnsOf(t: Translate, format: Format): Column<Refund>[] {
  return [
    {
      key: 'state',
      header: t('maker:approval.status'),
      width: 'minmax(170px, 1.2fr)',
      phone: 'second',
      cell: (row) => (
        <span className={classes.lines}>
          <ApprovalStatus change={row} />
          {row.state === 'pending'
            ? row.secondPersonBecause.map((reason) => (
                <span key={reason} className={classes.quiet}>
                  {t(`maker:refund.reason.${reason}`)}
                </span>
              ))
            : null}
          {row.stripe === null ? null : <StripeState stripe={row.stripe} />}
        </span>
      ),
    },
    {
      key: 'payee',
      header: t('maker:refund.payee'),
      width: 'minmax(180px, 1.6fr)',
      phone: 'third',
      cell: ({ payeeName, payeeAccount }) => (
        <span className={classes.lines}>
          {payeeName}
          <span className={classes.quiet}>{payeeAccount}</span>
        </span>
      ),
    },
    {
      key: 'note',
      header: t('maker:approval.note'),
      width: 'minmax(150px, 1.2fr)',
      wide: true,
      phone: 'hide',
      cell: ({ note }) => note,
    },
    requestedColumn(t, format),
    {
      key: 'amount',
      header: t('maker:refund.amount'),
      width: '150px',
      numeric: true,
      phone: 'side',
      cell: (row) => (
        <span className={isVoid(row) ? classes.undone : undefined}>
          <Money amount={row.amount.amount} currency={row.amount.currency} />
        </span>
      ),
    },
  ];
}
