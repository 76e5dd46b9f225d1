import { IconChevronRight, type Icon } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import classes from './field-row.module.css';

interface FieldRowProps {
  /** Leading content: a time or an icon. */
  readonly lead?: ReactNode;
  readonly sign?: Icon;
  readonly tone?: 'critical' | 'warning' | 'proven';
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly side?: ReactNode;
  /** A button for this row, below its text. */
  readonly action?: ReactNode;
  /** Page that the whole row links to. */
  readonly to?: string;
}

/** A list row on the phone: title, details, and, if it has a link, the whole row as its target. */
export function FieldRow({ lead, sign: Sign, tone, title, children, side, action, to }: FieldRowProps) {
  const content = (
    <>
      {lead === undefined ? null : <span className={classes.lead}>{lead}</span>}
      {Sign === undefined ? null : (
        <Sign size={24} stroke={1.75} aria-hidden className={classes.sign} data-tone={tone} />
      )}
      <span className={classes.words}>
        <span className={classes.title}>{title}</span>
        {children === undefined ? null : <span className={classes.more}>{children}</span>}
        {action === undefined ? null : <span className={classes.action}>{action}</span>}
      </span>
      {side === undefined ? null : <span className={classes.side}>{side}</span>}
      {to === undefined ? null : (
        <IconChevronRight size={22} stroke={1.75} aria-hidden className={classes.chevron} />
      )}
    </>
  );
  return to === undefined ? (
    <div className={classes.row}>{content}</div>
  ) : (
    <Link to={to} className={classes.row}>
      {content}
    </Link>
  );
}
