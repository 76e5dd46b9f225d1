import { isInternalTopic } from '../principal.js';
import { PublishFields } from './protocol/publish-fields.js';
import { REASON } from './protocol/reason-codes.js';
import type { ReceiverConnection } from './receiver.js';

const fields = new PublishFields();

/**
 * Receives what an app of the installation publishes on one connection: hints, which are passed on immediately and
 * never stored.
 */
export class AppReceiver {
  readonly canContinue = true;

  /** @param route passes a message on; its payload is valid only during the call */
  constructor(
    private readonly line: ReceiverConnection,
    private readonly route: (topic: string, payload: Buffer, qos: 0 | 1) => void,
  ) {}

  receive(bytes: Buffer, head: number, start: number, end: number): void {
    const { line } = this;
    if (!fields.read(line.version, bytes, head, start, end))
      return line.close('protocol_error', REASON.malformedPacket, 'malformed PUBLISH');
    const { qos, id } = fields;
    const topic = bytes.toString('utf8', fields.topicStart, fields.topicEnd);
    if (!isInternalTopic(topic)) return line.close('topic_forbidden', REASON.notAuthorized);
    this.route(topic, bytes.subarray(fields.payloadStart, end), qos === 0 ? 0 : 1);
    if (qos > 0) this.acknowledge(qos === 1 ? 'puback' : 'pubrec', id);
  }

  /** Handles a PUBREL. */
  handlePubrel(id: number): void {
    this.acknowledge('pubcomp', id);
  }

  private acknowledge(kind: 'puback' | 'pubrec' | 'pubcomp', id: number): void {
    this.line.acknowledgements.add(kind, id);
    this.line.scheduleTurn();
  }
}
