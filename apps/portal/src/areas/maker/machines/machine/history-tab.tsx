import type { Machine } from '../../../../api/types.js';
import { MachineHistory } from '../../../../features/history/machine-history.js';
import { useLive } from '../../../../features/machines/live/use-live.js';
import { ErrorState } from '../../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../../ui/feedback/skeleton.js';
import { useBandLinks } from './use-band-links.js';

/** Any signals of the machine over any period, with other machines, earlier periods and statistics. */
export function HistoryTab({ machine }: { readonly machine: Machine }) {
  const live = useLive(machine.id);
  const links = useBandLinks(machine.id);
  if (live.isLoadingError) return <ErrorState error={live.error} onRetry={() => void live.refetch()} />;
  if (live.data === undefined) return <SkeletonBlock height={420} />;
  return <MachineHistory machine={machine} live={live.data} links={links} initialRange="24h" />;
}
