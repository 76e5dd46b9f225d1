import type { NextFunction, Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';

/** Matches files of the build that a page loads: scripts, styles and fonts, but not documents. */
const PAGE_PART = /^\/assets\//;
/**
 * HSTS header. Browsers apply it only over TLS. It is correct behind a proxy that terminates TLS, and is ignored on
 * loopback without TLS.
 */
const HSTS = { maxAge: 31_536_000, includeSubDomains: false };

/**
 * Sets headers that isolate the portal, so that it loads nothing from other origins and cannot be framed. The policy of
 * a page also applies to its scripts, styles and fonts, so these files have only the headers that browsers evaluate for
 * them. The full set would add a kilobyte to each of the about thirty files that a first visit loads.
 */
export function securityHeaders(): RequestHandler {
  const ofDocuments = documentHeaders();
  const ofPageParts = pagePartHeaders();
  return (request: Request, response: Response, next: NextFunction) =>
    (PAGE_PART.test(request.path) ? ofPageParts : ofDocuments)(request, response, next);
}

function pagePartHeaders(): ReturnType<typeof helmet> {
  return helmet({
    contentSecurityPolicy: false,
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    // A stylesheet's own policy determines the referrer of its font requests.
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: HSTS,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xFrameOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
}

function documentHeaders(): ReturnType<typeof helmet> {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        // The label scanner decodes images in WebAssembly, which is part of the build.
        'script-src': ["'self'", "'wasm-unsafe-eval'"],
        // The component library sets sizes and colours in style attributes.
        'style-src': ["'self'", "'unsafe-inline'"],
        // Browsers treat a socket to the page's own host as the same origin.
        'connect-src': ["'self'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'media-src': ["'self'", 'blob:'],
        'worker-src': ["'self'"],
        'manifest-src': ["'self'"],
        'font-src': ["'self'"],
        'object-src': ["'none'"],
        'base-uri': ["'self'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
      },
    },
    strictTransportSecurity: HSTS,
    crossOriginEmbedderPolicy: false,
  });
}
