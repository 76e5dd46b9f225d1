import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExportRun, ExportSchedule } from '../../../api/types.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { useExportWords } from '../use-export-words.js';

const isUnderWay = (state: ExportRun['state'] | undefined): boolean =>
  state === 'waiting' || state === 'running';

/** Shows a toast when an export in progress succeeds or fails. */
export function useEndedToast(schedules: readonly ExportSchedule[]): void {
  const { t } = useTranslation();
  const words = useExportWords();
  const seen = useRef(new Map<string, ExportRun['state']>());
  useEffect(() => {
    for (const { id, name, lastRun } of schedules) {
      if (lastRun === null) continue;
      const { state } = lastRun;
      if (isUnderWay(seen.current.get(id)) && !isUnderWay(state))
        toastDone(t(state === 'done' ? 'exports.ended' : 'exports.failed', { name }), words.period(lastRun));
      seen.current.set(id, state);
    }
  }, [schedules, t, words]);
}
