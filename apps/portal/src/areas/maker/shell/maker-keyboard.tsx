import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeyboard } from '../../../shell/keyboard/use-keyboard.js';
import { RAIL } from './maker-navigation.js';
import { usePages } from './use-pages.js';

/** Loaded when it is opened, so that the first page stays small. */
const ShortcutSheet = lazy(async () => ({
  default: (await import('../../../shell/keyboard/shortcut-sheet.js')).ShortcutSheet,
}));

const SETTINGS = { letter: ',', to: '/settings' };

const PAGE_OF_LETTER = Object.fromEntries(
  [...RAIL.flatMap(({ items }) => items), SETTINGS].map(({ letter, to }) => [letter, to]),
);

interface MakerKeyboardProps {
  /** Whether the list of shortcuts is shown. */
  readonly isOpen: boolean;
  readonly open: () => void;
  readonly close: () => void;
}

/** Keyboard shortcuts of the console, and their list. */
export function MakerKeyboard({ isOpen, open, close }: MakerKeyboardProps) {
  const { t } = useTranslation();
  const pages = usePages();
  useKeyboard(PAGE_OF_LETTER, open);
  if (!isOpen) return null;
  const settings = { letter: SETTINGS.letter, label: t('app:rail.settings') };
  return (
    <Suspense fallback={null}>
      <ShortcutSheet pages={[...pages, settings]} onClose={close} />
    </Suspense>
  );
}
