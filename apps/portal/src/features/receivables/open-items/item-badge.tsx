import { useTranslation } from 'react-i18next';
import type { OpenItem } from '../../../api/types.js';
import { StateBadge } from '../../../ui/values/state-badge.js';

/** Days overdue from which a document is marked as critical. */
const CRITICAL_DAYS = 61;

type BadgedItem = Pick<OpenItem, 'state' | 'daysOverdue' | 'open'>;

/** Returns true if a document has no open amount: it is paid, set off or written off. */
export function isClosed({ state }: Pick<OpenItem, 'state'>): boolean {
  return state === 'paid' || state === 'written_off';
}

/** Returns true if an invoice is open after its due date. A credit note is never overdue. */
export function isOverdue(item: BadgedItem): boolean {
  return !isClosed(item) && item.daysOverdue > 0 && !isCredit(item);
}

/** Returns true if the open amount is in favour of the customer. */
export function isCredit({ open }: Pick<OpenItem, 'open'>): boolean {
  return open.amount.startsWith('-');
}

/** Payment state of a document: days overdue, partly paid, not due, paid, written off, or an open credit. */
export function ItemBadge({ item }: { readonly item: BadgedItem }) {
  const { t } = useTranslation();
  if (isClosed(item)) return <StateBadge state={item.state} plain />;
  if (isCredit(item)) return <StateBadge state="credit" plain />;
  if (isOverdue(item))
    return (
      <StateBadge state="overdue" plain tone={item.daysOverdue >= CRITICAL_DAYS ? 'critical' : 'warning'}>
        {t('openItem.daysOverdue', { count: item.daysOverdue })}
      </StateBadge>
    );
  return <StateBadge state={item.state === 'partly_paid' ? 'partly_paid' : 'not_due'} plain />;
}
