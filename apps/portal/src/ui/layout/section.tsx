import type { ReactNode } from 'react';
import classes from './section.module.css';

interface SectionProps {
  readonly title: ReactNode;
  readonly aside?: ReactNode;
  readonly action?: ReactNode;
  readonly children: ReactNode;
  /** Removes the side padding, for tables with their own. */
  readonly flush?: boolean;
}

/** A titled section of a page with a line above it. */
export function Section({ title, aside, action, children, flush = false }: SectionProps) {
  return (
    <section className={classes.section} data-flush={flush || undefined}>
      <header className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        {aside === undefined ? null : <span className={classes.aside}>{aside}</span>}
        {action === undefined ? null : <span className={classes.action}>{action}</span>}
      </header>
      {children}
    </section>
  );
}
