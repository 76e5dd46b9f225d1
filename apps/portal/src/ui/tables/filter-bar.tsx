import { Menu, TextInput, UnstyledButton } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconCheck, IconChevronDown, IconSearch } from '@tabler/icons-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './filter-bar.module.css';

export interface FilterChoice {
  readonly value: string;
  readonly label: string;
  readonly count?: number;
}

export interface FilterChip {
  readonly key: string;
  readonly label: string;
  readonly choices: readonly FilterChoice[];
}

export interface SavedView {
  readonly key: string;
  readonly label: string;
  readonly count?: number;
  readonly filters: Readonly<Record<string, string | undefined>>;
}

interface FilterBarProps {
  /** Current filters in the URL. */
  readonly filters: Readonly<Record<string, string | undefined>>;
  /** Receives only changed filters; undefined removes one. */
  readonly onChange: (change: Readonly<Record<string, string | undefined>>) => void;
  readonly searchLabel?: string;
  readonly searchKey?: string;
  readonly chips?: readonly FilterChip[];
  readonly views?: readonly SavedView[];
  /** View switches on the right. */
  readonly children?: ReactNode;
}

/**
 * Search, filter chips with their values, saved views with counts, and view switches on the right. All state is in the
 * URL.
 */
export function FilterBar(props: FilterBarProps) {
  const { filters, onChange, searchLabel, searchKey = 'search', chips = [], views = [], children } = props;
  const { t } = useTranslation();
  return (
    <div className={classes.bar} role="search">
      {searchLabel === undefined ? null : (
        <SearchField
          label={searchLabel}
          value={filters[searchKey] ?? ''}
          onChange={(value) => onChange({ [searchKey]: value === '' ? undefined : value })}
        />
      )}
      {chips.map((chip) => (
        <Chip
          key={chip.key}
          chip={chip}
          value={filters[chip.key]}
          onChange={(value) => onChange({ [chip.key]: value })}
        />
      ))}
      {views.length === 0 ? null : <span className={classes.saved}>{t('filter.saved')}</span>}
      {views.map((view) => {
        const active = Object.entries(view.filters).every(([key, value]) => filters[key] === value);
        return (
          <UnstyledButton
            key={view.key}
            className={classes.chip}
            aria-pressed={active}
            onClick={() =>
              onChange(
                active
                  ? Object.fromEntries(Object.keys(view.filters).map((key) => [key, undefined]))
                  : view.filters,
              )
            }
          >
            {view.label}
            {view.count === undefined ? null : <b>{view.count}</b>}
          </UnstyledButton>
        );
      })}
      {children === undefined ? null : <div className={classes.right}>{children}</div>}
    </div>
  );
}

interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function SearchField({ label, value, onChange }: SearchFieldProps) {
  const [typed, setTyped] = useState(value);
  const notifyChange = useDebouncedCallback(onChange, 250);
  useEffect(() => setTyped(value), [value]);
  return (
    <TextInput
      className={classes.search}
      classNames={{ input: classes.searchInput }}
      type="search"
      aria-label={label}
      placeholder={label}
      value={typed}
      leftSection={<IconSearch size={15} stroke={1.75} />}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        notifyChange(event.currentTarget.value);
      }}
    />
  );
}

interface ChipProps {
  readonly chip: FilterChip;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

function Chip({ chip, value, onChange }: ChipProps) {
  const { t } = useTranslation();
  const chosen = chip.choices.find((choice) => choice.value === value);
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <UnstyledButton className={classes.chip} data-active={chosen !== undefined || undefined}>
          {chip.label} <b>{chosen?.label ?? t('filter.all')}</b>
          <IconChevronDown size={14} stroke={1.75} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown className={classes.choices}>
        <Menu.Item
          rightSection={chosen === undefined ? <IconCheck size={14} /> : null}
          onClick={() => onChange(undefined)}
        >
          {t('filter.all')}
        </Menu.Item>
        {chip.choices.map((choice) => (
          <Menu.Item
            key={choice.value}
            rightSection={choice.value === value ? <IconCheck size={14} /> : (choice.count ?? null)}
            onClick={() => onChange(choice.value)}
          >
            {choice.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
