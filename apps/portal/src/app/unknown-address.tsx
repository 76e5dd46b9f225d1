import { createRoute } from '@tanstack/react-router';
import { type ComponentType, lazy, Suspense } from 'react';
import { type Area, areaOf, sessionQuery } from '../api/session.js';
import { loadAreaTexts } from '../i18n/i18n.js';
import { NotFoundPage } from '../shell/not-found-page.js';
import { rootRoute } from '../shell/root-route.js';

const SHELLS: Readonly<Record<Area, ComponentType>> = {
  maker: lazy(() =>
    import('../areas/maker/shell/maker-shell.js').then(({ MakerShell }) => ({ default: MakerShell })),
  ),
  customer: lazy(() =>
    import('../areas/customer/shell/customer-shell.js').then(({ CustomerShell }) => ({
      default: CustomerShell,
    })),
  ),
  technician: lazy(() =>
    import('../areas/technician/shell/field-shell.js').then(({ FieldShell }) => ({ default: FieldShell })),
  ),
  verifier: lazy(() =>
    import('../areas/verifier/verifier-shell.js').then(({ VerifierShell }) => ({ default: VerifierShell })),
  ),
};

/** Keeps the navigation of the user's area at an address that no page has. */
const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'unknown',
  beforeLoad: async ({ context }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery);
    const area = session === null ? null : areaOf(session.membership.role);
    if (area !== null) await loadAreaTexts(area, false);
    return { area };
  },
  component: function UnknownAddress() {
    const { area } = shellRoute.useRouteContext();
    if (area === null)
      return (
        <main>
          <NotFoundPage />
        </main>
      );
    const Shell = SHELLS[area];
    return (
      <Suspense fallback={null}>
        <Shell />
      </Suspense>
    );
  },
});

const pageRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '$',
  component: NotFoundPage,
});

export const unknownAddressTree = shellRoute.addChildren([pageRoute]);
