import { useTranslation } from 'react-i18next';
import type { InvoiceLine } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { useFormat } from '../../format/use-format.js';
import { ReasonList } from '../usage/reasons/reason-list.js';
import { useReasonText } from '../usage/reasons/use-reason-text.js';
import classes from './line-why.module.css';

interface LineWhyProps {
  readonly line: InvoiceLine;
  /** IANA time zone of the invoice. */
  readonly zone: string;
}

const isAbove = (value: unknown): value is string => typeof value === 'string' && Number(value) > 0;

/**
 * The part of a line's quantity that is on hold, and the reason from its evidence; renders nothing if nothing is on
 * hold.
 */
export function LineWhy({ line, zone }: LineWhyProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const reasonText = useReasonText(zone);
  const isOnHold = ['partly_held', 'held', 'unknown'].includes(line.state);
  const first = useOne('proof', '/invoice-lines/{id}/proof', { path: { id: line.id }, enabled: isOnHold });
  const meter = first.data?.meters.find(
    (candidate) => candidate.quantity === null || isAbove(candidate.heldQuantity),
  );
  const isOther = meter !== undefined && meter.usageId !== first.data?.usageId;
  const other = useOne('proof', '/invoice-lines/{id}/proof', {
    path: { id: line.id },
    query: { usageId: meter?.usageId },
    enabled: isOther,
  });
  if (!isOnHold) return null;
  const usage = (isOther ? other : first).data?.usage;
  const reasons = (usage?.reasons ?? [])
    .filter(({ holds }) => holds)
    .map((reason) => reasonText(reason, meter?.unit ?? line.unit));
  const held = line.params['heldQuantity'];
  return (
    <div className={classes.why}>
      {isAbove(held) ? <b>{t('proof.heldShort', { quantity: format.quantity(held, line.unit) })}</b> : null}
      <ReasonList reasons={reasons} />
    </div>
  );
}
