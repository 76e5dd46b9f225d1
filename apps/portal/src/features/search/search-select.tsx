import { type ComboboxParsedItem, MultiSelect, Select } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemOf } from '../../api/use-list.js';
import { type SearchableList, type SearchPath, useSearch } from '../../api/use-search.js';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

interface SearchSelectProps<Path extends SearchPath> {
  readonly label: string;
  readonly description?: string;
  readonly placeholder?: string;
  readonly className?: string;
  readonly error?: ReactNode;
  /** List that is searched on the server. */
  readonly searched: SearchableList<Path>;
  /** Converts an item to an option; undefined to omit it. */
  readonly toChoice: (item: ItemOf<Path>) => Choice | undefined;
}

interface SingleSearchSelectProps<Path extends SearchPath> extends SearchSelectProps<Path> {
  readonly chosen: Choice | null;
  readonly onChange: (value: string) => void;
  /** Options shown before the list, and the heading of each group. */
  readonly before?: {
    readonly group: string;
    readonly items: readonly Choice[];
    readonly searchedGroup: string;
  };
}

/** Selects one item of a list that can be longer than a page. The typed text is searched on the server. */
export function SingleSearchSelect<Path extends SearchPath>({
  chosen,
  onChange,
  before,
  ...props
}: SingleSearchSelectProps<Path>) {
  const [typed, setTyped] = useState('');
  // The field contains the selected item's label, which must not be searched for.
  const search = useChoices(props, typed === chosen?.label ? '' : typed, chosen === null ? [] : [chosen]);
  const beside = (before?.items ?? []).filter(({ label }) => isPart(search.wanted, label));
  const offered = new Set([...beside, ...search.offered].map(({ value }) => value));
  return (
    <Select
      {...search.input}
      data={
        before === undefined
          ? [...search.known, ...search.more]
          : [
              { group: before.group, items: [...before.items] },
              { group: before.searchedGroup, items: [...search.known, ...search.more] },
            ]
      }
      filter={({ options }) =>
        options.flatMap<ComboboxParsedItem>((option) => {
          if (!('group' in option)) return isOffered(option, offered) ? [option] : [];
          const items = option.items.filter((item) => isOffered(item, offered));
          return items.length === 0 ? [] : [{ ...option, items }];
        })
      }
      allowDeselect={false}
      value={chosen?.value ?? null}
      onChange={(value) => value !== null && onChange(value)}
      onSearchChange={setTyped}
    />
  );
}

interface MultiSearchSelectProps<Path extends SearchPath> extends SearchSelectProps<Path> {
  readonly chosen: readonly Choice[];
  readonly maxChosen: number;
  /** `named` contains the selected values with their labels. */
  readonly onChange: (values: readonly string[], named: readonly Choice[]) => void;
}

/** Keeps selected items visible on as many lines as needed. */
export const GROWING = {
  input: { height: 'auto', alignContent: 'center' },
  // Leaves room for the caret without a line of its own.
  inputField: { minWidth: 0, flexBasis: 8 },
} as const;

/** Selects several items of a list that can be longer than a page. The typed text is searched on the server. */
export function MultiSearchSelect<Path extends SearchPath>({
  chosen,
  maxChosen,
  onChange,
  ...props
}: MultiSearchSelectProps<Path>) {
  const [typed, setTyped] = useState('');
  const search = useChoices(props, typed, chosen);
  const offered = new Set(search.offered.map(({ value }) => value));
  return (
    <MultiSelect
      {...search.input}
      placeholder={chosen.length === 0 ? props.placeholder : undefined}
      data={[...search.known, ...search.more]}
      filter={({ options }) => options.filter((option) => !('group' in option) && isOffered(option, offered))}
      hidePickedOptions
      maxValues={maxChosen}
      styles={GROWING}
      value={chosen.map(({ value }) => value)}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={(values) =>
        onChange(
          values,
          search.known.filter(({ value }) => values.includes(value)),
        )
      }
    />
  );
}

/** A disabled option that indicates further results. */
const MORE = 'more';

function useChoices<Path extends SearchPath>(
  { label, description, placeholder, className, error, searched, toChoice }: SearchSelectProps<Path>,
  wanted: string,
  chosen: readonly Choice[],
) {
  const { t } = useTranslation();
  const { items, hasMore, isSearching } = useSearch(searched, wanted);
  const offered = items.flatMap((item) => toChoice(item) ?? []);
  const isFound = ({ value }: Choice): boolean => offered.some((choice) => choice.value === value);
  return {
    wanted,
    offered,
    /** Includes selected items that the search results may not contain, so that they have labels. */
    known: [...chosen.filter((choice) => !isFound(choice)), ...offered],
    more: hasMore ? [{ value: MORE, label: t('search.more'), disabled: true }] : [],
    input: {
      label,
      description,
      placeholder,
      className,
      error,
      searchable: true,
      nothingFoundMessage: isSearching ? t('search.searching') : t('search.none'),
    },
  };
}

function isOffered({ value }: { value: string }, offered: ReadonlySet<string>): boolean {
  return value === MORE || offered.has(value);
}

function isPart(wanted: string, label: string): boolean {
  return label.toLowerCase().includes(wanted.trim().toLowerCase());
}
