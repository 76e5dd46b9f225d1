import { Link } from '@tanstack/react-router';
import { IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './page-header.module.css';
import { usePageTitle } from './use-page-title.js';

export interface Crumb {
  readonly label: string;
  readonly to?: string;
}

interface PageHeaderProps {
  readonly title: ReactNode;
  readonly crumbs?: readonly Crumb[];
  /** State beside the title, as badges rather than sentences. */
  readonly state?: ReactNode;
  /** Secondary text beside the title. */
  readonly aside?: ReactNode;
  /** A line below the title. */
  readonly below?: ReactNode;
  /** At most three actions. The last one is primary. */
  readonly actions?: ReactNode;
}

/** Breadcrumb, title with its state, and at most three actions. A text title is also the title of the browser's tab. */
export function PageHeader({ title, crumbs = [], state, aside, below, actions }: PageHeaderProps) {
  const { t } = useTranslation();
  usePageTitle(typeof title === 'string' ? title : '');
  return (
    <header className={classes.header}>
      <div className={classes.words}>
        {crumbs.length === 0 ? null : (
          <nav aria-label={t('page.crumbs')}>
            <ol className={classes.crumbs}>
              {crumbs.map((crumb, index) => (
                <li key={crumb.label}>
                  {index === 0 ? null : <IconChevronRight size={13} stroke={1.75} aria-hidden />}
                  {crumb.to === undefined ? (
                    <span>{crumb.label}</span>
                  ) : (
                    <Link to={crumb.to}>{crumb.label}</Link>
                  )}
                </li>
              ))}
            </ol>
          </nav>
        )}
        <div className={classes.line}>
          <h1 className={classes.title}>{title}</h1>
          {aside === undefined ? null : <span className={classes.aside}>{aside}</span>}
          {state}
        </div>
        {below === undefined ? null : <div className={classes.below}>{below}</div>}
      </div>
      {actions === undefined ? null : <div className={classes.actions}>{actions}</div>}
    </header>
  );
}
