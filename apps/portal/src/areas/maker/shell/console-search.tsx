import { UnstyledButton } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './console-search.module.css';
import { usePages } from './use-pages.js';

/** Loaded when it is first opened, because most visits start without it. */
const CommandMenu = lazy(() =>
  import('../../../features/commands/command-menu.js').then((module) => ({
    default: module.CommandMenu,
  })),
);

/** Opens the command menu, by click or with Ctrl or Cmd + K. Keeps the text that is typed while the menu loads. */
export function ConsoleSearch() {
  const { t } = useTranslation();
  const [early, setEarly] = useState('');
  const [isOpen, { open, close, toggle }] = useDisclosure(false, { onClose: () => setEarly('') });
  useHotkeys([['mod+K', toggle]], []);
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
        <Suspense fallback={<EarlyInput onType={setEarly} />}>
          <CommandMenu pages={pages} initialText={early} onClose={close} />
        </Suspense>
      ) : null}
    </>
  );
}

/** Takes the focus until the menu is loaded, so that letters are not read as keyboard shortcuts. */
function EarlyInput({ onType }: { readonly onType: (text: string) => void }) {
  const { t } = useTranslation();
  return (
    <input
      ref={(input) => input?.focus()}
      className="visually-hidden"
      aria-label={t('app:commands.label')}
      onChange={(event) => onType(event.currentTarget.value)}
    />
  );
}
