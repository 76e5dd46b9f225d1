import { Combobox, Loader, Modal, TextInput, useCombobox } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { type Ref, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../api/session.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { StateBadge } from '../../ui/values/state-badge.js';
import { type Command, groupCommands } from './command.js';
import classes from './command-menu.module.css';
import { KIND_ICONS } from './found-command.js';
import { matchCommands } from './match-commands.js';
import { addRecent, readRecent, storeRecent } from './recent-commands.js';
import { useFoundCommands } from './use-found-commands.js';
import { type PageOfArea, usePageCommands } from './use-page-commands.js';

interface CommandMenuProps {
  readonly pages: readonly PageOfArea[];
  /** The field that takes the focus when the menu opens. */
  readonly field?: Ref<HTMLInputElement>;
  /** Content of the field. */
  readonly text: string;
  readonly onType: (text: string) => void;
  readonly onClose: () => void;
}

/**
 * Finds pages, actions and objects by typing. Without input, lists the objects that were opened last, and the actions.
 */
export function CommandMenu({ pages, field, text, onType, onClose }: CommandMenuProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { user } = useSession();
  const [recent] = useState(() => readRecent(user.id));
  const pageCommands = usePageCommands(pages);
  const found = useFoundCommands(text);
  // The list is always open, so that Escape closes the menu immediately.
  const combobox = useCombobox({ opened: true, onDropdownClose: onClose });
  const isEmpty = text.trim() === '';
  const shown = isEmpty
    ? [...recentCommands(recent), ...pageCommands.filter(({ group }) => group === 'action')]
    : [...matchCommands(pageCommands, text), ...found.commands];

  // Enter opens the best match, also after the results have changed.
  const keys = shown.map(({ key }) => key).join(' ');
  const { selectFirstOption } = combobox;
  useEffect(() => {
    selectFirstOption();
    // The first options are rendered after this effect. They are selected when the search has ended, at the latest.
  }, [keys, found.isSearching, selectFirstOption]);

  const run = (key: string): void => {
    const chosen = shown.find((command) => command.key === key);
    if (!chosen) return;
    const { kind, label, detail, href } = chosen;
    if (kind) storeRecent(user.id, addRecent(recent, { kind, label, detail, href }));
    onClose();
    void navigate({ href });
  };

  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      size={640}
      padding={0}
      centered={false}
      yOffset="12vh"
      classNames={{ body: classes.body }}
      attributes={{ content: { 'aria-label': t('app:commands.label') } }}
      transitionProps={{ duration: 0 }}
    >
      <Combobox store={combobox} onOptionSubmit={run} withinPortal={false}>
        <Combobox.EventsTarget>
          <TextInput
            ref={field}
            data-autofocus
            role="combobox"
            variant="unstyled"
            className={classes.input}
            aria-label={t('app:commands.label')}
            placeholder={t('app:commands.placeholder')}
            leftSection={<IconSearch size={18} stroke={1.75} />}
            rightSection={found.isSearching ? <Loader size={14} /> : undefined}
            value={text}
            onChange={(event) => onType(event.currentTarget.value)}
            onKeyDown={({ key }) => {
              const [first] = shown;
              // A fast typist presses Enter before an option is selected.
              if (key === 'Enter' && first && combobox.getSelectedOptionIndex() === -1) run(first.key);
            }}
          />
        </Combobox.EventsTarget>
        <Combobox.Options className={classes.options} aria-label={t('app:commands.results')}>
          {found.isSimilar ? <p className={classes.note}>{t('app:commands.similar')}</p> : null}
          {groupCommands(shown).map(({ group, commands }) => (
            <Combobox.Group key={group} label={t(`app:commands.group.${group}`)}>
              {commands.map((command) => (
                <CommandOption key={command.key} command={command} />
              ))}
            </Combobox.Group>
          ))}
          {found.error ? <ErrorState error={found.error} onRetry={found.retry} /> : null}
          {!isEmpty && shown.length === 0 && !found.isSearching && !found.error ? (
            <Combobox.Empty>{t('app:commands.none', { text: text.trim() })}</Combobox.Empty>
          ) : null}
        </Combobox.Options>
      </Combobox>
    </Modal>
  );
}

function recentCommands(recent: ReturnType<typeof readRecent>): Command[] {
  return recent.map((one) => ({
    ...one,
    icon: KIND_ICONS[one.kind],
    key: `recent ${one.href}`,
    group: 'recent',
  }));
}

function CommandOption({ command }: { readonly command: Command }) {
  const { key, icon: Sign, label, detail, state, amount } = command;
  return (
    <Combobox.Option value={key} className={classes.option}>
      <Sign size={16} stroke={1.75} aria-hidden />
      <span className={classes.label}>{label}</span>
      {detail ? <span className={classes.detail}>{detail}</span> : null}
      {amount ? <span className={classes.amount}>{amount}</span> : null}
      {state ? <StateBadge state={state} plain /> : null}
    </Combobox.Option>
  );
}
