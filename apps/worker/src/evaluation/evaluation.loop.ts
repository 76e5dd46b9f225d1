import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { AlarmEvaluation } from '#diagnostics';
import { INTERNAL_CHANNEL, InternalChannelClient, systemScope } from '#platform';
import { Loop } from '../loop.js';
import { MakersQueries } from '../makers.queries.js';

/** Interval between evaluations if no hint arrives. */
const INTERVAL_MS = 1000;
/**
 * Minimum interval between the starts of two evaluations. Hints arrive several times per second, and the interval lets
 * each step evaluate readings of more than one device.
 */
const MIN_STEP_INTERVAL_MS = 300;
/**
 * Maximum share of time for evaluations. If a fleet reports continuously, the pauses let many readings accumulate for
 * each step.
 */
const MAX_TIME_SHARE = 0.2;

/** Evaluates readings soon after they are stored: after a hint from ingest, or otherwise every second. */
@Injectable()
export class EvaluationLoop implements OnModuleInit {
  private readonly logger = new Logger(EvaluationLoop.name);
  readonly loop = new Loop(() => this.step(), {
    intervalMs: INTERVAL_MS,
    minIntervalMs: MIN_STEP_INTERVAL_MS,
    maxTimeShare: MAX_TIME_SHARE,
    onError: (error) => this.logger.error({ err: error }, 'Readings could not be evaluated'),
  });

  constructor(
    private readonly makers: MakersQueries,
    private readonly evaluation: AlarmEvaluation,
    private readonly channel: InternalChannelClient,
  ) {}

  onModuleInit(): void {
    this.channel.subscribe(INTERNAL_CHANNEL.dirtyOfAll, () => this.loop.wake());
  }

  private async step(): Promise<void> {
    for (const makerId of await this.makers.list())
      await this.evaluation.evaluatePending(systemScope(makerId));
  }
}
