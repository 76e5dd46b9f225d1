import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { areaOf, HOME_OF, sessionQuery } from '../api/session.js';
import { request } from '../api/transport.js';
import { loadDetailTexts, loadVerificationTexts } from '../i18n/i18n.js';
import { rootRoute } from '../shell/root-route.js';

const startRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: async ({ context }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery);
    if (session !== null) throw redirect({ to: HOME_OF[areaOf(session.membership.role)] });
    const { needed } = await request('GET', '/setup');
    throw redirect(needed ? { to: '/setup' } : { to: '/sign-in', search: {} });
  },
});

const MACHINE_OF = {
  maker: '/fleet/$machineId',
  customer: '/plant/machines/$machineId',
  technician: '/field/machines/$machineId',
  // A verifier has no access to machines.
  verifier: '/packs',
} as const;

/** Target of the QR label on a machine: redirects to the machine's page in the user's own area. */
const labelRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/machines/$machineId',
  beforeLoad: async ({ context, location, params }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery);
    if (session === null) throw redirect({ to: '/sign-in', search: { then: location.href } });
    throw redirect({ to: MACHINE_OF[areaOf(session.membership.role)], params });
  },
});

interface SignInSearch {
  /** Path to open after sign-in. */
  readonly then?: string;
  readonly expired?: boolean;
}

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): SignInSearch => ({
    // Accepts only paths inside the portal; an external address would make the sign-in page an open redirect.
    ...(typeof search['then'] === 'string' && /^\/(?![/\\])/.test(search['then'])
      ? { then: search['then'] }
      : {}),
    ...(search['expired'] === true ? { expired: true } : {}),
  }),
  component: lazyRouteComponent(() => import('./pages/sign-in-page.js'), 'SignInPage'),
});

const setupRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/setup',
  component: lazyRouteComponent(() => import('./pages/setup-page.js'), 'SetupPage'),
});

const forgotRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/forgot-password',
  component: lazyRouteComponent(() => import('./pages/forgot-password-page.js'), 'ForgotPasswordPage'),
});

const resetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reset-password/$token',
  component: lazyRouteComponent(() => import('./pages/reset-password-page.js'), 'ResetPasswordPage'),
});

const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitation/$token',
  component: lazyRouteComponent(() => import('./pages/invitation-page.js'), 'InvitationPage'),
});

const verifyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/verify',
  beforeLoad: () => loadVerificationTexts(),
  component: lazyRouteComponent(() => import('./pages/verify-page.js'), 'VerifyPage'),
});

const paymentLinkRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/pay/$token',
  component: lazyRouteComponent(() => import('./pages/payment-link-page.js'), 'PaymentLinkPage'),
});

const unsubscribeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/unsubscribe/$token',
  beforeLoad: () => loadDetailTexts(),
  component: lazyRouteComponent(() => import('./pages/unsubscribe-page.js'), 'UnsubscribePage'),
});

export const publicRoutes = [
  startRoute,
  labelRoute,
  signInRoute,
  setupRoute,
  forgotRoute,
  resetRoute,
  invitationRoute,
  verifyRoute,
  paymentLinkRoute,
  unsubscribeRoute,
];
