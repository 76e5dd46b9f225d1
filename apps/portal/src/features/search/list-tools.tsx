import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useMay } from '../../api/session.js';
import { FilterBar } from '../../ui/tables/filter-bar.js';
import type { UrlFilters } from '../../ui/tables/use-url-filters.js';

interface ListToolsProps {
  readonly filters: UrlFilters;
  readonly onChange: (change: UrlFilters) => void;
  readonly searchLabel?: string;
  readonly addLabel: string;
  readonly onAdd: () => void;
  readonly permission?: string;
  /** Menus of the list. */
  readonly children?: ReactNode;
}

/** Search field, menus and "add" button above a list. */
export function ListTools({
  filters,
  onChange,
  searchLabel,
  addLabel,
  onAdd,
  permission = 'registry.write',
  children,
}: ListToolsProps) {
  const may = useMay();
  return (
    <FilterBar filters={filters} onChange={onChange} searchLabel={searchLabel}>
      {children}
      {may(permission) ? (
        <Button size="xs" leftSection={<IconPlus size={14} stroke={1.75} />} onClick={onAdd}>
          {addLabel}
        </Button>
      ) : null}
    </FilterBar>
  );
}
