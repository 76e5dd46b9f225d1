import { useTranslation } from 'react-i18next';
import { chooseLanguage } from '../i18n/i18n.js';
import { LANGUAGES } from '../i18n/languages.js';
import classes from './language-choice.module.css';

/** All languages in one line, for pages before sign-in. */
export function LanguageLine() {
  const { t, i18n } = useTranslation();
  return (
    <nav className={classes.line} aria-label={t('language.choose')}>
      {LANGUAGES.map((language) => (
        <button
          key={language.code}
          type="button"
          lang={language.code}
          aria-current={i18n.language === language.code || undefined}
          onClick={() => void chooseLanguage(language.code)}
        >
          {language.name}
        </button>
      ))}
    </nav>
  );
}
