const PUBLISH = 3;

/** Parses an MQTT 3.1.1 byte stream: passes PUBLISH payloads to `parse` and collects their acknowledgements. */
export class PublishReader {
  count = 0;
  private rest: Buffer = Buffer.alloc(0);

  constructor(
    private readonly parse: (payload: string) => void,
    private readonly other: (type: number, packet: Buffer) => void,
  ) {}

  /** @returns one PUBACK for each PUBLISH with QoS 1 that the chunk completed */
  read(chunk: Buffer): Buffer {
    const data = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk;
    const acknowledged: number[] = [];
    let at = 0;
    for (;;) {
      let length = 0;
      let body = at + 1;
      let shift = 0;
      let isWhole = false;
      for (; body < data.length && shift < 28; shift += 7) {
        const byte = data[body++]!;
        length |= (byte & 127) << shift;
        if (byte < 128) {
          isWhole = true;
          break;
        }
      }
      if (!isWhole || body + length > data.length) break;
      const first = data[at]!;
      if (first >> 4 === PUBLISH) {
        let payload = body + 2 + data.readUInt16BE(body);
        if ((first & 6) !== 0) {
          acknowledged.push(data.readUInt16BE(payload));
          payload += 2;
        }
        this.parse(data.toString('utf8', payload, body + length));
        this.count++;
      } else this.other(first >> 4, data.subarray(at, body + length));
      at = body + length;
    }
    this.rest = data.subarray(at);
    const answer = Buffer.allocUnsafe(4 * acknowledged.length);
    for (const [index, id] of acknowledged.entries()) {
      answer.writeUInt16BE(0x4002, 4 * index);
      answer.writeUInt16BE(id, 4 * index + 2);
    }
    return answer;
  }
}
