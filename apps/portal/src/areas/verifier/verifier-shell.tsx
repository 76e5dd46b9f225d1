import { Link, Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../api/session.js';
import { MakerSign } from '../../shell/brand.js';
import { ConnectionNote } from '../../shell/connection-note.js';
import classes from '../../shell/customer-shell.module.css';
import { LanguageMenu } from '../../shell/language-menu.js';
import { UserMenu } from '../../shell/user-menu.js';

/** Shell for external verifiers: the maker's name and a single page. */
export function VerifierShell() {
  const { t } = useTranslation();
  const { maker } = useSession();
  const name = maker.brand ?? maker.name;
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#main">
        {t('app:skip')}
      </a>
      <header className={classes.top}>
        <Link to="/packs" className={classes.brand}>
          <MakerSign name={name} />
          <span>{name}</span>
        </Link>
        <div className={classes.note}>
          <ConnectionNote />
        </div>
        <div className={classes.tools}>
          <LanguageMenu />
          <UserMenu compact />
        </div>
      </header>
      <main id="main" className={classes.main} tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  );
}
