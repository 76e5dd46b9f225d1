import { IconChevronLeft } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { usePageTitle } from '../layout/use-page-title.js';
import classes from './field-head.module.css';

interface FieldHeadProps {
  readonly title: ReactNode;
  /** The previous page and its name. */
  readonly back?: { readonly to: string; readonly label: string };
  readonly aside?: ReactNode;
  readonly below?: ReactNode;
}

/** Header of a page on the phone: back link, title and a secondary line. */
export function FieldHead({ title, back, aside, below }: FieldHeadProps) {
  usePageTitle(typeof title === 'string' ? title : '');
  return (
    <div className={classes.head}>
      {back === undefined && aside === undefined ? null : (
        <div className={classes.top}>
          {back === undefined ? null : (
            <Link to={back.to} className={classes.back}>
              <IconChevronLeft size={22} stroke={1.75} aria-hidden /> {back.label}
            </Link>
          )}
          {aside === undefined ? null : <span className={classes.aside}>{aside}</span>}
        </div>
      )}
      <h1 className={classes.title}>{title}</h1>
      {below === undefined ? null : <div className={classes.below}>{below}</div>}
    </div>
  );
}
