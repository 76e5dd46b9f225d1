import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { AlarmEvaluation } from '#diagnostics';
import { INTERNAL_CHANNEL, InternalChannelClient, systemScope } from '#platform';
import { Loop } from '../loop.js';
import { MakersOfInstallation } from '../makers.queries.js';

/** Without a hint everybody is looked at this often. */
const INTERVAL_MS = 1000;
/** Hints come several times a second; more than one device's reading is judged at a time. */
const LEAST_MS = 300;
/** Of a fleet that reports all the time many readings are judged at once instead of a few again and again. */
const MOST_OF_TIME = 0.2;

/** Judges readings soon after they are stored: woken by ingest's hint, else every second. */
@Injectable()
export class EvaluationLoop implements OnModuleInit {
  private readonly logger = new Logger(EvaluationLoop.name);
  readonly loop = new Loop(() => this.step(), {
    intervalMs: INTERVAL_MS,
    leastMs: LEAST_MS,
    mostOfTime: MOST_OF_TIME,
    onError: (error) => this.logger.error({ err: error }, 'Readings could not be evaluated'),
  });

  constructor(
    private readonly makers: MakersOfInstallation,
    private readonly evaluation: AlarmEvaluation,
    private readonly channel: InternalChannelClient,
  ) {}

  onModuleInit(): void {
    this.channel.subscribe(INTERNAL_CHANNEL.dirtyOfAll, () => this.loop.wake());
  }

  private async step(): Promise<void> {
    for (const makerId of await this.makers.list())
      await this.evaluation.evaluateWaiting(systemScope(makerId));
  }
}
