import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SampleTable } from './draft-map.js';
import classes from './column-map.module.css';
import { type Role, ROLES, type Roles } from './columns.js';

/** Maximum number of rows shown. */
const SHOWN = 6;
const NOT_IMPORTED = '-';

interface ColumnTableProps {
  readonly table: SampleTable;
  readonly roles: Roles;
  readonly onRole: (column: number, role: Role | null) => void;
}

/** The first rows of a CSV file, with a field above each column that selects its role. */
export function ColumnTable({ table, roles, onRole }: ColumnTableProps) {
  const { t } = useTranslation();
  const choices = [
    { value: NOT_IMPORTED, label: t('maker:statements.role.none') },
    ...ROLES.map((role) => ({ value: role, label: t(`maker:statements.role.${role}`) })),
  ];
  const nameOf = (header: string, at: number): string =>
    header === '' ? t('maker:statements.column', { number: at + 1 }) : header;
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('maker:statements.firstRows')}>
      <table className={classes.table}>
        <thead>
          <tr>
            {table.headers.map((header, at) => (
              <th key={at} scope="col" data-used={(roles[at] ?? null) !== null || undefined}>
                <Select
                  size="xs"
                  aria-label={t('maker:statements.contentOf', { column: nameOf(header, at) })}
                  allowDeselect={false}
                  value={roles[at] ?? NOT_IMPORTED}
                  onChange={(value) => onRole(at, ROLES.find((role) => role === value) ?? null)}
                  data={choices}
                  comboboxProps={{ width: 220, position: 'bottom-start' }}
                />
                <span className={classes.header}>{nameOf(header, at)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.slice(0, SHOWN).map((row, index) => (
            <tr key={index}>
              {table.headers.map((_, at) => (
                <td key={at} data-used={(roles[at] ?? null) !== null || undefined} data-role={roles[at]}>
                  {row[at]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
