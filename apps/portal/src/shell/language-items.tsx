import { Menu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { chooseLanguage } from '../i18n/i18n.js';
import { type LanguageCode, LANGUAGES } from '../i18n/languages.js';
import { Anchor } from '../ui/floating/anchor.js';
import { type Floating, useFloatingProps } from '../ui/floating/use-floating-button.js';

interface LanguageItemsProps {
  readonly floating: Floating;
  readonly current: LanguageCode;
}

/** Menu of all languages. */
export function LanguageItems({ floating, current }: LanguageItemsProps) {
  const props = useFloatingProps(floating);
  return (
    <Menu {...props} position="bottom-end">
      <Menu.Target>
        <Anchor target={floating.button} />
      </Menu.Target>
      <Menu.Dropdown>
        {LANGUAGES.map((language) => (
          <Menu.Item
            key={language.code}
            lang={language.code}
            rightSection={language.code === current ? <IconCheck size={14} /> : null}
            onClick={() => void chooseLanguage(language.code)}
          >
            {language.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
