import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './shortcut-sheet.module.css';

interface Shortcut {
  readonly keys: readonly string[];
  readonly label: string;
}

interface ShortcutSheetProps {
  /** Pages that `g` and a letter open, with their translated names. */
  readonly pages: readonly { readonly letter: string; readonly label: string }[];
  readonly onClose: () => void;
}

/** List of all keyboard shortcuts. */
export function ShortcutSheet({ pages, onClose }: ShortcutSheetProps) {
  const { t } = useTranslation();
  const groups: readonly { readonly key: string; readonly shortcuts: readonly Shortcut[] }[] = [
    {
      key: 'everywhere',
      shortcuts: [
        { keys: ['Ctrl', 'K'], label: t('app:commands.open') },
        { keys: ['?'], label: t('app:shortcuts.title') },
        { keys: ['Esc'], label: t('app:shortcuts.close') },
      ],
    },
    {
      key: 'lists',
      shortcuts: [
        { keys: ['J'], label: t('app:shortcuts.next') },
        { keys: ['K'], label: t('app:shortcuts.previous') },
        { keys: ['Enter'], label: t('app:shortcuts.openRow') },
        { keys: ['X'], label: t('app:shortcuts.selectRow') },
      ],
    },
    {
      key: 'matching',
      shortcuts: [
        { keys: ['Enter'], label: t('app:shortcuts.accept') },
        { keys: ['1', '–', '5'], label: t('app:shortcuts.chooseSuggestion') },
        { keys: ['J', 'K'], label: t('app:shortcuts.otherPayment') },
        { keys: ['M'], label: t('app:shortcuts.byHand') },
        { keys: ['E'], label: t('app:shortcuts.editSuggestion') },
        { keys: ['Ctrl', 'Enter'], label: t('app:shortcuts.useDocuments') },
        { keys: ['S'], label: t('app:shortcuts.skip') },
        { keys: ['Z'], label: t('app:shortcuts.undo') },
      ],
    },
    {
      key: 'pages',
      shortcuts: pages.map(({ letter, label }) => ({ keys: ['G', letter.toUpperCase()], label })),
    },
  ];
  return (
    <Modal opened onClose={onClose} size={560} title={t('app:shortcuts.title')}>
      {groups.map(({ key, shortcuts }) => (
        <section key={key}>
          <h3 className={classes.heading}>{t(`app:shortcuts.group.${key}`)}</h3>
          <dl className={classes.list}>
            {shortcuts.map(({ keys, label }) => (
              <div key={label} className={classes.shortcut}>
                <dt>{label}</dt>
                <dd>
                  {keys.map((name) => (
                    <kbd key={name} className={classes.key}>
                      {name}
                    </kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Modal>
  );
}
