import { UnstyledButton } from '@mantine/core';
import { IconLanguage } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '../i18n/languages.js';
import { useFloatingButton } from '../ui/floating/use-floating-button.js';
import classes from './language-choice.module.css';

/** Loaded when it is opened, so that the first page stays small. */
const LanguageItems = lazy(async () => ({ default: (await import('./language-items.js')).LanguageItems }));

/** Shows the current language, with a menu of all languages. */
export function LanguageMenu() {
  const { t, i18n } = useTranslation();
  const { floating, isNeeded, buttonProps } = useFloatingButton('menu');
  const current = LANGUAGES.find((language) => language.code === i18n.language) ?? LANGUAGES[0];
  return (
    <>
      <UnstyledButton
        className={classes.menu}
        {...buttonProps}
        aria-label={t('language.current', { name: current.name })}
      >
        <IconLanguage size={17} stroke={1.75} aria-hidden /> {current.short}
      </UnstyledButton>
      {isNeeded ? (
        <Suspense fallback={null}>
          <LanguageItems floating={floating} current={current.code} />
        </Suspense>
      ) : null}
    </>
  );
}
