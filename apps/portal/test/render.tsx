import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterContextProvider,
} from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { render, renderHook, type RenderResult } from 'vitest-browser-react';
import { sessionQuery } from '../src/api/session.js';
import type { Session } from '../src/api/types.js';
import { ZoneContext } from '../src/clock/zone.js';
import { theme } from '../src/theme/theme.js';
import { buildSession } from './session.js';

interface PortalOptions {
  /** Session of the signed-in user; by default that of a console user. */
  readonly session?: Partial<Session>;
  /** Address of the page. */
  readonly path?: string;
  /** IANA zone of the user. */
  readonly zone?: string;
}

/** The portal's providers, except those that communicate with a server. */
async function createWrapper({ session, path = '/', zone = 'Europe/Warsaw' }: PortalOptions) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Infinity } } });
  client.setQueryData(sessionQuery.queryKey, buildSession(session));
  const router = testRouter(path);
  await router.load();
  const wrapper = ({ children }: { readonly children: ReactNode }) => (
    <MantineProvider theme={theme} env="test" withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={client}>
        <ZoneContext value={zone}>
          <RouterContextProvider router={router}>{children}</RouterContextProvider>
        </ZoneContext>
        <Notifications />
      </QueryClientProvider>
    </MantineProvider>
  );
  return { client, router, wrapper };
}

/** Renders a component as in a page of the portal. */
export async function renderPortal(
  element: ReactNode,
  options: PortalOptions = {},
): Promise<RenderResult & { readonly client: QueryClient; readonly router: TestRouter }> {
  const { client, router, wrapper } = await createWrapper(options);
  return Object.assign(await render(element, { wrapper }), { client, router });
}

/** Runs a hook in a component of the portal and returns its value. */
export async function renderPortalHook<Value, Props>(
  hook: (props?: Props) => Value,
  options: PortalOptions & { readonly initialProps?: Props } = {},
) {
  const { client, router, wrapper } = await createWrapper(options);
  return Object.assign(await renderHook(hook, { wrapper, initialProps: options.initialProps }), {
    client,
    router,
  });
}

function testRouter(path: string) {
  return createRouter({
    routeTree: createRootRoute({ notFoundComponent: () => null }),
    history: createMemoryHistory({ initialEntries: [path] }),
  });
}

type TestRouter = ReturnType<typeof testRouter>;
