import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DeliveryList } from '../../../features/parts/deliveries/delivery-list.js';
import { PartList } from '../../../features/parts/part-list.js';
import { StockList } from '../../../features/parts/stock/stock-list.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { chosenTab, useUrlFilters } from '../../../ui/tables/use-url-filters.js';

const TABS = ['kits', 'stock', 'catalogue'] as const;

/** Parts: kits due and their deliveries, stock of the depots, and the catalogue. */
export function PartsPage() {
  const { t } = useTranslation();
  const [filters, change] = useUrlFilters();
  const tab = chosenTab(TABS, filters['tab']);
  return (
    <div>
      <PageHeader title={t('app:rail.parts')} aside={t('maker:parts.aside')} />
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(value) =>
          change({
            tab: value === 'kits' || value === null ? undefined : value,
            depotId: undefined,
            state: undefined,
          })
        }
      >
        <Tabs.List px="var(--page-padding)">
          {TABS.map((key) => (
            <Tabs.Tab key={key} value={key}>
              {t(`maker:parts.tab.${key}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="kits">
          <DeliveryList />
        </Tabs.Panel>
        <Tabs.Panel value="stock">
          <StockList />
        </Tabs.Panel>
        <Tabs.Panel value="catalogue">
          <PartList />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
