import { connect, type Socket } from 'node:net';
import mqtt from 'mqtt-packet';

const PUBLISH_QOS_1 = 0x32;
const PUBACK = 0x40;
const IDS = 65_535;

/**
 * One device's MQTT connection with the minimum that a benchmark needs, so that the sender uses little CPU: frames are
 * built by hand, and only acknowledgements are read.
 */
export class LeanLink {
  private socket: Socket | null = null;
  private readonly sentAtMs = new Float64Array(IDS + 1);
  private readonly topic: Buffer;
  private nextId = 1;
  private rest: Buffer = Buffer.alloc(0);
  inFlight = 0;

  constructor(
    private readonly login: {
      readonly host: string;
      readonly port: number;
      readonly username: string;
      readonly password: string;
    },
    topic: string,
    private readonly onAcknowledged: (link: LeanLink, latencyMs: number) => void,
  ) {
    this.topic = Buffer.from(topic);
  }

  async open(): Promise<void> {
    const { host, port, username, password } = this.login;
    const socket = connect(port, host);
    socket.setNoDelay(true);
    this.socket = socket;
    socket.write(
      mqtt.generate({
        cmd: 'connect',
        protocolId: 'MQTT',
        protocolVersion: 4,
        clientId: this.topic.toString(),
        clean: true,
        keepalive: 0,
        ...(username === '' ? {} : { username, password: Buffer.from(password) }),
      }),
    );
    const answer = await new Promise<Buffer>((resolve, reject) => {
      socket.once('data', resolve);
      socket.once('error', reject);
      socket.once('close', () => reject(new Error('The broker closed the connection')));
    });
    if (answer[3] !== 0) throw new Error(`The broker rejected ${username}: return code ${answer[3]}`);
    socket.removeAllListeners('close');
    socket.once('close', () => {
      if (this.inFlight > 0) throw new Error('The broker closed a connection with unacknowledged messages');
    });
    socket.on('data', (chunk) => this.read(chunk));
  }

  publish(payload: string): void {
    const id = this.nextId;
    this.nextId = id === IDS ? 1 : id + 1;
    const payloadBytes = Buffer.byteLength(payload);
    const length = 2 + this.topic.length + 2 + payloadBytes;
    const lengthBytes = length < 128 ? 1 : length < 16_384 ? 2 : 3;
    const frame = Buffer.allocUnsafe(1 + lengthBytes + length);
    frame[0] = PUBLISH_QOS_1;
    let at = 1;
    for (let left = length; ; left >>>= 7) {
      frame[at++] = left < 128 ? left : (left & 127) | 128;
      if (left < 128) break;
    }
    at = frame.writeUInt16BE(this.topic.length, at);
    at += this.topic.copy(frame, at);
    at = frame.writeUInt16BE(id, at);
    frame.write(payload, at);
    this.sentAtMs[id] = performance.now();
    this.inFlight++;
    this.socket!.write(frame);
  }

  close(): void {
    this.inFlight = 0;
    this.socket?.destroy();
  }

  private read(chunk: Buffer): void {
    const data = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk;
    const now = performance.now();
    let at = 0;
    while (at + 4 <= data.length) {
      if (data[at] === PUBACK) {
        this.inFlight--;
        this.onAcknowledged(this, now - this.sentAtMs[data.readUInt16BE(at + 2)]!);
      }
      at += 2 + data[at + 1]!;
    }
    this.rest = data.subarray(at);
  }
}
