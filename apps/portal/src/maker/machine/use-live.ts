import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useLiveValues, type LivePatch } from '../../api/realtime.js';
import type { Live } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';

/** Live values of a machine: asked once, then patched as they are pushed; asked again each minute in case a push was lost. */
export function useLive(machineId: string): ReturnType<typeof useOne<Live>> {
  const client = useQueryClient();
  const path = `/machines/${machineId}/live`;
  const live = useOne<Live>('live', path, { refetchInterval: 60_000 });
  const patch = useCallback(
    ({ machineId: whose, at, values }: LivePatch) => {
      if (whose !== undefined && whose !== machineId) return;
      client.setQueryData<Live>(['live', 'one', path, {}], (before) => {
        if (before === undefined) return before;
        const next = { ...before.values };
        for (const [key, value] of Object.entries(values)) {
          const known = next[key];
          if (known !== undefined && known.at <= at) next[key] = { ...known, value, at };
        }
        return { ...before, values: next, connected: true, lastSeenAt: at, silentSince: null };
      });
    },
    [client, machineId, path],
  );
  useLiveValues(machineId, patch);
  return live;
}
