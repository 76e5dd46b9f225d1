import { type UseQueryResult, useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Machine } from '../../../api/types.js';
import { oneQuery } from '../../../api/use-one.js';
import { useUrlFilters } from '../../../ui/tables/use-url-filters.js';
import { type Choice, MultiSearchSelect } from '../../search/search-select.js';

const MAX_COMPARED = 3;

type Named = Pick<Machine, 'id' | 'serial' | 'model'>;

const nameOf = ({ id, serial, model }: Named): Choice => ({ value: id, label: `${serial}, ${model.name}` });

/** Omits machines that do not exist or that the user must not see. */
const foundOf = (answers: UseQueryResult<Machine>[]): Named[] =>
  answers.flatMap(({ data }) =>
    data === undefined ? [] : [{ id: data.id, serial: data.serial, model: data.model }],
  );

/**
 * Machines to compare with one machine, as named in the address, and a field to select them from all machines that the
 * user can see.
 */
export function useComparedMachines(machine: Pick<Machine, 'id' | 'serial'>) {
  const { t } = useTranslation();
  const [filters, change] = useUrlFilters();
  const ids = (filters['with'] ?? '')
    .split(',')
    .filter((id) => id !== '' && id !== machine.id)
    .slice(0, MAX_COMPARED);
  const otherHistories = useQueries({
    queries: ids.map((id) => oneQuery('machines', '/machines/{id}', { path: { id }, staleTime: 60_000 })),
    combine: foundOf,
  });
  const compared = useMemo(
    () => ({ serial: machine.serial, others: otherHistories }),
    [machine.serial, otherHistories],
  );
  const field = (
    <MultiSearchSelect
      label={t('history.compare')}
      placeholder={t('history.compareHint')}
      searched={{ name: 'machines', path: '/machines' }}
      toChoice={(row) => (row.id === machine.id ? undefined : nameOf(row))}
      chosen={otherHistories.map(nameOf)}
      maxChosen={MAX_COMPARED}
      onChange={(chosen) => change({ with: chosen.length === 0 ? undefined : chosen.join(',') })}
    />
  );
  return { compared, field };
}
