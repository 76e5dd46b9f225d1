import type { NextFunction, Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';

/** Files of the build that a page loads: scripts, styles and fonts, never documents. */
const PAGE_PART = /^\/assets\//;
/**
 * Browsers apply HSTS only over TLS. It is correct behind a proxy that terminates TLS, and ignored on loopback without
 * TLS.
 */
const HSTS = { maxAge: 31_536_000, includeSubDomains: false };

/**
 * Headers that isolate the portal: it loads nothing from other origins and cannot be framed. A page's policy applies to
 * the scripts, styles and fonts that it loads, so those have only the headers that browsers evaluate on them. The full
 * set would add a kilobyte to each of about thirty files of a first visit.
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
