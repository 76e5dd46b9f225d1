import { IconDownload } from '@tabler/icons-react';
import type { DebitFile, PaymentFile } from '../../../api/types.js';
import type { Column } from '../../../ui/tables/data-table.types.js';
import { Money } from '../../../ui/values/money.js';
import classes from '../rows.module.css';

/** A file that a person hands over to a bank. */
type BankFile = Pick<DebitFile & PaymentFile, 'id' | 'legalEntity' | 'account' | 'total'>;

/** The account of a file for a bank, with its legal entity. */
export function accountColumn<File extends BankFile>(header: string): Column<File> {
  return {
    key: 'account',
    header,
    width: 'minmax(220px, 2fr)',
    phone: 'title',
    cell: ({ legalEntity, account }) => (
      <span className={classes.lines}>
        {legalEntity.name}
        <span className={classes.quiet}>{account}</span>
      </span>
    ),
  };
}

/** The total of a file for a bank. */
export function totalColumn<File extends BankFile>(header: string): Column<File> {
  return {
    key: 'total',
    header,
    width: '150px',
    numeric: true,
    phone: 'side',
    cell: ({ total }) => <Money amount={total.amount} currency={total.currency} />,
  };
}

/** A link that downloads a file for a bank. */
export function downloadColumn<File extends BankFile>(
  route: 'payment-files' | 'debit-files',
  label: string,
): Column<File> {
  return {
    key: 'download',
    header: '',
    width: '130px',
    phone: 'side2',
    cell: ({ id }) => (
      <a href={`/api/v1/${route}/${id}/content`} download>
        <IconDownload size={15} stroke={1.75} aria-hidden /> {label}
      </a>
    ),
  };
}
