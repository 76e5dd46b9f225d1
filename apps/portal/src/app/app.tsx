import { MantineProvider } from '@mantine/core';
import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect } from 'react';
import { queryClient } from '../api/query-client.js';
import { SocketProvider, useRealtime } from '../api/realtime.js';
import { sessionQuery } from '../api/session.js';
import { listenForSessionEnd } from '../api/client.js';
import { ZoneContext } from '../clock/zone.js';
import { theme } from '../theme/theme.js';
import { HatchDefs } from '../ui/charts/hatch-defs.js';
import { Toasts } from '../ui/feedback/toasts.js';
import { router } from './router.js';

const BROWSER_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Root component: theme, data, live connection, the user's time zone and the router. */
export function App() {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={queryClient}>
        <HatchDefs />
        <Pages />
        <Toasts />
      </QueryClientProvider>
    </MantineProvider>
  );
}

function Pages() {
  const { data: session } = useQuery({ ...sessionQuery, enabled: false });
  const socket = useRealtime(session !== null && session !== undefined);
  useEffect(
    () =>
      listenForSessionEnd(() => {
        if (queryClient.getQueryData(sessionQuery.queryKey) == null) return;
        queryClient.setQueryData(sessionQuery.queryKey, null);
        void router.navigate({
          to: '/sign-in',
          search: { then: router.state.location.href, expired: true },
        });
      }),
    [],
  );
  return (
    <ZoneContext value={session?.user.zone ?? BROWSER_ZONE}>
      <SocketProvider value={socket}>
        <RouterProvider router={router} />
      </SocketProvider>
    </ZoneContext>
  );
}
