import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { Refund } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { DecideDialog } from '../approvals/decide-dialog.js';
import classes from '../rows.module.css';

interface DecideRefundDialogProps {
  /** A refund that awaits a decision. */
  readonly refund: Refund;
  readonly onClose: () => void;
}

/** Approves or rejects a requested refund. */
export function DecideRefundDialog({ refund, onClose }: DecideRefundDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { id, payeeName, payeeAccount, customer, secondPersonBecause } = refund;
  const amount = format.money(refund.amount.amount, refund.amount.currency);
  return (
    <DecideDialog
      change={refund}
      title={t('maker:refund.decideTitle', { amount })}
      facts={[
        [t('maker:refund.amount'), <b key="amount">{amount}</b>],
        [t('maker:life.customer'), customer.name],
        [t('maker:refund.payee'), payeeName],
        [t('maker:refund.payeeAccount'), payeeAccount],
        [
          t('maker:refund.because'),
          <span key="because" className={classes.lines}>
            {secondPersonBecause.map((reason) => (
              <span key={reason}>{t(`maker:refund.reason.${reason}`)}</span>
            ))}
          </span>,
        ],
      ]}
      effect={t('maker:refund.decideEffect', { amount })}
      otherPerson={t('maker:refund.otherPerson')}
      doneOf={(decision) => t(`maker:refund.${decision === 'approve' ? 'approved' : 'rejected'}`, { amount })}
      onDecide={(body) => request('POST', '/refunds/{id}/decision', { path: { id }, body })}
      onClose={onClose}
    />
  );
}
