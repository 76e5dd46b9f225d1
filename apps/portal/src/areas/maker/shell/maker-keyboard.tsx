import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { ShortcutSheet } from '../../../shell/keyboard/shortcut-sheet.js';
import { useKeyboard } from '../../../shell/keyboard/use-keyboard.js';
import { RAIL } from './maker-navigation.js';

const PAGES = [
  ...RAIL.flatMap(({ items }) => items),
  { key: 'settings', to: '/settings', letter: ',', permission: undefined },
];

const PAGE_OF_LETTER = Object.fromEntries(PAGES.map(({ letter, to }) => [letter, to]));

/** Keyboard shortcuts of the console, and their list. */
export function MakerKeyboard() {
  const { t } = useTranslation();
  const may = useMay();
  const [isOpen, { open, close }] = useDisclosure(false);
  useKeyboard(PAGE_OF_LETTER, open);
  if (!isOpen) return null;
  const pages = PAGES.filter(({ permission }) => permission === undefined || may(permission)).map(
    ({ key, letter }) => ({ letter, label: t(`app:rail.${key}`) }),
  );
  return <ShortcutSheet pages={pages} onClose={close} />;
}
