import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState } from 'react';
import type { Socket } from 'socket.io-client';
import { productNow } from '../clock/clock.js';

export type HintKind =
  | 'alarm'
  | 'ticket'
  | 'visit'
  | 'kit_delivery'
  | 'invoice'
  | 'connectivity'
  | 'machine'
  | 'export'
  | 'proof_pack'
  | 'dispute'
  | 'usage_alert'
  | 'notification';

export interface Hint {
  readonly kind: HintKind;
  readonly id: string;
  readonly machineId?: string;
}

export interface LivePatch {
  readonly machineId?: string;
  readonly siteId?: string;
  readonly deviceId: string;
  readonly at: string;
  readonly values: Readonly<Record<string, number | string | boolean | null>>;
  /** Qualities of the signals that are not good, by signal key. */
  readonly qualities?: Readonly<Record<string, 1 | 2 | 3>>;
}

/** Newest device time that the page has received, by device ID. */
export type KnownTimes = Readonly<Record<string, string>>;

/**
 * First segments of the query keys that a hint makes stale. Lists and summaries are included because they aggregate the
 * changed resource.
 */
const STALE: Readonly<Record<HintKind, readonly string[]>> = {
  alarm: ['alarms', 'machines', 'fleet', 'today', 'tickets', 'overviews', 'timelines'],
  ticket: ['tickets', 'machines', 'fleet', 'today', 'day', 'overviews', 'timelines'],
  visit: ['visits', 'tickets', 'day', 'today'],
  kit_delivery: ['kit-deliveries', 'machines', 'today', 'stock', 'day', 'overviews', 'timelines'],
  invoice: [
    'invoices',
    'usage',
    'today',
    'cost',
    'overviews',
    'timelines',
    'documents',
    'open-items',
    'payments',
    'receivables',
  ],
  connectivity: ['machines', 'fleet', 'today', 'devices', 'overviews'],
  machine: ['machines', 'fleet', 'today', 'overviews', 'timelines'],
  export: ['export-schedules', 'export-runs'],
  proof_pack: ['proof-packs', 'documents'],
  dispute: ['disputes', 'invoices', 'today', 'overviews', 'timelines'],
  usage_alert: ['usage-alerts', 'cost'],
  notification: ['notifications'],
};

const SocketContext = createContext<Socket | null>(null);

export const SocketProvider = SocketContext.Provider;

/**
 * Opens the page's only socket while a user is signed in. Hints contain no data: they only say which responses are
 * stale. After a lost connection, all responses except the session are stale.
 */
export function useRealtime(enabled: boolean): Socket | null {
  const client = useQueryClient();
  const [socket, setSocket] = useState<Socket | null>(null);
  useEffect(() => {
    if (!enabled) return undefined;
    const connection = { closed: false, close: () => undefined as void };
    // The client of the live connection is loaded separately, because the first page is painted before any live data
    // arrives.
    void import('socket.io-client').then(({ io }) => {
      if (connection.closed) return;
      const opened = io('/live', {
        path: '/socket.io',
        withCredentials: true,
        transports: ['websocket', 'polling'],
      });
      connection.close = () => void opened.disconnect();
      refetchOnHints(opened, client);
      setSocket(opened);
    });
    return () => {
      connection.closed = true;
      connection.close();
      setSocket(null);
    };
  }, [client, enabled]);
  return socket;
}

/** Marks cached responses as stale: those that a hint names, or all except the session after a lost connection. */
function refetchOnHints(socket: Socket, client: QueryClient): void {
  let lost = false;
  socket.on('hint', (hint: Hint) => {
    const stale = STALE[hint.kind] ?? [];
    void client.invalidateQueries({ predicate: (query) => stale.includes(String(query.queryKey[0])) });
  });
  socket.on('disconnect', () => {
    lost = true;
  });
  socket.on('connect', () => {
    if (lost) void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
    lost = false;
  });
}

/** Number of components that watch each machine. The machine is unwatched when the last of them unmounts. */
const watchers = new Map<string, number>();

/**
 * Watches the live values of machines while the component is mounted. After a lost connection, the missed values arrive
 * first.
 * @param known the newest device times that the page has received for a machine; undefined if it has none yet
 */
export function useLiveValues(
  machineIds: readonly string[],
  onPatch: (patch: LivePatch) => void,
  known: (machineId: string) => KnownTimes | undefined,
): void {
  const socket = useContext(SocketContext);
  // The IDs are compared by content, because a refetched list names the same machines in a new array.
  const watched = machineIds.join(' ');
  useEffect(() => {
    if (socket === null || watched === '') return undefined;
    const ids = watched.split(' ');
    const receive = ({ patches = [] }: { readonly patches?: readonly LivePatch[] }): void => {
      for (const patch of patches) onPatch(patch);
    };
    const watch = (): void => {
      for (const machineId of ids) socket.emit('watch', { machineId, known: known(machineId) }, receive);
    };
    for (const machineId of ids) watchers.set(machineId, (watchers.get(machineId) ?? 0) + 1);
    watch();
    socket.on('connect', watch);
    socket.on('live', receive);
    return () => {
      for (const machineId of ids) {
        const left = (watchers.get(machineId) ?? 1) - 1;
        watchers.set(machineId, left);
        if (left === 0) socket.emit('unwatch', { machineId });
      }
      socket.off('connect', watch);
      socket.off('live', receive);
    };
  }, [socket, watched, onPatch, known]);
}

/**
 * Returns the time at which the page lost its live connection, in epoch ms of the product's clock; undefined while it
 * is connected or if it never was.
 */
export function useLostSince(): number | undefined {
  const socket = useContext(SocketContext);
  const [lostSince, setLostSince] = useState<number>();
  useEffect(() => {
    if (socket === null) return undefined;
    const lose = (): void => setLostSince((before) => before ?? productNow());
    const find = (): void => setLostSince(undefined);
    socket.on('disconnect', lose);
    socket.on('connect', find);
    // A browser detects a lost network immediately; the socket detects it only after its next heartbeat.
    window.addEventListener('offline', lose);
    const back = (): void => {
      if (socket.connected) find();
    };
    window.addEventListener('online', back);
    return () => {
      socket.off('disconnect', lose);
      socket.off('connect', find);
      window.removeEventListener('offline', lose);
      window.removeEventListener('online', back);
    };
  }, [socket]);
  return lostSince;
}
