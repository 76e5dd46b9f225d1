import type { ReactNode } from 'react';
import { ProductSign } from '../../shell/brand.js';
import { LanguageLine } from '../../shell/language-choice.js';
import { usePageTitle } from '../../ui/layout/use-page-title.js';
import classes from './auth-layout.module.css';

interface AuthLayoutProps {
  readonly title: string;
  readonly note?: ReactNode;
  readonly children: ReactNode;
  /** Content of the wide side of the page. */
  readonly side?: ReactNode;
}

/** Layout of the pages before sign-in: a narrow column with the form, and the language choice at the bottom. */
export function AuthLayout({ title, note, children, side }: AuthLayoutProps) {
  usePageTitle(title);
  return (
    <div className={classes.page}>
      <main className={classes.column}>
        <div className={classes.brand}>
          <ProductSign size={26} />
          <span>Dutycycle</span>
        </div>
        <div className={classes.content}>
          <h1 className={classes.title}>{title}</h1>
          {note === undefined ? null : <p className={classes.note}>{note}</p>}
          {children}
        </div>
        <LanguageLine />
      </main>
      {side === undefined ? null : <aside className={classes.side}>{side}</aside>}
    </div>
  );
}
