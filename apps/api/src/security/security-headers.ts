import type { NextFunction, Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';

/** Files of the build that a page loads: scripts, styles and fonts, never documents. */
const PAGE_PART = /^\/assets\//;
/** Browsers obey it over TLS only. It is right behind a proxy that ends TLS, and ignored on plain loopback. */
const HSTS = { maxAge: 31_536_000, includeSubDomains: false };

/**
 * Headers that keep the portal to itself: nothing is loaded from elsewhere and nobody frames it.
 * A page's policy governs the scripts, styles and fonts that the page loads, so those carry only the headers that browsers
 * read on them. The full set would add a kilobyte to each of some thirty files of a first visit.
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
    // A stylesheet's own policy decides which address its fonts are requested with.
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
        // The label scanner decodes pictures in WebAssembly that comes with the build.
        'script-src': ["'self'", "'wasm-unsafe-eval'"],
        // The component library sets sizes and colours in style attributes.
        'style-src': ["'self'", "'unsafe-inline'"],
        // Browsers count a socket to the page's own host as its own origin.
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
