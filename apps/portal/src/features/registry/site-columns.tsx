import { useTranslation } from 'react-i18next';
import type { Site } from '../../api/types.js';
import { useFormat } from '../../format/use-format.js';
import type { Column } from '../../ui/tables/data-table.types.js';

/** Columns that all lists of sites have in common. */
export function useSiteColumns(): Readonly<Record<'code' | 'city' | 'zone' | 'machines', Column<Site>>> {
  const { t } = useTranslation();
  const format = useFormat();
  const placeOf = (row: Site): string => [row.city, format.country(row.country)].filter(Boolean).join(', ');
  return {
    code: {
      key: 'code',
      header: t('maker:registry.code'),
      width: '120px',
      value: (row) => row.code,
      cell: (row) => row.code,
    },
    city: {
      key: 'city',
      header: t('maker:registry.city'),
      phone: 'third',
      value: (row) => placeOf(row),
      cell: (row) => placeOf(row),
    },
    zone: {
      key: 'zone',
      header: t('maker:contracts.zone'),
      width: '160px',
      value: (row) => row.zone,
      cell: (row) => format.city(row.zone),
    },
    machines: {
      key: 'machines',
      header: t('app:rail.group.machines'),
      width: '88px',
      numeric: true,
      phone: 'side',
      value: (row) => row.machineCount ?? null,
      cell: (row) => row.machineCount,
    },
  };
}
