import { UnstyledButton } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './console-search.module.css';
import { useEarlyLetters } from './use-early-letters.js';
import { usePages } from './use-pages.js';

/** Loaded when it is first opened, because most visits start without it. */
const CommandMenu = lazy(() =>
  import('../../../features/commands/command-menu.js').then((module) => ({
    default: module.CommandMenu,
  })),
);

/** Opens the command menu, by click or with Ctrl or Cmd + K. */
export function ConsoleSearch() {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [isOpen, { open, close, toggle }] = useDisclosure(false, { onClose: () => setText('') });
  useHotkeys([['mod+K', toggle]], []);
  const field = useEarlyLetters(isOpen, setText);
  const pages = usePages();
  return (
    <>
      <UnstyledButton
        className={classes.search}
        onClick={open}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K"
      >
        <IconSearch size={16} stroke={1.75} aria-hidden />
        <span className={classes.word}>{t('app:commands.open')}</span>
        <kbd className={classes.key}>Ctrl K</kbd>
      </UnstyledButton>
      {isOpen ? (
        <Suspense fallback={null}>
          <CommandMenu pages={pages} field={field} text={text} onType={setText} onClose={close} />
        </Suspense>
      ) : null}
    </>
  );
}
