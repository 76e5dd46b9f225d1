import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { ShortcutSheet } from '../../../shell/keyboard/shortcut-sheet.js';
import { useKeyboard } from '../../../shell/keyboard/use-keyboard.js';
import { RAIL } from './maker-navigation.js';
import { usePages } from './use-pages.js';

const SETTINGS = { letter: ',', to: '/settings' };

const PAGE_OF_LETTER = Object.fromEntries(
  [...RAIL.flatMap(({ items }) => items), SETTINGS].map(({ letter, to }) => [letter, to]),
);

/** Keyboard shortcuts of the console, and their list. */
export function MakerKeyboard() {
  const { t } = useTranslation();
  const pages = usePages();
  const [isOpen, { open, close }] = useDisclosure(false);
  useKeyboard(PAGE_OF_LETTER, open);
  if (!isOpen) return null;
  const settings = { letter: SETTINGS.letter, label: t('app:rail.settings') };
  return <ShortcutSheet pages={[...pages, settings]} onClose={close} />;
}
