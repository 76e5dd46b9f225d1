import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './message.module.css';

interface EmptyStateProps {
  readonly icon: Icon;
  readonly title: string;
  /** Reason why the list or page is empty. */
  readonly children: ReactNode;
  /** At most two actions. */
  readonly actions?: ReactNode;
  /** Makes the title a page title; set it if the page has no other title. */
  readonly isPage?: boolean;
}

/** An empty state: the reason, and up to two actions. */
export function EmptyState({ icon: Sign, title, children, actions, isPage = false }: EmptyStateProps) {
  const Title = isPage ? 'h1' : 'h2';
  return (
    <section className={classes.message}>
      <Sign size={28} stroke={1.5} aria-hidden className={classes.sign} />
      <Title className={classes.title}>{title}</Title>
      <p className={classes.text}>{children}</p>
      {actions === undefined ? null : <div className={classes.actions}>{actions}</div>}
    </section>
  );
}
