import { useTranslation } from 'react-i18next';
import type { Invoice, InvoiceLine, UsageList } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { ReasonList } from '../../exceptions/reason-list.js';
import { useReasonText } from '../../exceptions/use-reason-text.js';
import { useFormat } from '../../format/use-format.js';
import classes from './line-why.module.css';
import { waitingLines } from './waiting-lines.js';

/** Why a line of a draft waits, and how much of it. Nothing of one that does not. */
export function LineWhy({ invoice, line }: { readonly invoice: Invoice; readonly line: InvoiceLine }) {
  const { t } = useTranslation();
  const format = useFormat();
  const waits = waitingLines(invoice).some(({ id }) => id === line.id);
  const usage = useOne<UsageList>('usage', `/contracts/${invoice.contract.id}/usage`, { enabled: waits });
  const reasonText = useReasonText(invoice.zone);
  if (!waits) return null;
  const { device, signalKey, heldQuantity } = line.params;
  const period = usage.data?.items.find(
    (one) =>
      one.device === device && one.signalKey === signalKey && one.month === invoice.periodFrom.slice(0, 7),
  );
  const reasons = (period?.reasons ?? [])
    .filter(({ holds }) => holds)
    .map((reason) => reasonText(reason, line.unit));
  const held = typeof heldQuantity === 'string' && Number(heldQuantity) > 0 ? heldQuantity : undefined;
  return (
    <div className={classes.why}>
      {held === undefined ? null : (
        <b>{t('proof.heldShort', { quantity: format.quantity(held, line.unit) })}</b>
      )}
      <ReasonList reasons={reasons} />
    </div>
  );
}
