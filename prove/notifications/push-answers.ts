import { PushService } from '../../test/support/push-service.js';

const BUSY = 0.02;
const BROKEN = 0.02;
const ENDED = 0.005;
/** Share of messages that are accepted although the sender gets no response. */
const CUT = 0.01;
const MAX_DELAY_MS = 150;

/**
 * A push service that is slow, sometimes busy or broken, and ends subscriptions. Counts the messages that it has
 * accepted.
 */
export class PushAnswers {
  /** Number of times that each message was accepted, by its id. */
  readonly accepted = new Map<string, number>();

  private constructor(readonly service: PushService) {}

  static async open(random: () => number): Promise<PushAnswers> {
    const service = await PushService.open();
    const answers = new PushAnswers(service);
    service.answer = (response, { topic }) => {
      const chance = random();
      const status = pickStatus(chance);
      if (status < 300) answers.accepted.set(topic, (answers.accepted.get(topic) ?? 0) + 1);
      setTimeout(() => {
        if (chance > 1 - CUT) response.destroy();
        else response.writeHead(status).end();
      }, random() * MAX_DELAY_MS);
    };
    return answers;
  }
}

function pickStatus(chance: number): number {
  if (chance < BUSY) return 429;
  if (chance < BUSY + BROKEN) return 503;
  return chance < BUSY + BROKEN + ENDED ? 410 : 201;
}
