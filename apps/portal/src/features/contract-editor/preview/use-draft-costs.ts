import { useTranslation } from 'react-i18next';
import type { Simulation, SimulationOutcome, UsageHistory } from '../../../api/types.js';
import { productNow } from '../../../clock/clock.js';
import { instantToWallTime } from '../../../format/time.js';
import { useDebouncedContent } from '../../../ui/forms/use-debounced-content.js';
import { useOutcome } from '../../simulator/outcome/use-simulation.js';
import { useUsageHistories } from '../../simulator/past-usage/use-usage-histories.js';
import type { DraftValues } from '../values/draft-values.js';
import { calculableCharges, draftFacts, hasNoReadings, readableMeters, toSimulation } from './draft-facts.js';

const DEBOUNCE_MS = 400;

/** Past costs under the terms of a draft, as far as they can be computed. */
export type DraftCosts =
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'reading'; readonly read: number; readonly count: number }
  | { readonly kind: 'failed'; readonly error: unknown; readonly retry: () => void }
  | { readonly kind: 'silent' }
  | { readonly kind: 'pending' }
  | {
      readonly kind: 'known';
      readonly outcome: SimulationOutcome['plans'][number];
      readonly knownMonths: number;
      /** Number of charges that lack a price or a meter. */
      readonly leftOut: number;
      /** Whether the amounts of the current values are still being calculated. */
      readonly isStale: boolean;
    };

/**
 * Calculates the cost of the last twelve months under the terms of a draft. Responses for outdated values are ignored.
 */
export function useDraftCosts(
  values: DraftValues,
): DraftCosts & { readonly silentMeterIds: readonly string[] } {
  const { t } = useTranslation();
  const all = readableMeters(values);
  const charges = calculableCharges(values.charges, all);
  const meters = all.filter(({ id }) => charges.some(({ meterIds }) => meterIds.includes(id)));
  const zone = values.zone || 'UTC';
  const pasts = useUsageHistories(meters, zone);
  const isRead = meters.length === 0 || pasts.isReady;
  const histories = isRead ? (pasts.histories as readonly UsageHistory[]) : [];
  const isSilent = hasNoReadings(histories);
  const running = instantToWallTime(productNow(), zone).slice(0, 7);
  const isReady = isRead && !isSilent && charges.length > 0 && /^[A-Z]{3}$/.test(values.currency);
  const described = useDebouncedContent<Simulation | null>(
    isReady
      ? toSimulation(
          draftFacts({ ...values, zone }, meters, histories, running),
          charges,
          t('maker:contractEditor.costs.title'),
        )
      : null,
    DEBOUNCE_MS,
  );
  const simulation = useOutcome(described);
  const silentMeterIds = histories.flatMap((history, index) =>
    hasNoReadings([history]) ? [meters[index]!.id] : [],
  );
  return { ...costs(), silentMeterIds };

  function costs(): DraftCosts {
    if (charges.length === 0) return { kind: 'incomplete' };
    if (pasts.error !== null) return { kind: 'failed', error: pasts.error, retry: pasts.retry };
    if (!isRead) return { kind: 'reading', read: pasts.read, count: pasts.count };
    if (isSilent) return { kind: 'silent' };
    if (!isReady) return { kind: 'incomplete' };
    if (simulation.isError)
      return { kind: 'failed', error: simulation.error, retry: () => void simulation.refetch() };
    const outcome = simulation.data?.plans[0];
    if (outcome === undefined) return { kind: 'pending' };
    return {
      kind: 'known',
      outcome,
      knownMonths: simulation.data?.knownMonths ?? 0,
      leftOut: values.charges.length - charges.length,
      isStale: simulation.isFetching || simulation.isPlaceholderData,
    };
  }
}
