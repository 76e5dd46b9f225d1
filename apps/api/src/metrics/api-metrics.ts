import { Injectable } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { Gauge, Histogram } from 'prom-client';
import { createMetrics } from '#platform';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** Prometheus metrics of the API: duration of requests by route, and number of connected browsers. */
@Injectable()
export class ApiMetrics {
  readonly registry = createMetrics('api');
  private readonly requests = new Histogram({
    name: 'dutycycle_api_request_seconds',
    help: 'Duration of requests by route, in seconds',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [this.registry],
  });

  /**
   * Exports the number of connected browsers.
   * @param count called at each scrape
   */
  countSockets(count: () => number): void {
    new Gauge({
      name: 'dutycycle_api_sockets',
      help: 'Number of browsers that receive live updates',
      registers: [this.registry],
      collect() {
        this.set(count());
      },
    });
  }

  /**
   * Express middleware that measures requests. The label is the pattern of the route, because the path contains ids.
   */
  readonly observe = (request: Request, response: Response, next: NextFunction): void => {
    const began = performance.now();
    response.once('close', () => {
      const pattern = (request.route as { path?: unknown } | undefined)?.path;
      this.requests.observe(
        {
          method: request.method,
          route: typeof pattern === 'string' ? pattern : 'none',
          status: `${Math.floor(response.statusCode / 100)}xx`,
        },
        (performance.now() - began) / 1000,
      );
    });
    next();
  };
}
