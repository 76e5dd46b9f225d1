import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { chosenTab, useUrlFilters } from '../../../ui/tables/use-url-filters.js';

interface SubjectTab {
  readonly key: string;
  /** Permission without which the tab is absent. */
  readonly permission?: string;
  readonly count?: number;
  readonly panel: ReactNode;
}

/** Filters of the individual tabs. They are cleared when another tab is opened. */
const FILTERS_OF_TABS = [
  'month',
  'state',
  'show',
  'kind',
  'sort',
  'by',
  'delivery',
  'currency',
  'from',
  'to',
] as const;

/** Tabs of a customer or site. Tabs with data that the role may not see are absent. */
export function SubjectTabs({ tabs }: { readonly tabs: readonly SubjectTab[] }) {
  const { t } = useTranslation();
  const may = useMay();
  const [filters, change] = useUrlFilters();
  const visible = tabs.filter(({ permission }) => permission === undefined || may(permission));
  const tab = chosenTab(
    visible.map(({ key }) => key),
    filters['tab'],
  );
  return (
    <Tabs
      value={tab}
      onChange={(value) =>
        change({
          ...Object.fromEntries(FILTERS_OF_TABS.map((key) => [key, undefined])),
          tab: value === 'overview' || value === null ? undefined : value,
        })
      }
      keepMounted={false}
    >
      <Tabs.List px="var(--page-padding)">
        {visible.map(({ key, count }) => (
          <Tabs.Tab key={key} value={key}>
            {t(`maker:overview.tab.${key}`)}
            {count === undefined || count === 0 ? '' : ` ${count}`}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {visible.map(({ key, panel }) => (
        <Tabs.Panel key={key} value={key}>
          {panel}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
