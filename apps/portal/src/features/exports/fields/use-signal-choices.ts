import { useQueries } from '@tanstack/react-query';
import { oneQuery, useOne } from '../../../api/use-one.js';
import { useLocalised } from '../../../i18n/localised.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import type { Choice } from '../../search/search-select.js';

/** Maximum number of selected machines that are queried for their signals. */
const MAX_QUERIED = 10;

/** Signals that can be exported: of the selected machines, otherwise of all models, plus those already selected. */
export function useSignalChoices(machineIds: readonly string[], chosen: readonly string[]): Choice[] {
  const text = useCodeText();
  const localised = useLocalised();
  const isList = machineIds.length > 0;
  const models = useOne('models', '/models', { query: { limit: 200 }, enabled: !isList });
  const machines = useQueries({
    queries: machineIds
      .slice(0, MAX_QUERIED)
      .map((id) => oneQuery('machines', '/machines/{id}', { path: { id } })),
  });
  const labels = new Map(chosen.map((key) => [key, text('common:signal', key)]));
  const known = isList
    ? machines.flatMap(({ data }) => data?.signals ?? [])
    : (models.data?.items ?? []).flatMap(({ signals }) => signals);
  for (const { key, label } of known) labels.set(key, localised(label) || text('common:signal', key));
  return [...labels].map(([value, label]) => ({ value, label }));
}
