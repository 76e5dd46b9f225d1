import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { WriteOff } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { DecideDialog } from '../approvals/decide-dialog.js';

interface DecideWriteOffDialogProps {
  /** A write-off that awaits a decision. */
  readonly writeOff: WriteOff;
  readonly onClose: () => void;
}

/** Approves or rejects a requested write-off. */
export function DecideWriteOffDialog({ writeOff, onClose }: DecideWriteOffDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { id, amount, tax, reason, document } = writeOff;
  const { number } = document;
  const money = format.money(amount.amount, amount.currency);
  return (
    <DecideDialog
      change={writeOff}
      title={t('maker:writeOff.decideTitle', { number })}
      facts={[
        [t('maker:writeOff.amount'), <b key="amount">{money}</b>],
        [t('maker:writeOff.tax'), format.money(tax.amount, tax.currency)],
        [t('maker:writeOff.reasonHead'), t(`maker:writeOff.reason.${reason}`)],
      ]}
      effect={t('maker:writeOff.decideEffect', { amount: money })}
      otherPerson={t('maker:writeOff.otherPerson')}
      doneOf={(decision) =>
        t(`maker:writeOff.${decision === 'approve' ? 'approved' : 'rejected'}`, { number })
      }
      onDecide={(body) => request('POST', '/write-offs/{id}/decision', { path: { id }, body })}
      onClose={onClose}
    />
  );
}
