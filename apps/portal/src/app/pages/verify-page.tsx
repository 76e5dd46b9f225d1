import { Link, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { VerificationView } from '../../features/verification/verification-view.js';
import { ProductSign } from '../../shell/brand.js';
import { LanguageMenu } from '../../shell/language-menu.js';
import { usePageTitle } from '../../ui/layout/use-page-title.js';
import classes from './verify-page.module.css';

/**
 * Public page for buyers, who verify a pack without an account. The address can contain the root hash of an invoice,
 * `/verify#ROOT`; browsers never send this part of an address.
 */
export function VerifyPage() {
  const { t } = useTranslation();
  const { hash } = useLocation();
  usePageTitle(t('verify:title'));
  return (
    <div className={classes.page}>
      <a className={classes.skip} href="#main">
        {t('app:skip')}
      </a>
      <header className={classes.top}>
        <span className={classes.brand}>
          <ProductSign size={24} />
          Dutycycle
        </span>
        <div className={classes.right}>
          <LanguageMenu />
          <Link to="/" preload={false}>
            {t('app:signIn.submit')}
          </Link>
        </div>
      </header>
      <main id="main" className={classes.main} tabIndex={-1}>
        <h1 className={classes.title}>{t('verify:title')}</h1>
        <VerificationView linkedRoot={hash} />
      </main>
    </div>
  );
}
