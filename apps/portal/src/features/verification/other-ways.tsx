import { useTranslation } from 'react-i18next';
import scriptUrl from '../../../../../scripts/verify-pack.mjs?url';
import { Section } from '../../ui/layout/section.js';
import classes from './verification.module.css';

/** Explains how the page works, and how to verify a pack without it. */
export function OtherWays() {
  const { t } = useTranslation();
  return (
    <Section title={t('verify:how.title')}>
      <div className={classes.how}>
        <p>{t('verify:how.local')}</p>
        <p>{t('verify:how.script')}</p>
        <code className={classes.command}>node verify-pack.mjs PACK.zip --root ROOT</code>
        <a href={scriptUrl} download="verify-pack.mjs">
          {t('verify:how.download')}
        </a>
        <p>{t('verify:how.trust')}</p>
        <p>
          <a href="/docs/billing/verify-a-pack" target="_blank" rel="noreferrer">
            {t('verify:how.guide')}
          </a>
        </p>
      </div>
    </Section>
  );
}
