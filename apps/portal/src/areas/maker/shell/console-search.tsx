import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue, useHotkeys } from '@mantine/hooks';
import { IconEngine, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import classes from './console-search.module.css';

/**
 * Search of the console. Ctrl or Cmd + K moves the focus to it; matching machines appear while the user types, and
 * Enter opens the full list.
 */
export function ConsoleSearch() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [asked] = useDebouncedValue(typed.trim(), 200);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  useHotkeys([['mod+K', () => input.current?.focus()]], []);
  const { data } = useQuery({
    queryKey: ['machines', 'search', asked],
    enabled: asked.length >= 2,
    queryFn: ({ signal }) => request('GET', '/machines', { query: { search: asked, limit: 8 }, signal }),
  });
  const found = asked.length >= 2 ? (data?.items ?? []) : [];
  const leave = (): void => {
    setTyped('');
    combobox.closeDropdown();
    input.current?.blur();
  };
  return (
    <Combobox
      store={combobox}
      width={440}
      position="bottom-start"
      onOptionSubmit={(id) => {
        leave();
        void navigate({ to: '/fleet/$machineId', params: { machineId: id } });
      }}
    >
      <Combobox.Target>
        <TextInput
          ref={input}
          type="search"
          className={classes.search}
          aria-label={t('app:search.label')}
          placeholder={t('app:search.placeholder')}
          leftSection={<IconSearch size={16} stroke={1.75} />}
          rightSection={<kbd className={classes.key}>Ctrl K</kbd>}
          rightSectionWidth={58}
          rightSectionPointerEvents="none"
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            combobox.openDropdown();
          }}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && combobox.getSelectedOptionIndex() === -1 && typed.trim() !== '') {
              const search = typed.trim();
              leave();
              void navigate({ to: '/fleet', search: { search } });
            }
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={found.length === 0} className={classes.found}>
        <Combobox.Options aria-label={t('app:search.label')}>
          {found.map((machine) => (
            <Combobox.Option key={machine.id} value={machine.id} className={classes.option}>
              <IconEngine size={16} stroke={1.75} aria-hidden />
              <span className={classes.serial}>{machine.serial}</span>
              <span className={classes.where}>
                {[machine.site?.city ?? machine.site?.name, machine.customer?.name]
                  .filter(Boolean)
                  .join(', ')}
              </span>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
