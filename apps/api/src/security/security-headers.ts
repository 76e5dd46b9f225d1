import helmet from 'helmet';

/** Headers that keep the portal to itself: nothing is loaded from elsewhere and nobody frames it. */
export function securityHeaders(): ReturnType<typeof helmet> {
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
    // Browsers heed it over TLS only; behind a proxy that ends TLS it is right, on plain loopback it is ignored.
    strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: false },
    crossOriginEmbedderPolicy: false,
  });
}
