import type { Plan } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useLocalised } from '../../../i18n/localised.js';

interface PlanChoice {
  readonly value: string;
  readonly label: string;
}

/** Plans that a contract can have: active ones, and its current one even if archived. */
export function usePlanChoices(current?: Pick<Plan, 'id' | 'name'>): readonly PlanChoice[] {
  const localised = useLocalised();
  const offered = useOne('plans', '/plans').data?.items ?? [];
  const isOffered = current === undefined || offered.some(({ id }) => id === current.id);
  return [...(isOffered ? [] : [current]), ...offered].map(({ id, name }) => ({
    value: id,
    label: localised(name),
  }));
}
