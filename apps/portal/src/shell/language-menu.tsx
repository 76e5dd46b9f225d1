import { Menu, UnstyledButton } from '@mantine/core';
import { IconCheck, IconLanguage } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage } from '../i18n/i18n.js';
import { LANGUAGES } from '../i18n/languages.js';
import classes from './language-choice.module.css';

/** Shows the current language, with a menu of the others. */
export function LanguageMenu() {
  const { t, i18n } = useTranslation();
  const current = LANGUAGES.find((language) => language.code === i18n.language) ?? LANGUAGES[0];
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <UnstyledButton className={classes.menu} aria-label={t('language.current', { name: current.name })}>
          <IconLanguage size={17} stroke={1.75} aria-hidden /> {current.short}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {LANGUAGES.map((language) => (
          <Menu.Item
            key={language.code}
            lang={language.code}
            rightSection={language.code === current.code ? <IconCheck size={14} /> : null}
            onClick={() => void chooseLanguage(language.code)}
          >
            {language.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
